import assert from "node:assert/strict";
import fc from "fast-check";
import { contains, overlaps, parseCidr } from "../../components/model/cidr";
import { planSubnets, type SubnetPlan, type SubnetPlanInput, type Tier } from "../../components/model/subnetPlan";

function planned(input: SubnetPlanInput): SubnetPlan {
    const result = planSubnets(input);
    assert.ok("plan" in result, `refused: ${JSON.stringify(result)}`);
    return result.plan;
}

function faults(input: SubnetPlanInput): string[] {
    const result = planSubnets(input);
    assert.ok("faults" in result, "was planned");
    return result.faults.map(({ path }) => path);
}

const ranges = (plan: SubnetPlan) =>
    new Map(plan.tiers.flatMap(({ name, subnets }) => subnets.map(({ zone, cidr }) => [`${name} ${zone}`, cidr])));

const reference: SubnetPlanInput = {
    cidr: "10.16.0.0/16",
    zones: ["euw1-az1", "euw1-az2"],
    zoneSlots: 4,
    tierSlots: 4,
    tiers: [
        { name: "public", type: "public", slot: 0, prefix: 24 },
        { name: "app", type: "private", slot: 1, prefix: 20 },
        { name: "data", type: "isolated", slot: 2, prefix: 22 },
    ],
};

/** Layouts that fit: tiers in distinct slots, prefixes between the slot's size and /28. */
const layout: fc.Arbitrary<SubnetPlanInput> = fc
    .record({
        prefix: fc.integer({ min: 16, max: 20 }),
        zoneBits: fc.integer({ min: 1, max: 3 }),
        tierBits: fc.integer({ min: 1, max: 3 }),
    })
    .chain(({ prefix, zoneBits, tierBits }) => {
        const zoneSlots = 2 ** zoneBits;
        const tierSlots = 2 ** tierBits;
        const slots = fc.subarray(
            Array.from({ length: tierSlots }, (_, slot) => slot),
            { minLength: 1 },
        );
        return fc.record({ zones: fc.integer({ min: 1, max: zoneSlots }), slots }).chain(({ zones, slots: taken }) =>
            fc
                .array(fc.integer({ min: prefix + zoneBits + tierBits, max: 28 }), {
                    minLength: taken.length,
                    maxLength: taken.length,
                })
                .map((prefixes) => ({
                    cidr: `10.${prefix === 16 ? 7 : 0}.0.0/${prefix}`,
                    zones: Array.from({ length: zones }, (_, index) => `euw1-az${index + 1}`),
                    zoneSlots,
                    tierSlots,
                    tiers: taken.map(
                        (slot, index): Tier => ({
                            name: `tier-${slot}`,
                            type: "private",
                            slot,
                            prefix: prefixes[index] ?? 28,
                        }),
                    ),
                })),
        );
    });

describe("subnet plan", () => {
    it("lays the reference environment out as documented", () => {
        assert.deepEqual(
            [...ranges(planned(reference)).values()],
            ["10.16.0.0/24", "10.16.64.0/24", "10.16.16.0/20", "10.16.80.0/20", "10.16.32.0/22", "10.16.96.0/22"],
        );
    });

    it("counts the five addresses that AWS keeps", () => {
        assert.equal(planned(reference).tiers[0]?.subnets[0]?.usable, 251);
    });

    it("never overlaps and stays inside the VPC", () => {
        fc.assert(
            fc.property(layout, (input) => {
                const all = [...ranges(planned(input)).values()].map(parseCidr);
                assert.ok(all.every((one) => contains(parseCidr(input.cidr), one)));
                assert.ok(all.every((one, index) => all.slice(0, index).every((other) => !overlaps(one, other))));
            }),
        );
    });

    it("moves nothing when a zone or a tier is added, wherever the tier is written", () => {
        fc.assert(
            fc.property(layout, fc.nat(), (input, position) => {
                const full = planned(input);
                const before = ranges(full);
                const lastTier = input.tiers.at(-1);
                const fewerTiers = input.tiers.slice(0, -1);
                const shuffled =
                    lastTier === undefined
                        ? fewerTiers
                        : fewerTiers.toSpliced(position % (fewerTiers.length + 1), 0, lastTier);
                for (const smaller of [
                    { ...input, zones: input.zones.slice(0, -1) },
                    { ...input, tiers: fewerTiers },
                    { ...input, tiers: shuffled },
                ]) {
                    for (const [subnet, cidr] of ranges(planned(smaller))) assert.equal(before.get(subnet), cidr);
                }
            }),
        );
    });

    it("names every fault at once", () => {
        const broken: SubnetPlanInput = {
            ...reference,
            zones: ["euw1-az1", "euw1-az1", "a", "b", "c"],
            tiers: [
                { name: "one", type: "private", slot: 4, prefix: 20 },
                { name: "two", type: "private", slot: 1, prefix: 19 },
                { name: "three", type: "private", slot: 1, prefix: 29 },
            ],
        };
        assert.deepEqual(faults(broken), [
            "zones",
            "zones[1]",
            "tiers.one.slot",
            "tiers.two.prefix",
            "tiers.three.slot",
            "tiers.three.prefix",
        ]);
    });

    for (const cidr of ["10.16.0.1/16", "10.0.0.0/8", "10.0.0.0/29", "8.8.0.0/16", "nonsense"]) {
        it(`refuses the range ${cidr}`, () => assert.deepEqual(faults({ ...reference, cidr }), ["cidr"]));
    }

    it("refuses slot counts that are no power of two", () => {
        assert.deepEqual(faults({ ...reference, zoneSlots: 3, tierSlots: 0 }), ["zoneSlots", "tierSlots"]);
    });

    it("refuses a range too small for its slots instead of rounding", () => {
        assert.deepEqual(
            faults({
                ...reference,
                cidr: "10.16.0.0/26",
                tiers: [{ name: "a", type: "private", slot: 0, prefix: 28 }],
            }),
            ["tiers.a.prefix"],
        );
    });
});
