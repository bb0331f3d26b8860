import * as z from "zod/mini";
import { defineRule } from "../../kit/rule";
import { asBoolean, asList, asNumber, asRecord, asText } from "../../kit/values";

const strategies = ["price-capacity-optimized", "capacity-optimized", "capacity-optimized-prioritized"];

export const spotGroupResilient = defineRule({
    id: "autoscaling-spot-group-resilient",
    title: "groups with Spot instances choose by capacity, rebalance, and spread over several types",
    why: "the default strategy takes the cheapest pools, which are interrupted first and all at once",
    fix: "set spotAllocationStrategy to price-capacity-optimized, capacityRebalance to true, and list more instance types",
    severity: "high",
    types: ["aws:autoscaling/group:Group"],
    sources: ["S004-001", "S004-017", "S002-116", "S002-108"],
    controls: ["AutoScaling.6"],
    parameters: {
        /** Instance types that a group has to choose from at least, where it does not select them by attributes. */
        minimumTypes: z._default(z.int().check(z.minimum(1), z.maximum(40)), 3),
    },
    resource: ({ props }, findings, { minimumTypes }) => {
        const policy = asRecord(asList(props["mixedInstancesPolicy"])[0]);
        const distribution = asRecord(asList(policy?.["instancesDistribution"])[0]);
        // AWS takes 100 % On-Demand where nothing is said.
        const onDemand = asNumber(distribution?.["onDemandPercentageAboveBaseCapacity"]) ?? 100;
        if (policy === undefined || onDemand >= 100) {
            return;
        }
        findings.attempt(() => {
            const strategy = asText(distribution?.["spotAllocationStrategy"]);
            if (strategy === undefined || !strategies.includes(strategy)) {
                const found = strategy ?? "not set, which means lowest-price";
                findings.violation(`spotAllocationStrategy is ${found}; allowed are ${strategies.join(", ")}`);
            }
        });
        findings.attempt(() => {
            if (asBoolean(props["capacityRebalance"]) !== true) {
                findings.violation("capacityRebalance is not true");
            }
        });
        findings.attempt(() => {
            const overrides = asList(asRecord(asList(policy["launchTemplate"])[0])?.["overrides"]).map(asRecord);
            const types = new Set(overrides.flatMap((one) => asText(one?.["instanceType"]) ?? []));
            if (!overrides.some((one) => one?.["instanceRequirements"] !== undefined) && types.size < minimumTypes) {
                findings.violation(`${types.size} instance types to choose from, fewer than ${minimumTypes}`);
            }
        });
    },
});
