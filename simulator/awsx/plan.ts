import { NotModelled } from "../kernel/errors";
import type { VpcArgs } from "./args";
import { below, type Child, idOf, types } from "./children";
import { dnsInputs, endpointWarnings, planEndpoints, refuseDynamicTypes } from "./endpoints";
import type { Inputs } from "./input";
import { layOut, refuseGaps, refuseOverlaps } from "./layout";
import { natStrategyOf, refuseIdleNat } from "./natGateways";
import { type PlannedOutput, planOutputs } from "./outputs";
import { refuseSameSuffixes } from "./subnetNames";
import { type ExplicitSpec, explicitSpecs } from "./subnetSpecs";
import { planSubnets } from "./subnets";

/** Everything the component does, before it does any of it. */
export interface VpcPlan {
    /** In an order in which no child comes before one that it needs. */
    readonly children: readonly Child[];
    readonly outputs: { readonly [name: string]: PlannedOutput };
    readonly warnings: readonly string[];
}

const defaultRange = "10.0.0.0/16";

/** Which zones to ask AWS for: undefined where the caller names them. */
export function zonesWanted(args: VpcArgs): number | undefined {
    refuseBadPool(args);
    refuseDynamicTypes(args);
    dnsInputs(args);
    if (args.availabilityZoneNames !== undefined && args.numberOfAvailabilityZones) {
        throw new Error("Only one of [availabilityZoneNames] and [numberOfAvailabilityZones] can be specified");
    }
    return args.availabilityZoneNames === undefined ? (args.numberOfAvailabilityZones ?? 3) : undefined;
}

/** What `awsx.ec2.Vpc` of awsx 3.9.0 registers for a layout of explicit CIDR blocks. */
export function planVpc(
    name: string,
    args: VpcArgs,
    zones: readonly string[] = args.availabilityZoneNames ?? [],
): VpcPlan {
    zonesWanted(args);
    const strategy = natStrategyOf(args.natStrategy, args.elasticIpAllocationIds.length, zones.length);
    if (args.subnetNameTagStrategy === "AvailabilityZone") refuseSameSuffixes(zones);
    const cidrBlock = rangeOf(args);
    const specs = specsOf(args, zones.length);
    const layout = layOut(name, zones, specs, args.subnetNameTagStrategy);
    refuseOverlaps(layout);
    if (args.subnetStrategy === "Exact") refuseGaps(cidrBlock, layout);
    refuseIdleNat(strategy, layout);

    const tags: Inputs = { Name: name, ...args.tags };
    const vpc: Child = {
        type: types.vpc,
        name,
        dependsOn: [],
        inputs: { ...args.vpc, ...dnsInputs(args), cidrBlock, tags },
    };
    const gateway = below(vpc, types.internetGateway, name, { region: args.region, tags, vpcId: idOf(vpc) });
    const { placed, children: ofSubnets } = planSubnets({ name, args, zones, layout, strategy, tags, vpc, gateway });
    const endpoints = planEndpoints(args, {
        vpc,
        zones,
        subnets: placed,
        routeTables: placed.map((subnet) => subnet.routeTable),
        tags,
    });
    const children = [vpc, gateway, ...ofSubnets, ...endpoints.children];
    return {
        children,
        outputs: planOutputs(children, placed, endpoints.endpoints, specs),
        warnings: endpointWarnings(args),
    };
}

function rangeOf({ cidrBlock, vpc }: VpcArgs): string {
    if (cidrBlock === "" || (cidrBlock === undefined && vpc["ipv4IpamPoolId"] !== undefined)) {
        throw new NotModelled("awsx.ec2.Vpc without a range of its own (cidrBlock), as one from an IPAM pool is");
    }
    return cidrBlock ?? defaultRange;
}

function specsOf({ subnetSpecs, subnetStrategy }: VpcArgs, zoneCount: number): readonly ExplicitSpec[] {
    if (subnetStrategy === "AutoMerge" && subnetSpecs?.some((spec) => spec.cidrBlocks !== undefined)) {
        throw new Error(
            'subnetStrategy="AutoMerge" does not support subnetSpecs with explicit cidrBlocks. ' +
                'Use subnetStrategy="Auto" or "Exact" to fully specify the subnet layout.',
        );
    }
    if (subnetSpecs?.length === 0 && (subnetStrategy === "Auto" || subnetStrategy === "Exact")) {
        throw new Error("No subnets specified");
    }
    const explicit = subnetSpecs && explicitSpecs(subnetSpecs, zoneCount);
    if (subnetStrategy === "Legacy" && explicit !== undefined) {
        throw new NotModelled(
            'awsx.ec2.Vpc with subnetStrategy "Legacy" (the default), which ignores cidrBlocks: use "Auto"',
        );
    }
    if (explicit === undefined) {
        throw new NotModelled("awsx.ec2.Vpc sizing subnets by itself: give every entry of subnetSpecs its cidrBlocks");
    }
    return explicit;
}

function refuseBadPool({ cidrBlock, vpc }: VpcArgs): void {
    if (vpc["ipv4IpamPoolId"] === undefined) return;
    if (cidrBlock !== undefined && vpc["ipv4NetmaskLength"] !== undefined) {
        throw new Error("Only one of 'cidrBlock', 'ipv4NetmaskLength' is allowed.");
    }
    if (cidrBlock === undefined && vpc["ipv4NetmaskLength"] === undefined) {
        throw new Error("If 'ipv4IpamPoolId' is specified, 'ipv4NetmaskLength' or 'cidrBlock' must also be specified.");
    }
}
