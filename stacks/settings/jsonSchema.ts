import { z } from "zod";
import { namespace, stackSettings } from "./stackSettings";

/** JSON Schema of a whole `Pulumi.<stack>.yaml`, from the same source as the decoder: what editors complete and check by. */
export function stackFileSchema(): object {
    const { $schema, properties, required, ...rest } = z.toJSONSchema(stackSettings, { io: "input" }) as SettingsSchema;
    const prefixed = (key: string) => `${namespace}:${key}`;
    return {
        $schema,
        title: "Stack file of the landing zone",
        type: "object",
        required: ["config"],
        properties: {
            config: {
                type: "object",
                required: required.map(prefixed),
                properties: Object.fromEntries(
                    Object.entries(properties).map(([key, value]) => [prefixed(key), value]),
                ),
                // Keys of the engine and of providers are theirs to check.
                patternProperties: { [`^(?!${namespace}:)`]: {} },
                additionalProperties: false,
                oneOf: [{ required: [prefixed("organization")] }, { required: [prefixed("environment")] }],
            },
        },
        ...(rest["$defs"] === undefined ? {} : { $defs: rest["$defs"] }),
    };
}

interface SettingsSchema {
    readonly $schema: string;
    readonly properties: { readonly [key: string]: object };
    readonly required: readonly string[];
    readonly [other: string]: unknown;
}
