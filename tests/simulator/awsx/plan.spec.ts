import assert from "node:assert/strict";
import fc from "fast-check";
import { keyOf, types } from "../../../simulator/awsx/children";
import { Output } from "../../../simulator/awsx/input";
import type { PlannedOutput } from "../../../simulator/awsx/outputs";
import { zonesWanted } from "../../../simulator/awsx/plan";
import recording from "../../fixtures/awsx/awsx-vpc-recorded.json";
import { child, layout, names, plan, read, recorded, shown, tier } from "./plannedVpc";

function shownOutput(output: PlannedOutput): unknown {
    switch (output.kind) {
        case "resource":
        case "id":
            return `\${${output.child}}`;
        case "resources":
        case "ids":
            return output.children.map((key) => `\${${key}}`);
        case "value":
            return shown(output.value);
        default:
            return output satisfies never;
    }
}

describe("plan of awsx.ec2.Vpc", () => {
    for (const [title, recordedCase] of Object.entries(recording.cases)) {
        it(`is what the real component registered: ${title}`, () => {
            const planned = plan(recordedCase.args as never);
            const component = recordedCase.resources.filter(({ type }) => type === "awsx:ec2:Vpc");
            assert.deepEqual(
                recorded(planned),
                recordedCase.resources.filter((resource) => !component.includes(resource)),
            );
            for (const [name, value] of Object.entries(recordedCase.outputs)) {
                const output = planned.outputs[name];
                assert.ok(output, name);
                assert.deepEqual(shownOutput(output), value, name);
            }
        });
    }

    it("numbers NAT gateways by zone and puts each into the first public subnet of its zone", () => {
        const specs = [tier("Private", 1), tier("Public", 0, { name: "edge" }), tier("Public", 2, { name: "lb" })];
        const planned = plan(layout({ natGateways: { strategy: "OnePerAz" }, subnetSpecs: specs }));
        assert.deepEqual(names(planned, types.natGateway), ["net-1", "net-2"]);
        assert.equal(child(planned, `${types.natGateway}::net-2`).parent, `${types.subnet}::net-edge-2`);
    });

    it("routes every private tier of every zone through the only gateway of strategy Single", () => {
        const specs = [tier("Public", 0), tier("Private", 1, { name: "a" }), tier("Private", 2, { name: "b" })];
        const planned = plan(layout({ natGateways: { strategy: "Single" }, subnetSpecs: specs }));
        for (const name of ["net-a-1", "net-b-1", "net-a-2", "net-b-2"]) {
            const { natGatewayId } = child(planned, `${types.route}::${name}`).inputs;
            assert.equal(shown(natGatewayId), `\${${types.natGateway}::net-1}`);
        }
    });

    it("takes Elastic IPs it is given, zone by zone, and makes none", () => {
        const natGateways = { strategy: "OnePerAz", elasticIpAllocationIds: ["eipalloc-1", "eipalloc-2"] };
        const planned = plan(layout({ natGateways }));
        assert.deepEqual(names(planned, types.eip), []);
        assert.equal(child(planned, `${types.natGateway}::net-2`).inputs["allocationId"], "eipalloc-2");
    });

    it("holds the range of an Unused spec without making a subnet of it", () => {
        const planned = plan(layout({ subnetSpecs: [tier("Public", 0), tier("Unused", 1)] }));
        assert.deepEqual(names(planned, types.subnet), ["net-public-1", "net-public-2"]);
        assert.throws(
            () => plan(layout({ subnetSpecs: [tier("Public", 0), tier("Unused", 0)] })),
            /subnets overlap.*1\. net-public-1: 10\.0\.0\.0\/24\n2\. net-unused-1/s,
        );
    });

    it("keeps Name and SubnetType of a subnet, whatever its tags say, and its tags from the route table", () => {
        const specs = [tier("Public", 0, { tags: { Name: "mine", SubnetType: "mine", tier: "edge" } })];
        const planned = plan(layout({ tags: { team: "net" }, subnetSpecs: specs }));
        const { tags } = child(planned, `${types.subnet}::net-public-1`).inputs;
        assert.deepEqual(tags, { Name: "net-public-1", team: "net", tier: "edge", SubnetType: "Public" });
        const ofTable = child(planned, `${types.routeTable}::net-public-1`).inputs["tags"];
        assert.deepEqual(ofTable, { Name: "net-public-1", team: "net", SubnetType: "Public" });
    });

    it("puts the zone into the Name tag, never into the name, where the tag strategy says so", () => {
        const planned = plan(layout({ subnetNameTagStrategy: "AvailabilityZone" }));
        const { tags } = child(planned, `${types.subnet}::net-private-2`).inputs;
        assert.deepEqual(tags, { Name: "net-private-1b", SubnetType: "Private" });
    });

    it("makes the layout output as unknown and secret as the tags of the specs", () => {
        const tags = { owner: new Output(undefined, true, ["urn:pulumi:s::p::t::n"]) };
        const planned = plan(layout({ subnetSpecs: [tier("Public", 0, { tags })] }));
        const output = planned.outputs["subnetLayout"];
        assert.deepEqual(output, { kind: "value", value: new Output(undefined, true, ["urn:pulumi:s::p::t::n"]) });
    });

    it("asks for three zones, or as many as wanted, where none are named", () => {
        const { availabilityZoneNames, ...unnamed } = layout();
        assert.equal(zonesWanted(read(unnamed)), 3);
        assert.equal(zonesWanted(read({ ...unnamed, numberOfAvailabilityZones: 2 })), 2);
        assert.equal(zonesWanted(read({ ...unnamed, availabilityZoneNames })), undefined);
    });
});

