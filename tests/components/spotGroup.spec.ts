import assert from "node:assert/strict";
import { SpotGroup } from "../../components/compute/spotGroup";
import { Recorder } from "../support/recorder";
import { answers } from "./answers";

describe("SpotGroup", () => {
    let recorder: Recorder;
    before(async () => {
        recorder = await Recorder.run(() => {
            new SpotGroup("web", {
                vpcId: "vpc-1",
                subnetIds: ["subnet-1", "subnet-2"],
                instanceTypes: ["m7g.large", "c7g.large"],
                architecture: "arm64",
                minSize: 1,
                maxSize: 4,
                onDemandBase: 1,
                onDemandPercentage: 30,
                tags: { owner: "platform" },
            });
        }, answers);
    });

    it("spreads over types by price and capacity and rebalances", () => {
        const { inputs, ignoreChanges } = recorder.one("aws:autoscaling/group:Group", "web");
        assert.equal(inputs["capacityRebalance"], true);
        assert.deepEqual(inputs["vpcZoneIdentifiers"], ["subnet-1", "subnet-2"]);
        assert.deepEqual(inputs["mixedInstancesPolicy"], {
            instancesDistribution: {
                onDemandBaseCapacity: 1,
                onDemandPercentageAboveBaseCapacity: 30,
                onDemandAllocationStrategy: "prioritized",
                spotAllocationStrategy: "price-capacity-optimized",
            },
            launchTemplate: {
                launchTemplateSpecification: { launchTemplateId: "web-id", version: "1" },
                overrides: [{ instanceType: "m7g.large" }, { instanceType: "c7g.large" }],
            },
        });
        assert.deepEqual(ignoreChanges, ["desiredCapacity"]);
    });

    it("requires IMDSv2 with one hop, encrypts, and takes no public address, key or market option", () => {
        const { inputs } = recorder.one("aws:ec2/launchTemplate:LaunchTemplate", "web");
        assert.deepEqual(inputs["metadataOptions"], {
            httpEndpoint: "enabled",
            httpTokens: "required",
            httpPutResponseHopLimit: 1,
        });
        const [device] = inputs["blockDeviceMappings"] as { ebs: { encrypted: string; volumeType: string } }[];
        assert.equal(device?.ebs.encrypted, "true");
        assert.equal(device?.ebs.volumeType, "gp3");
        const [network] = inputs["networkInterfaces"] as { associatePublicIpAddress: string }[];
        assert.equal(network?.associatePublicIpAddress, "false");
        assert.equal(inputs["keyName"], undefined);
        assert.equal(inputs["instanceMarketOptions"], undefined);
    });

    it("tags the group, its instances, volumes and interfaces", () => {
        const groupTags = recorder.one("aws:autoscaling/group:Group", "web").inputs["tags"] as {
            key: string;
            propagateAtLaunch: boolean;
        }[];
        assert.ok(groupTags.some(({ key, propagateAtLaunch }) => key === "owner" && propagateAtLaunch));
        const specs = recorder.one("aws:ec2/launchTemplate:LaunchTemplate", "web").inputs["tagSpecifications"] as {
            resourceType: string;
            tags: object;
        }[];
        assert.deepEqual(
            specs.map(({ resourceType }) => resourceType),
            ["instance", "volume", "network-interface"],
        );
        for (const { tags } of specs) assert.deepEqual(tags, { owner: "platform", Name: "web" });
    });

    it("admits nobody and lets only HTTPS out", () => {
        assert.equal(recorder.one("aws:ec2/securityGroup:SecurityGroup", "web").inputs["ingress"], undefined);
        const { inputs } = recorder.one("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "web-https");
        assert.deepEqual([inputs["fromPort"], inputs["toPort"], inputs["ipProtocol"]], [443, 443, "tcp"]);
    });
});
