import { z } from "zod";
import { formatArn } from "../../checks/arn";
import type { Call, ResourceModel } from "../../kernel/model";
import { hex, type Properties, uuid } from "../../kernel/values";
import { quota } from "../../quotas";
import { number, text, texts } from "../ec2/inputs";
import { groupType } from "../ec2/types";
import { groupProblems } from "./groupInputs";
import { groupShape } from "./groupShape";
import { checkTemplates } from "./launchable";
import { checkNetwork, zonesOfGroup } from "./network";

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html */
export const group: ResourceModel = {
    type: groupType,
    service: "Auto Scaling",
    operations: {
        create: "CreateAutoScalingGroup",
        update: "UpdateAutoScalingGroup",
        remove: "DeleteAutoScalingGroup",
        read: "DescribeAutoScalingGroups",
    },
    schema: z.looseObject(groupShape),
    defaults: {
        forceDelete: false,
        forceDeleteWarmPool: false,
        healthCheckGracePeriod: 300,
        ignoreFailedScalingActivities: false,
        metricsGranularity: "1Minute",
        protectFromScaleIn: false,
        waitForCapacityTimeout: "10m",
    },
    autoname: { property: "name", maxLength: 255, unless: "namePrefix" },
    replaceOnChange: ["name", "namePrefix"],
    computed: [
        "arn",
        "availabilityZoneDistribution",
        "availabilityZones",
        "capacityReservationSpecification",
        "defaultCooldown",
        "desiredCapacity",
        "healthCheckType",
        "instanceLifecyclePolicy",
        "launchTemplate",
        "loadBalancers",
        "mixedInstancesPolicy",
        "name",
        "namePrefix",
        "predictedCapacity",
        "serviceLinkedRoleArn",
        "targetGroupArns",
        "trafficSources",
        "vpcZoneIdentifiers",
        "warmPoolSize",
    ],
    recomputed: {
        availabilityZones: ["vpcZoneIdentifiers"],
        desiredCapacity: ["desiredCapacity", "maxSize", "minSize"],
    },
    check: groupProblems,
    create(call, inputs) {
        const name = text(inputs, "name") ?? `${text(inputs, "namePrefix") ?? "terraform-"}${hex(call.urn, 16)}`;
        refuseTaken(call, name);
        checkReferences(call, inputs);
        return { id: name, outputs: outputsOf(call, inputs, name) };
    },
    update(call, current, inputs) {
        checkReferences(call, inputs);
        const least = Number(inputs["minSize"]);
        const kept = number(current.outputs, "desiredCapacity") ?? least;
        // AWS moves a desired capacity that the new sizes leave outside.
        const desired = number(inputs, "desiredCapacity") ?? Math.min(Math.max(kept, least), Number(inputs["maxSize"]));
        return { availabilityZones: zonesOfGroup(call, inputs), desiredCapacity: desired };
    },
};

function refuseTaken(call: Call, name: string): void {
    if (call.world.get(groupType, call.scope, name) !== undefined) {
        call.fail(
            "AlreadyExists",
            `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`,
        );
    }
    const most = quota("autoscaling.groups", call.world);
    if (call.world.list(groupType, call.scope).length >= most) {
        call.fail("LimitExceeded", `The maximum number of Auto Scaling groups has been reached (${most}).`);
    }
}

function checkReferences(call: Call, inputs: Properties): void {
    const vpcId = checkNetwork(call, inputs);
    checkTemplates(call, inputs, vpcId);
    for (const arn of texts(inputs["targetGroupArns"])) {
        const { account, region } = call.scope;
        if (new RegExp(`^arn:aws[a-z-]*:elasticloadbalancing:${region}:${account}:targetgroup/.+$`).test(arn)) continue;
        call.fail(
            "ValidationError",
            `Provided Target Groups may not be valid. Please ensure they exist and try again (${arn}).`,
        );
    }
}

function outputsOf(call: Call, inputs: Properties, name: string): Properties {
    const { account, region } = call.scope;
    const resource = `autoScalingGroup:${uuid(`${account}/${region}/${name}`)}:autoScalingGroupName/${name}`;
    return {
        arn: formatArn({ service: "autoscaling", region, account, resource }),
        availabilityZones: zonesOfGroup(call, inputs),
        availabilityZoneDistribution: inputs["availabilityZoneDistribution"] ?? {
            capacityDistributionStrategy: "balanced-best-effort",
        },
        capacityReservationSpecification: inputs["capacityReservationSpecification"] ?? {
            capacityReservationPreference: "default",
        },
        defaultCooldown: inputs["defaultCooldown"] ?? 300,
        desiredCapacity: inputs["desiredCapacity"] ?? inputs["minSize"] ?? 0,
        healthCheckType: inputs["healthCheckType"] ?? "EC2",
        instanceLifecyclePolicy: inputs["instanceLifecyclePolicy"] ?? null,
        launchTemplate: inputs["launchTemplate"] ?? null,
        loadBalancers: inputs["loadBalancers"] ?? [],
        mixedInstancesPolicy: inputs["mixedInstancesPolicy"] ?? null,
        name,
        namePrefix: inputs["namePrefix"] ?? "",
        predictedCapacity: 0,
        serviceLinkedRoleArn:
            inputs["serviceLinkedRoleArn"] ??
            `arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
        targetGroupArns: inputs["targetGroupArns"] ?? [],
        trafficSources: inputs["trafficSources"] ?? [],
        vpcZoneIdentifiers: inputs["vpcZoneIdentifiers"] ?? [],
        warmPoolSize: 0,
    };
}
