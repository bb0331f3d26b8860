import * as assert from "node:assert/strict";
import { regionAllowed as rule } from "../../../../policies/rules/aws/regionAllowed";
import { judge, passed, type Resource, unknown } from "../../support";

const subnet = (props: Record<string, unknown>, region: unknown = "eu-west-1"): Resource => ({
    type: "aws:ec2/subnet:Subnet",
    props,
    provider: { region },
});

describe("aws-region-allowed", () => {
    it("accepts the allowed Regions of the provider, in any case", () => {
        for (const region of ["eu-west-1", "eu-central-1", "us-east-1", "EU-WEST-1"]) {
            assert.deepEqual(judge(rule, subnet({}, region)), passed);
        }
    });

    it("refuses another Region of the provider or of the resource", () => {
        assert.match(judge(rule, subnet({}, "us-west-2")).violations[0] ?? "", /the provider's region is us-west-2/);
        assert.match(judge(rule, subnet({ region: "ap-south-1" })).violations[0] ?? "", /^region is ap-south-1/);
    });

    it("lets the Region of the resource overrule that of the provider", () => {
        assert.deepEqual(judge(rule, subnet({ region: "eu-central-1" }, "us-west-2")), passed);
    });

    it("refuses a zone of another Region, also in a list, and accepts Local Zones of an allowed one", () => {
        assert.equal(judge(rule, subnet({ availabilityZone: "us-west-2a" })).violations.length, 1);
        assert.equal(judge(rule, subnet({ availabilityZones: ["eu-west-1a", "eu-west-2a"] })).violations.length, 1);
        assert.deepEqual(judge(rule, subnet({ availabilityZone: "eu-west-1a" })), passed);
        assert.deepEqual(judge(rule, subnet({ availabilityZone: "us-east-1-bos-1a" })), passed);
        assert.equal(judge(rule, subnet({ availabilityZone: "eu-west-12a" })).violations.length, 1);
    });

    it("refuses copies in another Region", () => {
        for (const replicas of [
            [{ regionName: "us-west-2" }],
            { region: "us-west-2" },
            [{ region: "eu-west-1" }, { region: "AP-south-1" }],
        ]) {
            assert.equal(judge(rule, subnet({ replicas })).violations.length, 1);
        }
        assert.deepEqual(judge(rule, subnet({ replicas: [{ regionName: "eu-central-1" }] })), passed);
    });

    it("takes the Regions from its parameter", () => {
        assert.deepEqual(judge(rule, subnet({}, "us-west-2"), { regions: ["us-west-2"] }), passed);
        assert.throws(() => judge(rule, subnet({}), { regions: ["Ireland"] }), /must be a Region such as eu-west-1/);
        assert.throws(() => judge(rule, subnet({}), { regions: [] }), /configuration\.aws-region-allowed\.regions/);
    });

    it("is undecided where no Region is stated or known", () => {
        assert.equal(judge(rule, subnet({}, unknown)).undecided.length, 1);
        assert.equal(judge(rule, subnet({ region: unknown })).undecided.length, 1);
        assert.match(judge(rule, { type: "aws:ec2/vpc:Vpc", props: {} }).undecided[0] ?? "", /states a Region/);
    });

    it("does not apply to global services and other packages, but to types it has never seen", () => {
        for (const type of [
            "aws:iam/role:Role",
            "aws:organizations/account:Account",
            "aws:route53/zone:Zone",
            "gcp:a/b:C",
        ]) {
            assert.equal(judge(rule, { type, props: {} }).applied, false, type);
        }
        assert.equal(
            judge(rule, { type: "aws:brandnew/thing:Thing", props: { region: "us-west-2" } }).violations.length,
            1,
        );
    });
});
