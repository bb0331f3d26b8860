import { RegisterResourceRequest, Result } from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { sdkVersion } from "../server/sdkVersion";
import { type Child, keyOf } from "./children";
import { type Input, type Inputs, Ipv6Block, isInputs, Output, outputsIn, Reference } from "./input";
import { ipv6Of } from "./ipv6";
import type { Monitor } from "./monitor";
import { decode, encode, type Wire } from "./wire";

/** A child as the engine knows it. */
export interface Registered {
    readonly urn: string;
    /** Undefined while unknown. */
    readonly id: string | undefined;
    readonly outputs: Inputs;
}

/** What all children of one component share. */
export interface Family {
    readonly component: string;
    /** Reference of an explicit aws provider, empty for the default one. */
    readonly provider: string;
    readonly protect: boolean;
    readonly dryRun: boolean;
}

/** Version of the aws provider the children ask for: that of the SDK this was written against, as awsx does it. */
export const awsVersion = sdkVersion("aws");

/** Registers the children, each as soon as those it needs are there. */
export async function registerAll(
    monitor: Monitor,
    children: readonly Child[],
    family: Family,
): Promise<Map<string, Registered>> {
    const started = new Map<string, Promise<Registered>>();
    for (const child of children) {
        const needed = [
            ...new Set([...(child.parent ? [child.parent] : []), ...child.dependsOn, ...referredTo(child)]),
        ];
        const waiting = needed.map(async (key): Promise<[string, Registered]> => {
            const other = started.get(key);
            if (other === undefined) throw new Error(`${keyOf(child)} is planned before ${key}, which it needs`);
            return [key, await other];
        });
        const registered = Promise.all(waiting).then((found) => register(monitor, child, new Map(found), family));
        // Whoever waits hears of a failure; without this a second one would end the process.
        registered.catch(() => undefined);
        started.set(keyOf(child), registered);
    }
    return new Map(await Promise.all([...started].map(async ([key, child]) => [key, await child] as const)));
}

async function register(
    monitor: Monitor,
    child: Child,
    needed: ReadonlyMap<string, Registered>,
    family: Family,
): Promise<Registered> {
    const found = (key: string): Registered => {
        const registered = needed.get(key);
        if (registered === undefined) throw new Error(`${keyOf(child)} refers to ${key}, which it does not wait for`);
        return registered;
    };
    const request = new RegisterResourceRequest();
    const dependencies = new Set(child.dependsOn.map((key) => found(key).urn));
    const object: { [key: string]: Wire } = {};
    for (const [property, input] of Object.entries(child.inputs)) {
        const value = resolve(input, found, family.dryRun);
        if (value === undefined) continue;
        const urns = [...new Set(outputsIn(value).flatMap((output) => output.dependencies))];
        const ofProperty = new RegisterResourceRequest.PropertyDependencies();
        ofProperty.setUrnsList(urns);
        request.getPropertydependenciesMap().set(property, ofProperty);
        for (const urn of urns) dependencies.add(urn);
        object[property] = encode(value);
    }
    request.setType(child.type);
    request.setName(child.name);
    request.setParent(child.parent === undefined ? family.component : found(child.parent).urn);
    request.setCustom(true);
    request.setObject(Struct.fromJavaScript(object));
    request.setDependenciesList([...dependencies]);
    request.setProvider(family.provider);
    request.setVersion(awsVersion);
    request.setProtect(family.protect);
    request.setAcceptsecrets(true);
    request.setAcceptresources(true);
    request.setSupportspartialvalues(true);
    request.setSupportsresultreporting(true);
    request.setAliasspecs(true);
    const response = await monitor.register(request);
    const outputs = decode(response.getObject()?.toJavaScript() ?? {});
    return {
        urn: response.getUrn(),
        id: response.getId() || undefined,
        // Where a registration failed and the update goes on, nothing but its inputs is known.
        outputs: isInputs(outputs) && response.getResult() === Result.SUCCESS ? outputs : {},
    };
}

function referredTo(child: Child): string[] {
    const keys = (value: Input): string[] => {
        if (value instanceof Reference) return [value.child];
        if (value instanceof Ipv6Block) return [value.vpcBlock.child, ...keys(value.assign)];
        if (Array.isArray(value)) return value.flatMap(keys);
        return isInputs(value) ? Object.values(value).flatMap(keys) : [];
    };
    return keys(child.inputs);
}

/** Puts the outputs of registered children in the place of references to them. */
function resolve(value: Input, found: (key: string) => Registered, dryRun: boolean): Input {
    if (value instanceof Reference) {
        const output = outputOf(value, found(value.child), dryRun);
        return output.value === null ? undefined : output;
    }
    if (value instanceof Ipv6Block) {
        return ipv6Of(value, outputOf(value.vpcBlock, found(value.vpcBlock.child), dryRun));
    }
    if (Array.isArray(value)) return value.map((item) => resolve(item, found, dryRun));
    if (!isInputs(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner, found, dryRun)]));
}

function outputOf({ property }: Reference, { urn, id, outputs }: Registered, dryRun: boolean): Output {
    const value = property === "id" ? id : outputs[property];
    if (value instanceof Output) return new Output(value.value, value.secret, [urn]);
    // In an update what is missing is missing for good; in a preview it may still come.
    return new Output(value ?? (dryRun || property === "id" ? undefined : null), false, [urn]);
}
