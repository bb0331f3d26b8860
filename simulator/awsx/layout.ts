import { after, formatAddress, lastHost, overlap, parseBlock } from "./block";
import { subnetName } from "./subnetNames";
import type { ExplicitSpec } from "./subnetSpecs";

/** One subnet of the layout, before it is a resource. `Unused` ones hold their range and never become one. */
export interface PlannedSubnet {
    readonly spec: ExplicitSpec;
    readonly zone: string;
    readonly cidrBlock: string;
    /** Logical name of the subnet and of what hangs below it. */
    readonly name: string;
    /** Value of its `Name` tag. */
    readonly nameTag: string;
}

/** Zone by zone, each in the order of the specs. */
export function layOut(
    vpcName: string,
    zones: readonly string[],
    specs: readonly ExplicitSpec[],
    nameTagStrategy: string,
): PlannedSubnet[] {
    return zones.flatMap((zone, index) =>
        specs.map((spec) => ({
            spec,
            zone,
            cidrBlock: spec.cidrBlocks[index] ?? "",
            ...subnetName(vpcName, spec, zone, index, nameTagStrategy),
        })),
    );
}

export function refuseOverlaps(subnets: readonly PlannedSubnet[]): void {
    const blocks = subnets.map((subnet) => ({ subnet, block: parseBlock(subnet.cidrBlock) }));
    const clashing = blocks.filter((one) => blocks.some((other) => other !== one && overlap(one.block, other.block)));
    if (clashing.length === 0) return;
    const lines = clashing.map(({ subnet }, index) => `${index + 1}. ${subnet.name}: ${subnet.cidrBlock}\n`);
    throw new Error(
        "The following subnets overlap with at least one other subnet. Make the CIDR for the VPC larger, reduce the " +
            `size of the subnets per AZ, or use less Availability Zones:\n\n${lines.join("")}`,
    );
}

/** Strategy `Exact`: the subnets follow one another without a hole from the first address of the VPC to its last. */
export function refuseGaps(vpcCidr: string, subnets: readonly PlannedSubnet[]): void {
    const vpc = parseBlock(vpcCidr);
    const gaps = subnets.flatMap((subnet, index) => {
        const block = parseBlock(subnet.cidrBlock);
        const previous = subnets[index - 1];
        const here = `${subnet.name} (${subnet.cidrBlock})`;
        if (previous === undefined) {
            return block.first === vpc.first ? [] : [`${here} does not start at the beginning of the VPC (${vpcCidr})`];
        }
        if (block.first === after(parseBlock(previous.cidrBlock))) return [];
        return [`${previous.name} (${previous.cidrBlock}) <=> ${here}`];
    });
    const last = subnets.at(-1);
    const end = last === undefined ? undefined : lastHost(parseBlock(last.cidrBlock));
    if (last !== undefined && end !== undefined && end !== lastHost(vpc)) {
        // The stray brace is part of the component's message.
        gaps.push(
            `${last.name} (ending ${formatAddress(end)}) ends before VPC ends (at ${formatAddress(lastHost(vpc))}})`,
        );
    }
    if (gaps.length > 0) {
        throw new Error(`There are gaps in the subnet ranges. Please fix the following gaps: ${gaps.join(", ")}`);
    }
}
