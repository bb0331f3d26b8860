import { createRequire } from "node:module";

type Configuration = Readonly<Record<string, unknown>>;

interface ConfigureRequest {
    getPolicyconfigMap(): {
        entries(): Iterable<[string, { getProperties(): { toJavaScript(): Configuration } | undefined }]>;
    };
}
interface ConfigureRequestClass {
    deserializeBinary(bytes: Uint8Array): ConfigureRequest;
}

/**
 * Everything that the engine configures, by policy id, misspelt ids included. The engine hands the whole of
 * `--policy-pack-config` over without a look at the ids, and the SDK shows a policy nothing but its own part, so the message
 * is read on its way in. Where that should ever be impossible, misspelt ids are ignored as the engine ignores them.
 */
export function configurationSent(): () => Configuration {
    let sent: Configuration = {};
    try {
        // The SDK's own copy of the message, wherever it was installed.
        const requireAsSdk = createRequire(require.resolve("@pulumi/policy"));
        const message = (requireAsSdk("@pulumi/pulumi/proto/analyzer_pb") as Record<string, ConfigureRequestClass>)[
            "ConfigureAnalyzerRequest"
        ];
        if (message !== undefined) {
            const deserialize = message.deserializeBinary;
            message.deserializeBinary = (bytes) => {
                const request = deserialize.call(message, bytes);
                sent = Object.fromEntries(
                    [...request.getPolicyconfigMap().entries()].map(([id, one]) => [
                        id,
                        one.getProperties()?.toJavaScript() ?? {},
                    ]),
                );
                return request;
            };
        }
    } catch {
        return () => ({});
    }
    return () => sent;
}
