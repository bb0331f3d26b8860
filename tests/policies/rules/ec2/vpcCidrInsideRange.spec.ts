import * as assert from "node:assert/strict";
import { vpcCidrInsideRange as rule } from "../../../../policies/rules/ec2/vpcCidrInsideRange";
import { judge, passed, type Resource, unknown } from "../../support";

const vpc = (cidrBlock: unknown, type = "aws:ec2/vpc:Vpc"): Resource => ({ type, props: { cidrBlock } });

describe("ec2-vpc-cidr-inside-range", () => {
    const dev = { ranges: ["10.16.0.0/16"] };

    it("accepts private networks by default and refuses public ones", () => {
        for (const block of ["10.0.0.0/16", "172.31.0.0/16", "192.168.4.0/24"]) {
            assert.deepEqual(judge(rule, vpc(block)), passed);
        }
        for (const block of ["11.0.0.0/16", "172.32.0.0/16", "100.64.0.0/16", "8.0.0.0/6"]) {
            assert.equal(judge(rule, vpc(block)).violations.length, 1, block);
        }
    });

    it("holds VPCs, subnets and secondary blocks to the range of the environment", () => {
        for (const type of rule.types as string[]) {
            assert.deepEqual(judge(rule, vpc("10.16.4.0/22", type), dev), passed);
            assert.match(
                judge(rule, vpc("10.32.4.0/22", type), dev).violations[0] ?? "",
                /10\.32\.4\.0\/22 is outside 10\.16\.0\.0\/16/,
            );
            assert.equal(
                judge(rule, vpc("10.0.0.0/8", type), dev).violations.length,
                1,
                "a block larger than the range",
            );
        }
    });

    it("does not apply to other types", () => {
        assert.equal(judge(rule, vpc("11.0.0.0/16", "aws:ec2/route:Route")).applied, false);
    });

    it("is undecided about a block that is not known or not readable", () => {
        assert.match(judge(rule, vpc(unknown)).undecided[0] ?? "", /cidrBlock is not known yet/);
        assert.match(judge(rule, vpc("ten/8")).undecided[0] ?? "", /"ten\/8" is no CIDR block/);
    });

    it("leaves an IPv6-only subnet and a VPC from an address pool alone", () => {
        assert.deepEqual(judge(rule, vpc(undefined)), passed);
        assert.deepEqual(judge(rule, vpc(null)), passed);
    });

    it("refuses a parameter that is no CIDR block", () => {
        assert.throws(
            () => judge(rule, vpc("10.0.0.0/16"), { ranges: ["10.0.0.0"] as string[], extra: 1 }),
            /unknown key "extra"/,
        );
        assert.throws(() => judge(rule, vpc("10.0.0.0/16"), { ranges: ["ten"] }), /ranges\.0: must be a CIDR block/);
    });
});
