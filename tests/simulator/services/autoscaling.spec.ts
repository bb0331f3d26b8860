import assert from "node:assert/strict";
import { diff } from "../../../simulator/kernel/diff";
import type { Properties } from "../../../simulator/kernel/values";
import type { Entity } from "../../../simulator/kernel/world";
import { raiseQuotas } from "../../../simulator/quotas";
import { group as model } from "../../../simulator/services/autoscaling/group";
import { Network, refused, refusedInput } from "./ec2Support";

const imageId = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

describe("autoscaling group", () => {
    let net: Network;
    let vpc: Entity;
    let subnets: Entity[];
    let security: Entity;
    let template: Entity;
    beforeEach(() => {
        net = new Network();
        vpc = net.vpc();
        subnets = [
            net.subnet(vpc.id, "10.0.0.0/24"),
            net.subnet(vpc.id, "10.0.1.0/24", { availabilityZone: "eu-west-1b" }),
        ];
        security = net.group(vpc.id);
        template = launchable();
    });
    const launchable = (inputs: Properties = {}) =>
        net.make("ec2/launchTemplate:LaunchTemplate", { imageId, vpcSecurityGroupIds: [security.id], ...inputs });
    const withTemplate = (inputs: Properties) => ({
        ...policy({}, {}, { launchTemplateSpecification: { launchTemplateId: launchable(inputs).id } }),
    });
    const policy = (distribution: Properties = {}, override: Properties = {}, inside: Properties = {}): Properties => ({
        mixedInstancesPolicy: {
            instancesDistribution: { spotAllocationStrategy: "price-capacity-optimized", ...distribution },
            launchTemplate: {
                launchTemplateSpecification: { launchTemplateId: template.id, version: "1" },
                overrides: [{ instanceType: "m7g.large", ...override }, { instanceType: "m6g.large" }],
                ...inside,
            },
        },
    });
    const group = (inputs: Properties = {}) =>
        net.make("autoscaling/group:Group", {
            minSize: 1,
            maxSize: 3,
            vpcZoneIdentifiers: subnets.map(({ id }) => id),
            ...policy(),
            ...inputs,
        });
    const plain = (inputs: Properties = {}, of: Properties = { instanceType: "m7g.large" }): Properties => ({
        mixedInstancesPolicy: null,
        launchTemplate: { id: launchable(of).id, version: "$Latest" },
        ...inputs,
    });

    it("takes a Spot-first group over shared types", () => {
        const made = group({
            capacityRebalance: true,
            tags: [{ key: "Name", value: "web", propagateAtLaunch: true }],
            ...policy({
                onDemandBaseCapacity: 1,
                onDemandPercentageAboveBaseCapacity: 25,
                onDemandAllocationStrategy: "prioritized",
            }),
        });
        assert.match(made.id, /^thing-.*-[0-9a-f]{7}$/);
        assert.match(
            String(made.outputs["arn"]),
            /^arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:.+:autoScalingGroupName\//,
        );
        assert.deepEqual(made.outputs["availabilityZones"], ["eu-west-1a", "eu-west-1b"]);
        assert.equal(made.outputs["desiredCapacity"], 1);
        for (const key of model.computed) assert.notEqual(made.outputs[key], undefined, key);
    });

    const inDistribution = "mixedInstancesPolicy.instancesDistribution";
    const inOverride = "mixedInstancesPolicy.launchTemplate.overrides[0]";
    const refusals: [string, () => Properties, string, RegExp][] = [
        ["min above max", () => ({ minSize: 4 }), "minSize", /more than maxSize/],
        ["desired below min", () => ({ desiredCapacity: 0 }), "desiredCapacity", /less than minSize/],
        ["desired above max", () => ({ desiredCapacity: 4 }), "desiredCapacity", /more than maxSize/],
        ["a negative size", () => ({ minSize: -1 }), "minSize", /0 or more/],
        ["no source of instances", () => ({ mixedInstancesPolicy: null }), "launchTemplate", /must be given/],
        [
            "two sources of instances",
            () => ({ launchTemplate: { id: template.id } }),
            "mixedInstancesPolicy",
            /only one of/,
        ],
        ["neither subnets nor zones", () => ({ vpcZoneIdentifiers: [] }), "vpcZoneIdentifiers", /must be given/],
        [
            "a percentage above 100",
            () => policy({ onDemandPercentageAboveBaseCapacity: 101 }),
            `${inDistribution}.onDemandPercentageAboveBaseCapacity`,
            /0 to 100/,
        ],
        [
            "a negative base",
            () => policy({ onDemandBaseCapacity: -1 }),
            `${inDistribution}.onDemandBaseCapacity`,
            /0 or more/,
        ],
        [
            "an unknown Spot strategy",
            () => policy({ spotAllocationStrategy: "cheapest" }),
            `${inDistribution}.spotAllocationStrategy`,
            /price-capacity-optimized/,
        ],
        [
            "an unknown On-Demand strategy",
            () => policy({ onDemandAllocationStrategy: "diversified" }),
            `${inDistribution}.onDemandAllocationStrategy`,
            /prioritized/,
        ],
        [
            "pools without lowest-price",
            () => policy({ spotInstancePools: 2 }),
            `${inDistribution}.spotInstancePools`,
            /lowest-price/,
        ],
        ["a price that is none", () => policy({ spotMaxPrice: "cheap" }), `${inDistribution}.spotMaxPrice`, /price/],
        [
            "a type twice",
            () => policy({}, { instanceType: "m6g.large" }),
            "mixedInstancesPolicy.launchTemplate.overrides[1].instanceType",
            /already/,
        ],
        ["an empty type", () => policy({}, { instanceType: "" }), `${inOverride}.instanceType`, /empty/],
        [
            "weights for some",
            () => policy({}, { weightedCapacity: "2" }),
            "mixedInstancesPolicy.launchTemplate.overrides[1].weightedCapacity",
            /all of them or to none/,
        ],
        [
            "a weight of 1000",
            () => policy({}, { weightedCapacity: "1000" }),
            `${inOverride}.weightedCapacity`,
            /1 to 999/,
        ],
        [
            "type and requirements",
            () => policy({}, { instanceRequirements: {} }),
            `${inOverride}.instanceRequirements`,
            /only one/,
        ],
        [
            "no template in the policy",
            () => policy({}, {}, { launchTemplateSpecification: null }),
            "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification",
            /needs a launch template/,
        ],
        [
            "a template by id and name",
            () =>
                policy({}, {}, { launchTemplateSpecification: { launchTemplateId: "lt-1", launchTemplateName: "x" } }),
            "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.launchTemplateName",
            /only one/,
        ],
        [
            "41 overrides",
            () =>
                policy({}, {}, { overrides: Array.from({ length: 41 }, (_, n) => ({ instanceType: `m${n}.large` })) }),
            "mixedInstancesPolicy.launchTemplate.overrides",
            /allowed are 40/,
        ],
        ["an unknown health check", () => ({ healthCheckType: "PING" }), "healthCheckType", /EC2/],
        ["a negative grace period", () => ({ healthCheckGracePeriod: -1 }), "healthCheckGracePeriod", /0 or more/],
        [
            "an unknown termination policy",
            () => ({ terminationPolicies: ["Random"] }),
            "terminationPolicies[0]",
            /termination policy/,
        ],
        ["an unknown metric", () => ({ enabledMetrics: ["GroupSize"] }), "enabledMetrics[0]", /metric/],
        ["another granularity", () => ({ metricsGranularity: "5Minute" }), "metricsGranularity", /1Minute/],
        [
            "an unknown distribution",
            () => ({ availabilityZoneDistribution: { capacityDistributionStrategy: "even" } }),
            "availabilityZoneDistribution.capacityDistributionStrategy",
            /balanced-only/,
        ],
        [
            "maintenance below 100",
            () => ({ instanceMaintenancePolicy: { minHealthyPercentage: 50, maxHealthyPercentage: 90 } }),
            "instanceMaintenancePolicy.maxHealthyPercentage",
            /less than 100/,
        ],
        [
            "maintenance too far apart",
            () => ({ instanceMaintenancePolicy: { minHealthyPercentage: 90, maxHealthyPercentage: 200 } }),
            "instanceMaintenancePolicy",
            /differ by more than 100/,
        ],
        ["a lifetime under a day", () => ({ maxInstanceLifetime: 3600 }), "maxInstanceLifetime", /86400/],
        ["a warm pool beside a mixed policy", () => ({ warmPool: {} }), "warmPool", /mixed instances policy/],
        [
            "tags without propagateAtLaunch",
            () => ({ tags: [{ key: "a", value: "b" }] }),
            "tags[0].propagateAtLaunch",
            /./,
        ],
        [
            "a tag key twice",
            () => ({ tags: ["b", "c"].map((value) => ({ key: "a", value, propagateAtLaunch: true })) }),
            "tags[1].key",
            /already/,
        ],
        [
            "a reserved tag key",
            () => ({ tags: [{ key: "aws:a", value: "b", propagateAtLaunch: true }] }),
            "tags[0]",
            /kept for AWS/,
        ],
        ["a name of 256 characters", () => ({ name: "x".repeat(256) }), "name", /255/],
    ];
    for (const [what, inputs, property, reason] of refusals) {
        it(`refuses ${what}`, () => refusedInput(property, reason, () => group(inputs())));
    }

    it("takes weights for all, pools with lowest-price, requirements alone", () => {
        group(
            policy(
                {},
                {},
                {
                    overrides: ["m7g.large", "m7g.xlarge"].map((instanceType, n) => ({
                        instanceType,
                        weightedCapacity: `${n + 1}`,
                    })),
                },
            ),
        );
        group(policy({ spotAllocationStrategy: "lowest-price", spotInstancePools: 2 }));
        const overrides = [{ instanceRequirements: { vcpuCount: { min: 2 }, memoryMib: { min: 4096 } } }];
        group(policy({}, {}, { overrides }));
        refusedInput(`${inDistribution}.onDemandAllocationStrategy`, /no order/, () =>
            group(policy({ onDemandAllocationStrategy: "prioritized" }, {}, { overrides })),
        );
    });

    describe("launch template", () => {
        const fully = "ValidationError";
        it("exists, with the version", () => {
            const of = (specification: Properties) => policy({}, {}, { launchTemplateSpecification: specification });
            refused(fully, () => group(of({ launchTemplateId: "lt-1" })), /does not exist/);
            refused(fully, () => group(of({ launchTemplateId: template.id, version: "2" })), /version 2/);
            group(of({ launchTemplateName: String(template.outputs["name"]), version: "$Default" }));
            refused(
                fully,
                () => group(policy({}, { launchTemplateSpecification: { launchTemplateId: "lt-1" } })),
                /overrides\[0\]/,
            );
        });
        it("requests no Spot Instances beside a mixed policy", () => {
            refused(
                fully,
                () => group(withTemplate({ instanceMarketOptions: { marketType: "spot" } })),
                /InstanceMarketOptions/,
            );
            group(plain({}, { instanceType: "m7g.large", instanceMarketOptions: { marketType: "spot" } }));
        });
        it("has an image, and a type unless the overrides say", () => {
            const bare = net.make("ec2/launchTemplate:LaunchTemplate", { instanceType: "m7g.large" });
            refused(fully, () => group(plain({ launchTemplate: { id: bare.id } })), /ImageId/);
            refused(fully, () => group(plain({}, {})), /InstanceType/);
            refused(fully, () => group(policy({}, {}, { overrides: [] })), /InstanceType/);
        });
        it("names an image parameter, groups and a profile that exist", () => {
            refused(fully, () => group(withTemplate({ imageId: "resolve:ssm:/none" })), /parameter \/none/);
            refused(fully, () => group(withTemplate({ vpcSecurityGroupIds: ["sg-1"] })), /'sg-1' does not exist/);
            const foreign = net.group(net.vpc().id);
            refused(fully, () => group(withTemplate({ vpcSecurityGroupIds: [foreign.id] })), /does not exist in VPC/);
            refused(
                fully,
                () => group(withTemplate({ iamInstanceProfile: { name: "web" } })),
                /iamInstanceProfile.name/,
            );
            const profile = net.make("iam/instanceProfile:InstanceProfile", { name: "web" });
            group(withTemplate({ iamInstanceProfile: { arn: String(profile.outputs["arn"]) } }));
        });
        it("launches no Spot Instances into a warm pool", () => {
            const spot = { instanceType: "m7g.large", instanceMarketOptions: { marketType: "spot" } };
            refused(fully, () => group(plain({ warmPool: {} }, spot)), /warm pool/);
            group(plain({ warmPool: { poolState: "Stopped" } }));
        });
    });

    describe("network", () => {
        it("is of subnets that exist, in one VPC", () => {
            refused("ValidationError", () => group({ vpcZoneIdentifiers: ["subnet-1"] }), /subnet-1/);
            const foreign = net.subnet(net.vpc().id);
            refused(
                "ValidationError",
                () => group({ vpcZoneIdentifiers: [foreign.id, subnets[0]?.id ?? ""] }),
                /2 VPCs/,
            );
        });
        it("is of zones of the Region", () => {
            refused("ValidationError", () => group({ vpcZoneIdentifiers: null, availabilityZones: ["eu-central-1a"] }));
        });
        it("names target groups of the account", () => {
            const arn = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/a/b";
            refused("ValidationError", () => group({ targetGroupArns: [arn] }), /Target Groups/);
            group({ targetGroupArns: [arn.replace("eu-central-1", "eu-west-1")] });
        });
        it("holds its subnets and security groups while it has instances", () => {
            const made = group();
            refused("DependencyViolation", () => net.aws.delete(subnets[0] as Entity), new RegExp(made.id));
            refused("DependencyViolation", () => net.aws.delete(security), new RegExp(made.id));
            net.aws.delete(made);
            net.aws.delete(subnets[0] as Entity);
            net.aws.delete(security);
        });
        it("holds nothing while it has none", () => {
            group({ minSize: 0 });
            net.aws.delete(security);
            net.aws.delete(subnets[0] as Entity);
        });
    });

    it("has a name once in a Region", () => {
        group({ name: "web" });
        refused("AlreadyExists", () => group({ name: "web" }));
        raiseQuotas(net.world, { "autoscaling.groups": 1 });
        refused("LimitExceeded", () => group());
    });
    it("keeps its capacity between new sizes", () => {
        const made = group({ name: "web", desiredCapacity: 3 });
        const news = { name: "web", vpcZoneIdentifiers: made.inputs["vpcZoneIdentifiers"] ?? [], ...policy() };
        assert.equal(net.aws.update(made, "x", { ...news, minSize: 1, maxSize: 2 }).outputs["desiredCapacity"], 2);
        refused("ValidationError", () =>
            net.aws.update(made, "x", { ...news, minSize: 1, maxSize: 2, vpcZoneIdentifiers: ["subnet-1"] }),
        );
    });
    it("is replaced for another name only", () => {
        assert.deepEqual(diff(model, { name: "a" }, { name: "b" }).replaces, ["name"]);
        assert.deepEqual(diff(model, { minSize: 1 }, { minSize: 2 }).replaces, []);
    });
});
