import assert from "node:assert/strict";
import { previewUpdate } from "../../../simulator/kernel/lifecycle";
import { isUnknown, type Properties } from "../../../simulator/kernel/values";
import { launchTemplate as model } from "../../../simulator/services/ec2/launchTemplate";
import { Network, refused, refusedInput } from "./ec2Support";

const ami = "ami-0123456789abcdef0";

describe("ec2 launch template", () => {
    let net: Network;
    beforeEach(() => {
        net = new Network();
    });
    const template = (inputs: Properties = {}) =>
        net.make("ec2/launchTemplate:LaunchTemplate", { imageId: ami, ...inputs });

    it("takes a full template", () => {
        const made = template({
            imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
            updateDefaultVersion: true,
            iamInstanceProfile: { arn: "arn:aws:iam::111122223333:instance-profile/web" },
            metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
            networkInterfaces: [{ deviceIndex: 0, associatePublicIpAddress: "false", securityGroups: ["sg-1"] }],
            blockDeviceMappings: [
                { deviceName: "/dev/xvda", ebs: { volumeType: "gp3", volumeSize: 20, encrypted: "true" } },
            ],
            tagSpecifications: [{ resourceType: "instance", tags: { Name: "web" } }, { resourceType: "volume" }],
            userData: Buffer.from("#!/bin/sh\n").toString("base64"),
        });
        assert.deepEqual([made.outputs["latestVersion"], made.outputs["defaultVersion"]], [1, 1]);
        assert.match(String(made.outputs["arn"]), /launch-template\/lt-/);
        assert.match(String(made.outputs["name"]), /^thing-/);
    });

    for (const [what, inputs, property, reason] of [
        ["an image id of the wrong form", { imageId: "ami-xyz" }, "imageId", /resolve:ssm/],
        [
            "groups beside interfaces",
            { networkInterfaces: [{}], vpcSecurityGroupIds: ["sg-1"] },
            "vpcSecurityGroupIds",
            /networkInterfaces\[\]/,
        ],
        [
            "two interfaces of one index",
            { networkInterfaces: [{ deviceIndex: 0 }, { deviceIndex: 0 }] },
            "networkInterfaces[1].deviceIndex",
            /already/,
        ],
        [
            "a hop limit above 64",
            { metadataOptions: { httpPutResponseHopLimit: 65 } },
            "metadataOptions.httpPutResponseHopLimit",
            /1 to 64/,
        ],
        [
            "an odd token setting",
            { metadataOptions: { httpTokens: "yes" } },
            "metadataOptions.httpTokens",
            /optional, required/,
        ],
        ["user data that is not base64", { userData: "#!/bin/sh" }, "userData", /base64/],
        ["user data above 16 KB", { userData: Buffer.alloc(16385).toString("base64") }, "userData", /16385 bytes/],
        [
            "a profile by two names",
            { iamInstanceProfile: { name: "a", arn: "arn:aws:iam::111122223333:instance-profile/a" } },
            "iamInstanceProfile.name",
            /only one/,
        ],
        [
            "a role for a profile",
            { iamInstanceProfile: { arn: "arn:aws:iam::111122223333:role/a" } },
            "iamInstanceProfile.arn",
            /instance profile/,
        ],
        [
            "a device mapped twice",
            { blockDeviceMappings: [{ deviceName: "/dev/xvda" }, { deviceName: "/dev/xvda" }] },
            "blockDeviceMappings[1].deviceName",
            /already/,
        ],
        [
            "an unknown volume type",
            { blockDeviceMappings: [{ ebs: { volumeType: "gp4" } }] },
            "blockDeviceMappings[0].ebs.volumeType",
            /gp3/,
        ],
        [
            "IOPS out of range",
            { blockDeviceMappings: [{ ebs: { volumeType: "gp3", iops: 100 } }] },
            "blockDeviceMappings[0].ebs.iops",
            /3000/,
        ],
        [
            "throughput of gp2",
            { blockDeviceMappings: [{ ebs: { volumeType: "gp2", throughput: 200 } }] },
            "blockDeviceMappings[0].ebs.throughput",
            /takes no/,
        ],
        [
            "io2 without IOPS",
            { blockDeviceMappings: [{ ebs: { volumeType: "io2" } }] },
            "blockDeviceMappings[0].ebs.iops",
            /needs it/,
        ],
        [
            "tags for an odd kind",
            { tagSpecifications: [{ resourceType: "vpc" }] },
            "tagSpecifications[0].resourceType",
            /instance/,
        ],
        [
            "tags for a kind twice",
            { tagSpecifications: [{ resourceType: "volume" }, { resourceType: "volume" }] },
            "tagSpecifications[1].resourceType",
            /already/,
        ],
        [
            "reserved tag keys",
            { tagSpecifications: [{ resourceType: "volume", tags: { "aws:a": "b" } }] },
            "tagSpecifications[0].tags.aws:a",
            /kept for AWS/,
        ],
        ["a short name", { name: "ab" }, "name", /3 to 128/],
        [
            "a market that does not exist",
            { instanceMarketOptions: { marketType: "cheap" } },
            "instanceMarketOptions.marketType",
            /spot/,
        ],
        [
            "a stop of one-time Spot",
            { instanceMarketOptions: { marketType: "spot", spotOptions: { instanceInterruptionBehavior: "stop" } } },
            "instanceMarketOptions.spotOptions.instanceInterruptionBehavior",
            /persistent/,
        ],
        ["an instance type of the wrong form", { instanceType: "large" }, "instanceType", /m7g.large/],
        [
            "type and requirements",
            { instanceType: "m7g.large", instanceRequirements: {} },
            "instanceRequirements",
            /only one/,
        ],
    ] as const) {
        it(`refuses ${what}`, () => refusedInput(property, reason, () => template(inputs as Properties)));
    }

    it("has a name once", () => {
        template({ name: "web" });
        refused("InvalidLaunchTemplateName.AlreadyExistsException", () => template({ name: "web" }));
    });
    it("gets a new version with new content, not with new tags", () => {
        const made = template({ name: "web" });
        const inputs = { name: "web", imageId: ami };
        const tagged = net.aws.update(made, "x", { ...inputs, tags: { a: "b" } });
        assert.equal(tagged.outputs["latestVersion"], 1);
        const changed = net.aws.update(tagged, "x", { ...inputs, instanceType: "m7g.large" });
        assert.deepEqual([changed.outputs["latestVersion"], changed.outputs["defaultVersion"]], [2, 1]);
        const followed = net.aws.update(changed, "x", {
            ...inputs,
            instanceType: "c7g.large",
            updateDefaultVersion: true,
        });
        assert.deepEqual([followed.outputs["latestVersion"], followed.outputs["defaultVersion"]], [3, 3]);
    });
    it("has its default among its versions", () => {
        refused("InvalidLaunchTemplateId.VersionNotFound", () => template({ defaultVersion: 2 }));
    });
    it("does not know the next version at preview", () => {
        const outputs = previewUpdate(
            model,
            { latestVersion: 1 },
            { imageId: ami },
            { imageId: `${ami.slice(0, -1)}1` },
        );
        assert.ok(isUnknown(outputs["latestVersion"]));
        const same = previewUpdate(model, { latestVersion: 1 }, { imageId: ami }, { imageId: ami, tags: { a: "b" } });
        assert.equal(same["latestVersion"], 1);
    });
});
