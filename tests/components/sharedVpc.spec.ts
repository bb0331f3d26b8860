import assert from "node:assert/strict";
import { planSubnets, type SubnetPlan } from "../../components/model/subnetPlan";
import { SharedVpc } from "../../components/network/sharedVpc";
import { Recorder } from "../support/recorder";
import { answers } from "./answers";

const unit = "arn:aws:organizations::111122223333:ou/o-abcdefghij/ou-abcd-12345678";

function plan(): SubnetPlan {
    const planned = planSubnets({
        cidr: "10.16.0.0/16",
        zones: ["euw1-az1", "euw1-az2"],
        zoneSlots: 4,
        tierSlots: 4,
        tiers: [
            { name: "public", type: "public", slot: 0, prefix: 24 },
            { name: "app", type: "private", slot: 1, prefix: 20 },
            { name: "jobs", type: "private", slot: 3, prefix: 24 },
            { name: "data", type: "isolated", slot: 2, prefix: 22 },
        ],
    });
    assert.ok("plan" in planned);
    return planned.plan;
}

describe("SharedVpc", () => {
    let recorder: Recorder;
    let vpc: SharedVpc;
    before(async () => {
        recorder = await Recorder.run(() => {
            vpc = new SharedVpc("net", {
                plan: plan(),
                availabilityZoneNames: ["eu-west-1c", "eu-west-1a"],
                region: "eu-west-1",
                ownerAccountId: "222233334444",
                natGateways: "single",
                sharedTiers: ["app", "data"],
                principals: [unit],
            });
        }, answers);
    });

    it("hands awsx every range, so that awsx computes none", () => {
        const { inputs } = recorder.one("awsx:ec2:Vpc", "net");
        assert.equal(inputs["cidrBlock"], "10.16.0.0/16");
        assert.deepEqual(inputs["availabilityZoneNames"], ["eu-west-1c", "eu-west-1a"]);
        assert.deepEqual(inputs["natGateways"], { strategy: "Single" });
        assert.equal(inputs["subnetStrategy"], "Auto");
        const specs = inputs["subnetSpecs"] as { name: string; type: string; cidrBlocks: string[] }[];
        assert.deepEqual(
            specs.map(({ name, type, cidrBlocks }) => [name, type, ...cidrBlocks]),
            [
                ["public", "Public", "10.16.0.0/24", "10.16.64.0/24"],
                ["app", "Private", "10.16.16.0/20", "10.16.80.0/20"],
                ["jobs", "Private", "10.16.48.0/24", "10.16.112.0/24"],
                ["data", "Isolated", "10.16.32.0/22", "10.16.96.0/22"],
            ],
        );
    });

    it("has gateway endpoints for S3 and DynamoDB in the route tables of every tier", () => {
        assert.equal(recorder.one("awsx:ec2:Vpc", "net").inputs["vpcEndpointStrategy"], "Auto");
        const specs = recorder.one("awsx:ec2:Vpc", "net").inputs["vpcEndpointSpecs"] as {
            serviceName: string;
            vpcEndpointType: string;
        }[];
        assert.deepEqual(
            specs.map(({ serviceName, vpcEndpointType }) => [serviceName, vpcEndpointType]),
            [
                ["com.amazonaws.eu-west-1.s3", "Gateway"],
                ["com.amazonaws.eu-west-1.dynamodb", "Gateway"],
            ],
        );
    });

    it("empties the default security group", () => {
        const { inputs } = recorder.one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "net-default");
        assert.deepEqual([inputs["ingress"], inputs["egress"]], [[], []]);
    });

    it("shares the shared tiers only, each subnet once, closed to outsiders", () => {
        const shares = recorder.of("aws:ram/resourceShare:ResourceShare");
        assert.deepEqual(
            shares.map(({ name, inputs }) => [name, inputs["allowExternalPrincipals"]]),
            [
                ["net-app", false],
                ["net-data", false],
            ],
        );
        const arns = recorder
            .of("aws:ram/resourceAssociation:ResourceAssociation")
            .map(({ inputs }) => inputs["resourceArn"]);
        const subnet = (id: string) => `arn:aws:ec2:eu-west-1:222233334444:subnet/${id}`;
        assert.deepEqual(arns.sort(), ["app-1", "app-2", "data-1", "data-2"].map(subnet));
        assert.deepEqual(
            recorder.of("aws:ram/principalAssociation:PrincipalAssociation").map(({ inputs }) => inputs["principal"]),
            [unit, unit],
        );
    });

    it("tells tiers of one type apart", async () => {
        const ids = await Promise.all(
            (vpc.subnetIds["jobs"] ?? []).map((id) => new Promise((resolve) => id.apply(resolve))),
        );
        assert.deepEqual(ids, ["jobs-1", "jobs-2"]);
    });
});
