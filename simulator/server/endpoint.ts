import { Server, ServerCredentials, type ServiceError, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Crash, Hang } from "../kernel/lifecycle";

/** One method of the provider protocol; each takes a message of its own type, which the service definition decodes. */
export type Method = (request: never) => object | Promise<object>;
export type Methods = { readonly [name: string]: Method };

/** Messages carry whole policy documents and assets; the engine itself allows 400 MB. */
const messageLimit = 400 * 1024 * 1024;

/** A gRPC endpoint of its own on the loopback, for one provider instance. */
export class Endpoint {
    private readonly server = new Server({
        "grpc.max_receive_message_length": messageLimit,
        "grpc.max_send_message_length": messageLimit,
    });

    constructor(
        methods: Methods,
        /** Called after every answer, so that what changed can be saved. */
        private readonly answered: () => void,
    ) {
        this.server.addService(ResourceProviderService, this.implementation(methods));
    }

    /** Answers with the port. */
    listen(): Promise<number> {
        return new Promise((resolve, reject) => {
            this.server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
                if (error) reject(error);
                else resolve(port);
            });
        });
    }

    /** Drops every connection; calls under way get no answer. */
    destroy(): void {
        this.server.forceShutdown();
    }

    private implementation(methods: Methods): UntypedServiceImplementation {
        return Object.fromEntries(
            Object.entries(methods).map(([name, method]) => [
                name,
                (call: { request: object }, callback: (error: Partial<ServiceError> | null, answer?: object) => void) =>
                    void this.answer(method, call.request, callback),
            ]),
        );
    }

    private async answer(
        method: Method,
        request: object,
        callback: (error: Partial<ServiceError> | null, answer?: object) => void,
    ): Promise<void> {
        try {
            callback(null, await method(request as never));
        } catch (error) {
            if (error instanceof Crash) this.destroy();
            else if (error instanceof Hang) return;
            // A provider in Go answers with UNKNOWN for every error of its own, and so does this one.
            else callback({ code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
        } finally {
            this.answered();
        }
    }
}
