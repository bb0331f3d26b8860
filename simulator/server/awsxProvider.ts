import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { NotModelled } from "../kernel/errors";
import type { World } from "../kernel/world";
import type { Methods } from "./endpoint";
import { warnThrough } from "./engineLog";
import { configureResponse, handshake } from "./handshake";
import { sdkVersion } from "./sdkVersion";

/** The provider protocol of package awsx: components only. */
export function awsxProvider(world: World, engineAddress: string): Methods {
    const version = sdkVersion("awsx");
    return {
        ...handshake({ version, component: true, schema: () => JSON.stringify({ name: "awsx", version }) }),
        checkConfig: (request: rpc.CheckRequest) => new rpc.CheckResponse().setInputs(request.getNews()),
        diffConfig: () => new rpc.DiffResponse().setChanges(rpc.DiffResponse.DiffChanges.DIFF_NONE),
        configure: () => configureResponse(true),
        construct: async (request: rpc.ConstructRequest) => {
            // Loaded when it is needed: most programs have no such component, and every start would pay for it.
            const { construct } = await import("../awsx/construct");
            return construct(request, world, warnThrough(engineAddress));
        },
        call: (request: rpc.CallRequest) => {
            throw new NotModelled(`the method ${request.getTok()}`);
        },
        invoke: (request: rpc.InvokeRequest) => {
            throw new NotModelled(`the function ${request.getTok()}`);
        },
    };
}
