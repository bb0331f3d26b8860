import type { PlannedSubnet } from "./layout";

export type NatStrategy = "none" | "single" | "oneperaz";

/** The strategy in lower case: the component compares it so. Refuses a number of Elastic IPs that does not fit it. */
export function natStrategyOf(written: string, elasticIps: number, zoneCount: number): NatStrategy {
    const strategy = written.toLowerCase();
    switch (strategy) {
        case "none":
            if (elasticIps > 0) {
                throw new Error(
                    `Elastic IP allocation IDs cannot be specified when NAT Gateway strategy is '${written}'.`,
                );
            }
            return strategy;
        case "single":
            if (elasticIps > 1) {
                throw new Error(`Exactly one Elastic IP may be specified when NAT Gateway strategy is '${written}'.`);
            }
            return strategy;
        case "oneperaz":
            if (elasticIps > 0 && elasticIps !== zoneCount) {
                throw new Error(
                    "The number of Elastic IPs, if specified, must match the number of availability zones for the VPC " +
                        `(${zoneCount}) when NAT Gateway strategy is '${written}'`,
                );
            }
            return strategy;
        default:
            throw new Error(`Unknown NatGatewayStrategy '${written}'`);
    }
}

/** NAT gateways need public subnets to stand in and other subnets to serve. */
export function refuseIdleNat(strategy: NatStrategy, subnets: readonly PlannedSubnet[]): void {
    if (strategy === "none") return;
    const tiers = new Set(subnets.map((subnet) => subnet.spec.type.toLowerCase()));
    if (tiers.has("public") && (tiers.has("private") || tiers.has("isolated"))) return;
    throw new Error(
        "If NAT Gateway strategy is 'OnePerAz' or 'Single', public subnets must be declared to host the NAT Gateway " +
            "resource, along with private or isolated subnets to route through it.",
    );
}

/** Whether a public subnet of this zone, counted from 0, hosts the next gateway: the first one of the zone, or of all. */
export function hostsGateway(strategy: NatStrategy, gatewaysSoFar: number, zoneIndex: number): boolean {
    switch (strategy) {
        case "none":
            return false;
        case "single":
            return gatewaysSoFar === 0;
        case "oneperaz":
            return gatewaysSoFar <= zoneIndex;
        default:
            return strategy satisfies never;
    }
}
