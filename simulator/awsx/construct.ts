import { type ConstructRequest, ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { NotModelled } from "../kernel/errors";
import type { World } from "../kernel/world";
import { readVpcArgs } from "./args";
import { registerComponent } from "./component";
import { EngineGone, Monitor } from "./monitor";
import { planVpc, zonesWanted } from "./plan";
import { awsVersion, registerAll } from "./registration";
import { type ComponentState, componentState } from "./state";
import { decodeInputs } from "./wire";
import { firstZones } from "./zones";

/** Tells the engine of a problem with a resource that stops nothing. */
export type Warn = (message: string, urn: string) => void;

const vpcType = "awsx:ec2:Vpc";

/** Answers a Construct call for the one component that is modelled. What is wrong with its arguments is thrown. */
export async function construct(
    request: ConstructRequest,
    _world: World,
    warn: Warn = () => undefined,
): Promise<ConstructResponse> {
    if (request.getType() !== vpcType) throw new NotModelled(`the component ${request.getType()}`);
    const monitor = new Monitor(request.getMonitorendpoint());
    try {
        // The component exists before its arguments are looked at, so that an error is the component's.
        const urn = await registerComponent(monitor, request);
        const state = await constructVpc(monitor, request, urn, warn);
        await monitor.registerOutputs(urn);
        return responseOf(urn, state);
    } catch (error) {
        // The engine has stopped for a reason it has told the user already, and ends this call itself.
        if (error instanceof EngineGone) return new Promise(() => undefined);
        throw error;
    } finally {
        monitor.close();
    }
}

async function constructVpc(
    monitor: Monitor,
    request: ConstructRequest,
    component: string,
    warn: Warn,
): Promise<ComponentState> {
    const dependencies = request.getInputdependenciesMap();
    const args = readVpcArgs(
        decodeInputs(request.getInputs()?.toJavaScript() ?? {}, (key) => dependencies.get(key)?.getUrnsList() ?? []),
    );
    const provider = request.getProvidersMap().get("aws") ?? "";
    const wanted = zonesWanted(args);
    const zones = wanted && (await firstZones(monitor, wanted, args.region, provider, awsVersion));
    const plan = planVpc(request.getName(), args, zones || undefined);
    for (const message of plan.warnings) warn(message, component);
    const registered = await registerAll(monitor, plan.children, {
        component,
        provider,
        protect: request.getProtect() ?? false,
        dryRun: request.getDryrun(),
    });
    return componentState(plan.outputs, (child) => {
        const found = registered.get(child);
        if (found === undefined) throw new Error(`an output refers to ${child}, which the plan does not have`);
        return found;
    });
}

function responseOf(urn: string, state: ComponentState): ConstructResponse {
    const response = new ConstructResponse();
    response.setUrn(urn);
    response.setState(Struct.fromJavaScript({ ...state.values }));
    for (const [output, urns] of Object.entries(state.dependencies)) {
        const dependencies = new ConstructResponse.PropertyDependencies();
        dependencies.setUrnsList([...urns]);
        response.getStatedependenciesMap().set(output, dependencies);
    }
    return response;
}
