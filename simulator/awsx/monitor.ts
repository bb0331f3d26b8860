import { credentials, type ServiceError, status } from "@grpc/grpc-js";
import type { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
    RegisterResourceOutputsRequest,
    type RegisterResourceRequest,
    type RegisterResourceResponse,
    ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Checkpoints of large stacks pass through here; the engine sets the same limit. */
const messageLimit = 400 * 1024 * 1024;

/** The engine's resource monitor, of one Construct call. No Pulumi runtime: that one is global to a process. */
export class Monitor {
    private readonly client: ResourceMonitorClient;

    constructor(endpoint: string) {
        this.client = new ResourceMonitorClient(endpoint, credentials.createInsecure(), {
            "grpc.max_receive_message_length": messageLimit,
            "grpc.max_send_message_length": messageLimit,
        });
    }

    register(request: RegisterResourceRequest): Promise<RegisterResourceResponse> {
        return answer((done) => this.client.registerResource(request, done));
    }

    async registerOutputs(urn: string): Promise<void> {
        const request = new RegisterResourceOutputsRequest();
        request.setUrn(urn);
        request.setOutputs(Struct.fromJavaScript({}));
        await answer((done) => this.client.registerResourceOutputs(request, done));
    }

    async invoke(
        token: string,
        args: Record<string, string>,
        provider: string,
        version: string,
    ): Promise<InvokeResponse> {
        const request = new ResourceInvokeRequest();
        request.setTok(token);
        request.setArgs(Struct.fromJavaScript(args));
        request.setProvider(provider);
        request.setVersion(version);
        request.setAcceptresources(true);
        return answer((done) => this.client.invoke(request, done));
    }

    close(): void {
        this.client.close();
    }
}

/** The engine is going down, having said why: nobody listens for another error. */
export class EngineGone extends Error {}

function answer<T>(call: (done: (error: ServiceError | null, response: T) => void) => unknown): Promise<T> {
    return new Promise((resolve, reject) => {
        call((error, response) => {
            if (error === null) resolve(response);
            else if (error.code === status.UNAVAILABLE || error.code === status.CANCELLED) {
                reject(new EngineGone("the resource monitor is terminating"));
            } else reject(new Error(error.details || error.message));
        });
    });
}
