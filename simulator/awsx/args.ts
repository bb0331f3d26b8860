import { NotModelled } from "../kernel/errors";
import { type Input, type Inputs, isInputs, Output } from "./input";

export interface SubnetSpec {
    readonly type: string;
    readonly name?: string;
    readonly cidrBlocks?: readonly string[];
    readonly cidrMask?: number;
    readonly size?: number;
    readonly assignIpv6AddressOnCreation?: boolean;
    readonly tags?: Inputs;
}

export interface EndpointSpec extends Inputs {
    readonly serviceName: string;
    readonly tags?: Inputs;
}

/** The arguments of `awsx.ec2.Vpc`: those that decide which resources exist are plain, the rest may be outputs. */
export interface VpcArgs {
    readonly cidrBlock?: string;
    readonly availabilityZoneNames?: readonly string[];
    readonly numberOfAvailabilityZones?: number;
    readonly natStrategy: string;
    readonly elasticIpAllocationIds: readonly Input[];
    readonly subnetStrategy: string;
    readonly subnetNameTagStrategy: string;
    readonly subnetSpecs?: readonly SubnetSpec[];
    readonly endpointStrategy: string;
    readonly endpointSpecs: readonly EndpointSpec[];
    readonly region: Input;
    readonly tags: Inputs;
    /** Arguments handed to `aws.ec2.Vpc` as they are. */
    readonly vpc: Inputs;
}

const passedOn = [
    "assignGeneratedIpv6CidrBlock",
    "enableDnsHostnames",
    "enableDnsSupport",
    "enableNetworkAddressUsageMetrics",
    "instanceTenancy",
    "ipv4IpamPoolId",
    "ipv4NetmaskLength",
    "ipv6CidrBlock",
    "ipv6CidrBlockNetworkBorderGroup",
    "ipv6IpamPoolId",
    "ipv6NetmaskLength",
    "region",
] as const;

/** Reads the inputs of a Construct request; an output where the component takes a plain value is not modelled. */
export function readVpcArgs(inputs: Inputs): VpcArgs {
    const nat = object(inputs, "natGateways", "") ?? {};
    return {
        ...optional("cidrBlock", text(inputs, "cidrBlock", "")),
        ...optional("availabilityZoneNames", texts(inputs, "availabilityZoneNames", "")),
        ...optional("numberOfAvailabilityZones", numeric(inputs, "numberOfAvailabilityZones", "")),
        natStrategy: text(nat, "strategy", "natGateways.") ?? "OnePerAz",
        elasticIpAllocationIds: list(nat, "elasticIpAllocationIds", "natGateways.") ?? [],
        subnetStrategy: text(inputs, "subnetStrategy", "") ?? "Legacy",
        subnetNameTagStrategy: text(inputs, "subnetNameTagStrategy", "") ?? "Legacy",
        ...optional("subnetSpecs", list(inputs, "subnetSpecs", "")?.map(subnetSpec)),
        endpointStrategy: text(inputs, "vpcEndpointStrategy", "") ?? "Legacy",
        endpointSpecs: (list(inputs, "vpcEndpointSpecs", "") ?? []).map(endpointSpec),
        region: inputs["region"],
        tags: object(inputs, "tags", "") ?? {},
        vpc: Object.fromEntries(passedOn.map((key) => [key, inputs[key]])),
    };
}

function subnetSpec(value: Input, index: number): SubnetSpec {
    const spec = isInputs(value) ? value : refuse(`subnetSpecs[${index}]`, value);
    const at = `subnetSpecs[${index}].`;
    return {
        type: text(spec, "type", at) ?? refuse(`${at}type`, undefined),
        ...optional("name", text(spec, "name", at)),
        ...optional("cidrBlocks", texts(spec, "cidrBlocks", at)),
        ...optional("cidrMask", numeric(spec, "cidrMask", at)),
        ...optional("size", numeric(spec, "size", at)),
        ...optional("assignIpv6AddressOnCreation", flag(spec, "assignIpv6AddressOnCreation", at)),
        ...optional("tags", object(spec, "tags", at)),
    };
}

function endpointSpec(value: Input, index: number): EndpointSpec {
    const spec = isInputs(value) ? value : refuse(`vpcEndpointSpecs[${index}]`, value);
    const at = `vpcEndpointSpecs[${index}].`;
    const serviceName = text(spec, "serviceName", at) ?? refuse(`${at}serviceName`, undefined);
    return { ...spec, serviceName, ...optional("tags", object(spec, "tags", at)) };
}

function refuse(path: string, value: Input): never {
    const found = value instanceof Output ? "an output" : (JSON.stringify(value) ?? "nothing");
    throw new NotModelled(`awsx.ec2.Vpc with ${found} as ${path}, which the component reads as a plain value`);
}

function read<T>(from: Inputs, key: string, at: string, fits: (value: Input) => value is T & Input): T | undefined {
    const value = from[key] ?? undefined;
    if (value === undefined) return undefined;
    return fits(value) ? value : refuse(`${at}${key}`, value);
}

const isText = (value: Input): value is string => typeof value === "string";
const isNumber = (value: Input): value is number => typeof value === "number";
const isFlag = (value: Input): value is boolean => typeof value === "boolean";
const isArray = (value: Input): value is readonly Input[] => Array.isArray(value);
const isTexts = (value: Input): value is readonly string[] => isArray(value) && value.every(isText);

const text = (from: Inputs, key: string, at: string): string | undefined => read(from, key, at, isText);
const numeric = (from: Inputs, key: string, at: string): number | undefined => read(from, key, at, isNumber);
const flag = (from: Inputs, key: string, at: string): boolean | undefined => read(from, key, at, isFlag);
const list = (from: Inputs, key: string, at: string): readonly Input[] | undefined => read(from, key, at, isArray);
const texts = (from: Inputs, key: string, at: string): readonly string[] | undefined => read(from, key, at, isTexts);
const object = (from: Inputs, key: string, at: string): Inputs | undefined => read(from, key, at, isInputs);

function optional<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
    return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: T });
}
