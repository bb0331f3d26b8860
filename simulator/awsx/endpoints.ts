import type { EndpointSpec, VpcArgs } from "./args";
import { below, type Child, idOf, keyOf, types } from "./children";
import { type Input, type Inputs, Reference } from "./input";

/** A generated subnet, as far as endpoints care. */
export interface EndpointSubnet {
    readonly subnet: Child;
    readonly tier: string;
    readonly zone: string;
}

export interface EndpointSurroundings {
    readonly vpc: Child;
    readonly zones: readonly string[];
    readonly subnets: readonly EndpointSubnet[];
    readonly routeTables: readonly Child[];
    /** Tags that everything of the VPC carries. */
    readonly tags: Inputs;
}

/** What the specs come to: the children in order of registration, and which of them are the endpoints. */
export interface EndpointPlan {
    readonly children: readonly Child[];
    readonly endpoints: readonly Child[];
}

const copied = [
    "autoAccept",
    "dnsOptions",
    "ipAddressType",
    "policy",
    "resourceConfigurationArn",
    "serviceName",
    "serviceNetworkArn",
    "serviceRegion",
    "subnetConfigurations",
    "vpcEndpointType",
] as const;

/** The type in lower case, undefined where it is an output. */
function endpointType(spec: EndpointSpec): string | undefined {
    const type = spec["vpcEndpointType"] ?? "Gateway";
    return typeof type === "string" ? type.toLowerCase() : undefined;
}

export function refuseDynamicTypes({ endpointStrategy, endpointSpecs }: VpcArgs): void {
    const dynamic = endpointSpecs.find((spec) => endpointType(spec) === undefined);
    if (endpointStrategy !== "Auto" || dynamic === undefined) return;
    throw new Error(
        `vpcEndpointStrategy "Auto" requires vpcEndpointType for endpoint "${dynamic.serviceName}" to be omitted or a ` +
            'plain string. Use vpcEndpointStrategy "Legacy" for dynamic endpoint types.',
    );
}

/** Strategy `Auto` turns the VPC's DNS on where an interface endpoint answers by a private name. */
export function dnsInputs({ endpointStrategy, endpointSpecs, vpc }: VpcArgs): Inputs {
    const privateNames = endpointSpecs.some(
        (spec) => endpointType(spec) === "interface" && (spec["privateDnsEnabled"] ?? true) === true,
    );
    if (endpointStrategy !== "Auto" || !privateNames) return {};
    const settings = ["enableDnsHostnames", "enableDnsSupport"];
    const off = settings.find((setting) => vpc[setting] === false);
    if (off !== undefined) {
        throw new Error(
            `vpcEndpointStrategy "Auto" requires ${off} to be true when Interface endpoint private DNS is enabled.`,
        );
    }
    return Object.fromEntries(settings.map((setting) => [setting, vpc[setting] ?? true]));
}

export function planEndpoints(args: VpcArgs, around: EndpointSurroundings): EndpointPlan {
    const children: Child[] = [];
    const endpoints: Child[] = [];
    for (const spec of args.endpointSpecs) {
        const region = spec["region"] ?? args.region;
        const tags = { ...around.tags, ...spec.tags };
        const filled = args.endpointStrategy === "Auto" ? fill(spec, region, tags, around, children) : {};
        const endpoint = below(around.vpc, types.vpcEndpoint, spec.serviceName, {
            ...Object.fromEntries(copied.map((key) => [key, spec[key]])),
            privateDnsEnabled: spec["privateDnsEnabled"] ?? filled["privateDnsEnabled"],
            region,
            routeTableIds: spec["routeTableIds"] ?? filled["routeTableIds"],
            securityGroupIds: spec["securityGroupIds"] ?? filled["securityGroupIds"],
            subnetIds: spec["subnetIds"] ?? filled["subnetIds"],
            tags,
            vpcId: idOf(around.vpc),
        });
        children.push(endpoint);
        endpoints.push(endpoint);
    }
    return { children, endpoints };
}

/** What strategy `Auto` adds to a spec; a security group it needs goes to `children`. */
function fill(
    spec: EndpointSpec,
    region: Input,
    tags: Inputs,
    around: EndpointSurroundings,
    children: Child[],
): Inputs {
    switch (endpointType(spec)) {
        case "gateway":
            return { routeTableIds: around.routeTables.map(idOf) };
        case "interface": {
            const own = spec["securityGroupIds"] === undefined;
            if (own) children.push(...httpsFromVpc(spec, region, tags, around.vpc));
            const group = new Reference(`${types.securityGroup}::${spec.serviceName}-sg`);
            return {
                privateDnsEnabled: true,
                ...(own ? { securityGroupIds: [group] } : {}),
                ...(spec["subnetConfigurations"] === undefined ? { subnetIds: onePerZone(around) } : {}),
            };
        }
        default:
            return {};
    }
}

function onePerZone({ zones, subnets }: EndpointSurroundings): Reference[] {
    return zones.flatMap((zone) => {
        const here = subnets.filter((subnet) => subnet.zone === zone);
        const tier = ["private", "isolated", "public"].find((name) => here.some((subnet) => subnet.tier === name));
        const chosen = here.find((subnet) => subnet.tier === tier);
        return chosen === undefined ? [] : [idOf(chosen.subnet)];
    });
}

function httpsFromVpc(spec: EndpointSpec, region: Input, tags: Inputs, vpc: Child): Child[] {
    const group = below(vpc, types.securityGroup, `${spec.serviceName}-sg`, {
        // What the SDK of @pulumi/aws fills in.
        description: "Managed by Pulumi",
        region,
        tags,
        vpcId: idOf(vpc),
    });
    const addresses = spec["ipAddressType"];
    const ipv6 = typeof addresses === "string" && ["ipv6", "dualstack"].includes(addresses.toLowerCase());
    const rule: Child = {
        type: types.securityGroupRule,
        name: `${spec.serviceName}-ingress`,
        parent: keyOf(vpc),
        dependsOn: [keyOf(group)],
        inputs: {
            cidrBlocks: [new Reference(keyOf(vpc), "cidrBlock")],
            fromPort: 443,
            ...(ipv6 ? { ipv6CidrBlocks: [new Reference(keyOf(vpc), "ipv6CidrBlock")] } : {}),
            protocol: "tcp",
            region,
            securityGroupId: idOf(group),
            toPort: 443,
            type: "ingress",
        },
    };
    return [group, rule];
}

/** What the component warns of: endpoints of strategy `Legacy` that reach nothing. */
export function endpointWarnings({ endpointStrategy, endpointSpecs }: VpcArgs): string[] {
    if (endpointStrategy !== "Legacy") return [];
    return endpointSpecs.flatMap((spec) => {
        const type = endpointType(spec);
        if (type === "interface" && spec["subnetIds"] === undefined && spec["subnetConfigurations"] === undefined) {
            return [
                `VPC endpoint "${spec.serviceName}" is an Interface endpoint without subnetIds or subnetConfigurations. ` +
                    'Specify vpcEndpointStrategy: "Auto" to use generated VPC subnets.',
            ];
        }
        if (type === "gateway" && spec["routeTableIds"] === undefined) {
            return [
                `VPC endpoint "${spec.serviceName}" is a Gateway endpoint without routeTableIds. ` +
                    'Specify vpcEndpointStrategy: "Auto" to use generated VPC route tables.',
            ];
        }
        return [];
    });
}
