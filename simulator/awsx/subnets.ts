import type { VpcArgs } from "./args";
import { below, type Child, idOf, keyOf, types } from "./children";
import { type Input, type Inputs, Ipv6Block, Output, outputsIn, Reference } from "./input";
import type { PlannedSubnet } from "./layout";
import { hostsGateway, type NatStrategy } from "./natGateways";

export interface Surroundings {
    readonly name: string;
    readonly args: VpcArgs;
    readonly zones: readonly string[];
    readonly layout: readonly PlannedSubnet[];
    readonly strategy: NatStrategy;
    readonly tags: Inputs;
    readonly vpc: Child;
    readonly gateway: Child;
}

/** A subnet of the plan with its route table. */
export interface PlacedSubnet {
    readonly subnet: Child;
    readonly routeTable: Child;
    readonly tier: string;
    readonly zone: string;
}

export interface SubnetsPlan {
    readonly placed: readonly PlacedSubnet[];
    /** In order of registration. */
    readonly children: readonly Child[];
}

const tierOrder = ["public", "private", "isolated"];

/** Within a zone public subnets come first: the NAT gateways that private ones route to stand in them. */
function rank({ spec }: PlannedSubnet): number {
    const place = tierOrder.indexOf(spec.type.toLowerCase());
    return place < 0 ? tierOrder.length : place;
}

export function planSubnets(around: Surroundings): SubnetsPlan {
    const placed: PlacedSubnet[] = [];
    const children: Child[] = [];
    const gateways: Child[] = [];
    around.zones.forEach((zone, zoneIndex) => {
        const here = around.layout.filter((subnet) => subnet.zone === zone && subnet.spec.type !== "Unused");
        here.sort((one, other) => rank(one) - rank(other)).forEach((planned, position) => {
            const made = place(planned, zoneIndex + position * around.zones.length, around);
            placed.push(made.placed);
            children.push(...made.children);
            const { subnet, routeTable, tier } = made.placed;
            if (tier === "public") {
                if (hostsGateway(around.strategy, gateways.length, zoneIndex)) {
                    const nat = natGateway(zoneIndex, subnet, around);
                    children.push(...nat);
                    gateways.push(...nat.filter((child) => child.type === types.natGateway));
                }
                children.push(defaultRoute(planned.name, routeTable, { gatewayId: idOf(around.gateway) }, around));
            }
            const exit = gateways[around.strategy === "single" ? 0 : zoneIndex];
            if (tier === "private" && exit !== undefined) {
                children.push(defaultRoute(planned.name, routeTable, { natGatewayId: idOf(exit) }, around));
            }
        });
    });
    return { placed, children };
}

function place(
    planned: PlannedSubnet,
    ipv6Index: number,
    { args, tags, vpc }: Surroundings,
): { placed: PlacedSubnet; children: Child[] } {
    const { spec, zone, cidrBlock, name } = planned;
    const { region } = args;
    const own = { Name: planned.nameTag, SubnetType: spec.type };
    const assignIpv6AddressOnCreation = assignsIpv6(
        spec.assignIpv6AddressOnCreation,
        args.vpc["assignGeneratedIpv6CidrBlock"],
    );
    const subnet = below(vpc, types.subnet, name, {
        assignIpv6AddressOnCreation,
        availabilityZone: zone,
        cidrBlock,
        ipv6CidrBlock: new Ipv6Block(
            new Reference(keyOf(vpc), "ipv6CidrBlock"),
            assignIpv6AddressOnCreation,
            ipv6Index,
        ),
        mapPublicIpOnLaunch: spec.type.toLowerCase() === "public",
        region,
        tags: { ...tags, ...spec.tags, ...own },
        vpcId: idOf(vpc),
    });
    // The tags of a spec stop at the subnet.
    const routeTable = below(subnet, types.routeTable, name, { region, tags: { ...tags, ...own }, vpcId: idOf(vpc) });
    const association = below(routeTable, types.routeTableAssociation, name, {
        region,
        routeTableId: idOf(routeTable),
        subnetId: idOf(subnet),
    });
    return {
        placed: { subnet, routeTable, tier: spec.type.toLowerCase(), zone },
        children: [subnet, routeTable, association],
    };
}

/** The spec's word, else the VPC's, which may be an output and makes the whole one. */
function assignsIpv6(own: boolean | undefined, ofVpc: Input): Input {
    const outputs = outputsIn(ofVpc);
    if (outputs.length === 0) return own ?? ofVpc ?? false;
    const unknown = outputs.some((output) => output.value === undefined);
    const inner = ofVpc instanceof Output ? ofVpc.value : ofVpc;
    return new Output(
        unknown ? undefined : (own ?? inner ?? false),
        outputs.some((output) => output.secret),
        outputs.flatMap((output) => output.dependencies),
    );
}

function natGateway(zoneIndex: number, subnet: Child, { name, args }: Surroundings): Child[] {
    const { region } = args;
    const numbered = `${name}-${zoneIndex + 1}`;
    // Neither takes the VPC's Name.
    const tags = { ...args.tags, Name: numbered };
    const given = args.elasticIpAllocationIds;
    const eip = below(subnet, types.eip, numbered, { region, tags });
    const allocationId = given.length === 0 ? new Reference(keyOf(eip), "allocationId") : given[zoneIndex];
    const gateway = below(subnet, types.natGateway, numbered, { allocationId, region, subnetId: idOf(subnet), tags });
    return given.length === 0 ? [eip, gateway] : [gateway];
}

function defaultRoute(name: string, routeTable: Child, target: Inputs, { args }: Surroundings): Child {
    return below(routeTable, types.route, name, {
        destinationCidrBlock: "0.0.0.0/0",
        region: args.region,
        routeTableId: idOf(routeTable),
        ...target,
    });
}