describe("plan of awsx.ec2.Vpc, whatever the layout", () => {
    const anyLayout = fc
        .record({
            zones: fc.integer({ min: 1, max: 4 }),
            tiers: fc.array(fc.constantFrom("Public", "Private", "Isolated", "Unused"), { minLength: 1, maxLength: 6 }),
            strategy: fc.constantFrom("None", "Single", "OnePerAz"),
        })
        .filter(
            ({ tiers, strategy }) =>
                strategy === "None" ||
                (tiers.includes("Public") && (tiers.includes("Private") || tiers.includes("Isolated"))),
        )
        .map(({ zones, tiers, strategy }) => ({
            zones,
            tiers,
            strategy,
            inputs: layout({
                availabilityZoneNames: ["a", "b", "c", "d"].slice(0, zones).map((letter) => `eu-west-1${letter}`),
                natGateways: { strategy },
                subnetSpecs: tiers.map((type, index) => tier(type, index, { name: `t${index}` }, zones)),
            }),
        }));

    it("has every subnet once, unique names, and nothing before what it needs", () => {
        fc.assert(
            fc.property(anyLayout, ({ zones, tiers, inputs }) => {
                const planned = plan(inputs);
                const keys = planned.children.map(keyOf);
                assert.equal(new Set(keys).size, keys.length);
                const used = tiers.filter((type) => type !== "Unused").length;
                assert.equal(names(planned, types.subnet).length, used * zones);
                for (const resource of recorded(planned)) {
                    const own = keys.indexOf(`${resource.type}::${resource.name}`);
                    for (const needed of resource.dependsOn) assert.ok(keys.indexOf(needed) < own, needed);
                }
            }),
        );
    });

    it("gives private subnets a default route if and only if there is a NAT gateway, isolated ones never", () => {
        fc.assert(
            fc.property(anyLayout, ({ zones, tiers, strategy, inputs }) => {
                const routed = new Set(names(plan(inputs), types.route));
                tiers.forEach((type, index) => {
                    const expected = type === "Public" || (type === "Private" && strategy !== "None");
                    for (let zone = 1; zone <= zones; zone++) {
                        assert.equal(routed.has(`net-t${index}-${zone}`), expected, `${type} in zone ${zone}`);
                    }
                });
            }),
        );
    });
});
