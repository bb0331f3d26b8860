import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Methods } from "./endpoint";

export interface Abilities {
    readonly version: string;
    /** Takes resource references and outputs with their dependencies: components do. */
    readonly component: boolean;
    readonly schema: () => string;
}

/** The methods in which a provider says what it is. */
export function handshake({ version, component, schema }: Abilities): Methods {
    return {
        handshake: () =>
            new rpc.ProviderHandshakeResponse()
                .setAcceptSecrets(true)
                .setAcceptResources(component)
                .setAcceptOutputs(component)
                .setSupportsAutonamingConfiguration(true),
        attach: () => new Empty(),
        cancel: () => new Empty(),
        getPluginInfo: () => new plugin.PluginInfo().setVersion(version),
        getSchema: () => new rpc.GetSchemaResponse().setSchema(schema()),
        getMapping: () => new rpc.GetMappingResponse(),
        getMappings: () => new rpc.GetMappingsResponse(),
    };
}

export function configureResponse(component: boolean): rpc.ConfigureResponse {
    return new rpc.ConfigureResponse()
        .setAcceptsecrets(true)
        .setSupportspreview(true)
        .setAcceptresources(component)
        .setAcceptoutputs(component)
        .setSupportsAutonamingConfiguration(true);
}
