import { type Cidr, CidrError, contains, formatCidr, parseCidr, part, sizeOf } from "./cidr";
import { limits } from "./limits";

/** What a subnet can reach: the internet both ways, the internet through NAT, or only the VPC. */
export type TierType = "public" | "private" | "isolated";

export interface Tier {
    readonly name: string;
    readonly type: TierType;
    /** Reserved place of the tier in every zone's part of the range, from 0. It is the tier's identity: never reuse or change it. */
    readonly slot: number;
    /** Prefix length of the tier's subnets. */
    readonly prefix: number;
}

export interface SubnetPlanInput {
    /** Range of the VPC. */
    readonly cidr: string;
    /** Zone ids; the position is a zone's identity, so new zones are appended. */
    readonly zones: readonly string[];
    readonly tiers: readonly Tier[];
    /** Into how many equal parts the range is cut for zones, a power of two. Fixed for the life of the VPC. */
    readonly zoneSlots: number;
    /** Into how many equal parts a zone's part is cut for tiers, a power of two. Fixed for the life of the VPC. */
    readonly tierSlots: number;
}

export interface PlannedSubnet {
    readonly tier: string;
    readonly zone: string;
    readonly cidr: string;
    /** Addresses that instances can use: all but the five AWS keeps. */
    readonly usable: number;
}

export interface PlannedTier extends Tier {
    /** One per zone, in the order of the zones. */
    readonly subnets: readonly PlannedSubnet[];
}

export interface SubnetPlan {
    readonly cidr: string;
    readonly zones: readonly string[];
    readonly tiers: readonly PlannedTier[];
}

/** A fault of the plan: which input, what was found, what is allowed and what to write. */
export interface PlanFault {
    /** Path within the input: "tiers.app.prefix". */
    readonly path: string;
    readonly found: string;
    readonly allowed: string;
    readonly fix: string;
}

const powerOfTwo = (value: number): boolean =>
    Number.isInteger(value) && value >= 1 && Number.isInteger(Math.log2(value));

/**
 * Gives every subnet its range. A subnet's range depends only on the VPC's range, the two slot counts, its zone's position and
 * its tier's slot and prefix, so adding a zone or a tier moves nothing:
 *
 *     10.16.0.0/16   zone 0: 10.16.0.0/18 | zone 1: 10.16.64.0/18 | zone 2 … | zone 3 …
 *                    └ slot 0: 10.16.0.0/20 | slot 1: 10.16.16.0/20 | slot 2 … | slot 3 …
 *                      └ a /24 tier takes 10.16.0.0/24, the rest of its slot stays free
 *
 * Answers with the plan or with every fault at once.
 */
export function planSubnets(
    input: SubnetPlanInput,
): { readonly plan: SubnetPlan } | { readonly faults: readonly PlanFault[] } {
    const faults: PlanFault[] = [];
    const range = vpcRange(input.cidr, faults);
    slotCount("zoneSlots", input.zoneSlots, faults);
    slotCount("tierSlots", input.tierSlots, faults);
    if (range === undefined || faults.length > 0) return { faults };

    const zonePrefix = range.prefix + Math.log2(input.zoneSlots);
    const slotPrefix = zonePrefix + Math.log2(input.tierSlots);
    faults.push(...zoneFaults(input), ...tierFaults(input, slotPrefix));
    if (faults.length > 0) return { faults };

    const tiers = input.tiers.map((tier) => ({
        ...tier,
        subnets: input.zones.map((zone, index) => {
            const slot = part(part(range, zonePrefix, index), slotPrefix, tier.slot);
            const cidr = formatCidr(part(slot, tier.prefix, 0));
            return { tier: tier.name, zone, cidr, usable: sizeOf(tier.prefix) - limits.subnetReservedAddresses.value };
        }),
    }));
    return { plan: { cidr: input.cidr, zones: input.zones, tiers } };
}

function vpcRange(cidr: string, faults: PlanFault[]): Cidr | undefined {
    const smallest = limits.vpcSmallestPrefix.value;
    const largest = limits.subnetLargestPrefix.value;
    const allowed = `a private (RFC 1918) IPv4 range from /${smallest} to /${largest} without host bits`;
    try {
        const range = parseCidr(cidr);
        if (range.prefix < smallest || range.prefix > largest) {
            faults.push({
                path: "cidr",
                found: cidr,
                allowed,
                fix: `choose a prefix length from ${smallest} to ${largest}`,
            });
            return undefined;
        }
        if (!privateRanges.some((outer) => contains(outer, range))) {
            faults.push({
                path: "cidr",
                found: cidr,
                allowed,
                fix: "choose a range inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
            });
            return undefined;
        }
        return range;
    } catch (error) {
        if (!(error instanceof CidrError)) throw error;
        faults.push({ path: "cidr", found: `${cidr}, which ${error.reason}`, allowed, fix: error.fix });
        return undefined;
    }
}

const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(parseCidr);

function slotCount(path: string, value: number, faults: PlanFault[]): void {
    if (powerOfTwo(value)) return;
    faults.push({
        path,
        found: String(value),
        allowed: "a power of two: 1, 2, 4, 8 …",
        fix: "write 4, or 8 for more room to grow",
    });
}

function zoneFaults({ zones, zoneSlots }: SubnetPlanInput): PlanFault[] {
    const faults: PlanFault[] = [];
    if (zones.length > zoneSlots) {
        faults.push({
            path: "zones",
            found: `${zones.length} zones`,
            allowed: `at most ${zoneSlots}, the number of zoneSlots`,
            fix: "use fewer zones; zoneSlots can only be raised on a VPC that does not exist yet, since it moves every subnet",
        });
    }
    zones.forEach((zone, index) => {
        if (zones.indexOf(zone) === index) return;
        faults.push({ path: `zones[${index}]`, found: zone, allowed: "each zone once", fix: "remove the repetition" });
    });
    return faults;
}

function tierFaults({ tiers, tierSlots }: SubnetPlanInput, slotPrefix: number): PlanFault[] {
    const faults: PlanFault[] = [];
    const largest = limits.subnetLargestPrefix.value;
    const owners = new Map<number, string>();
    for (const tier of tiers) {
        const owner = owners.get(tier.slot);
        if (!Number.isInteger(tier.slot) || tier.slot < 0 || tier.slot >= tierSlots) {
            faults.push({
                path: `tiers.${tier.name}.slot`,
                found: String(tier.slot),
                allowed: `a whole number from 0 to ${tierSlots - 1} (tierSlots is ${tierSlots})`,
                fix: "choose a free slot",
            });
        } else if (owner !== undefined) {
            faults.push({
                path: `tiers.${tier.name}.slot`,
                found: `${tier.slot}, which is taken by tier ${owner}`,
                allowed: "a slot of its own for each tier",
                fix: `choose a free slot below ${tierSlots}`,
            });
        } else {
            owners.set(tier.slot, tier.name);
        }
        if (!Number.isInteger(tier.prefix) || tier.prefix < slotPrefix || tier.prefix > largest) {
            faults.push({
                path: `tiers.${tier.name}.prefix`,
                found: `/${tier.prefix}`,
                allowed:
                    slotPrefix <= largest
                        ? `from /${slotPrefix}, the size of a slot, to /${largest}`
                        : `none: a slot of this range is /${slotPrefix}, smaller than the smallest subnet /${largest}`,
                fix:
                    slotPrefix <= largest
                        ? "choose a prefix length in that span"
                        : "choose a larger range or fewer slots",
            });
        }
    }
    return faults;
}
