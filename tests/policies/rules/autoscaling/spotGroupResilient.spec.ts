import * as assert from "node:assert/strict";
import { spotGroupResilient as rule } from "../../../../policies/rules/autoscaling/spotGroupResilient";
import { judge, passed, type Resource, unknown } from "../../support";

interface Change {
    readonly group?: Record<string, unknown>;
    readonly distribution?: Record<string, unknown>;
    readonly overrides?: unknown;
}

const group = ({ group: change, distribution, overrides }: Change = {}): Resource => ({
    type: "aws:autoscaling/group:Group",
    props: {
        maxSize: 4,
        capacityRebalance: true,
        mixedInstancesPolicy: {
            instancesDistribution: {
                onDemandPercentageAboveBaseCapacity: 0,
                spotAllocationStrategy: "price-capacity-optimized",
                ...distribution,
            },
            launchTemplate: {
                launchTemplateSpecification: { launchTemplateId: unknown },
                overrides:
                    overrides ?? ["m7g.large", "m6g.large", "c7g.large"].map((instanceType) => ({ instanceType })),
            },
        },
        ...change,
    },
});
const refuses = (change: Change) =>
    assert.equal(judge(rule, group(change)).violations.length, 1, JSON.stringify(change));
const accepts = (change: Change) => assert.deepEqual(judge(rule, group(change)), passed, JSON.stringify(change));

describe("autoscaling-spot-group-resilient", () => {
    it("accepts a group that chooses by capacity, rebalances and has several types", () => {
        accepts({});
        accepts({
            distribution: { spotAllocationStrategy: "capacity-optimized" },
            group: { capacityRebalance: "true" },
        });
        accepts({ overrides: [{ instanceRequirements: { vcpuCount: { min: 2 } } }] });
    });

    it("refuses a strategy by price, stated or by default", () => {
        for (const spotAllocationStrategy of ["lowest-price", undefined, null]) {
            refuses({ distribution: { spotAllocationStrategy } });
        }
    });

    it("refuses a group that does not rebalance", () => {
        refuses({ group: { capacityRebalance: false } });
        refuses({ group: { capacityRebalance: undefined } });
    });

    it("refuses too few types, and the same type twice", () => {
        refuses({ overrides: [{ instanceType: "m7g.large" }] });
        refuses({ overrides: { instanceType: "m7g.large" } });
        refuses({ overrides: ["a", "b", "a"].map((instanceType) => ({ instanceType })) });
        assert.equal(judge(rule, group(), { minimumTypes: 4 }).violations.length, 1);
    });

    it("leaves groups without Spot instances alone", () => {
        accepts({ group: { mixedInstancesPolicy: undefined, capacityRebalance: false } });
        const distribution = { onDemandPercentageAboveBaseCapacity: "100", spotAllocationStrategy: "lowest-price" };
        accepts({ distribution, group: { capacityRebalance: false } });
        accepts({ distribution: { ...distribution, onDemandPercentageAboveBaseCapacity: undefined } });
    });

    it("sees one fault although another value is not known", () => {
        const verdict = judge(
            rule,
            group({ group: { capacityRebalance: false }, distribution: { spotAllocationStrategy: unknown } }),
        );
        assert.deepEqual([verdict.violations.length, verdict.undecided.length], [1, 1]);
    });

    it("does not apply to other types", () => {
        assert.equal(judge(rule, { ...group(), type: "aws:autoscaling/policy:Policy" }).applied, false);
    });
});
