import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** Prints a warning where the engine prints its own, beside the resource it concerns. */
export function warnThrough(engineAddress: string): (message: string, urn: string) => void {
    return (message, urn) => {
        const client = new EngineClient(engineAddress, credentials.createInsecure());
        const request = new LogRequest().setSeverity(LogSeverity.WARNING).setMessage(message).setUrn(urn);
        client.log(request, () => client.close());
    };
}
