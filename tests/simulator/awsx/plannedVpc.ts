import { readVpcArgs, type VpcArgs } from "../../../simulator/awsx/args";
import { type Child, keyOf } from "../../../simulator/awsx/children";
import { type Input, type Inputs, Ipv6Block, isInputs, Output, Reference } from "../../../simulator/awsx/input";
import { planVpc, type VpcPlan } from "../../../simulator/awsx/plan";
import { type RecordedResource, sorted } from "../../support/recordedStack";

/** A layout of two zones that the component accepts; a test changes what it is about. */
export function layout(change: Inputs = {}): Inputs {
    return {
        cidrBlock: "10.0.0.0/16",
        availabilityZoneNames: ["eu-west-1a", "eu-west-1b"],
        subnetStrategy: "Auto",
        natGateways: { strategy: "None" },
        subnetSpecs: [tier("Public", 0), tier("Private", 1)],
        ...change,
    };
}

/** A spec with a /24 per zone; `place` keeps the tiers of a layout apart. */
export function tier(type: string, place: number, change: Inputs = {}, zones = 2): Inputs {
    const cidrBlocks = Array.from({ length: zones }, (_, zone) => `10.0.${zone * 64 + place}.0/24`);
    return { type, cidrBlocks, ...change };
}

export function plan(inputs: Inputs, zones?: readonly string[]): VpcPlan {
    return planVpc("net", read(inputs), zones);
}

export const read = (inputs: Inputs): VpcArgs => readVpcArgs(inputs);

export function child(of: VpcPlan, key: string): Child {
    const found = of.children.find((candidate) => keyOf(candidate) === key);
    if (found === undefined) throw new Error(`no ${key} among ${of.children.map(keyOf).join(", ")}`);
    return found;
}

export const names = (of: VpcPlan, type: string): string[] =>
    of.children.filter((candidate) => candidate.type === type).map((candidate) => candidate.name);

/** The children in the recorded form, as an update without IPv6 registers them. */
export function recorded(of: VpcPlan): RecordedResource[] {
    return sorted(
        of.children.map((one) => ({
            type: one.type,
            name: one.name,
            parent: one.parent ?? "awsx:ec2:Vpc::net",
            inputs: shown(one.inputs) as RecordedResource["inputs"],
            dependsOn: [...new Set([...one.dependsOn, ...references(one.inputs)])].sort(),
        })),
    );
}

export function shown(value: Input): unknown {
    if (value instanceof Reference) return `\${${value.child}}`;
    if (value instanceof Ipv6Block) return undefined;
    if (value instanceof Output) return shown(value.value);
    if (Array.isArray(value)) return value.map(shown);
    if (!isInputs(value)) return value;
    const known = Object.entries(value).map(([key, inner]) => [key, shown(inner)] as const);
    return Object.fromEntries(known.filter(([, inner]) => inner !== undefined));
}

function references(value: Input): string[] {
    if (value instanceof Reference) return [value.child];
    if (Array.isArray(value)) return value.flatMap(references);
    return isInputs(value) ? Object.values(value).flatMap(references) : [];
}
