import { tagProblems } from "../../checks/tags";
import type { Problem } from "../../kernel/model";
import { hasUnknown, isObject, type Properties } from "../../kernel/values";
import { atMostOneOf, number, objects, oneOf, text } from "../ec2/inputs";
import { mixedProblems } from "./mixedInstances";

const templateKeys = ["id", "name"] as const;

/** What can be said of a group before anything is called. */
export function groupProblems(inputs: Properties): Problem[] {
    const template = inputs["launchTemplate"];
    return [
        ...atMostOneOf(inputs, ["name", "namePrefix"]),
        ...oneOf(inputs, ["launchTemplate", "mixedInstancesPolicy", "launchConfiguration"]),
        ...(isObject(template) ? oneOf(template, templateKeys, "launchTemplate.") : []),
        ...oneOf(inputs, ["vpcZoneIdentifiers", "availabilityZones"]),
        ...sizeProblems(inputs),
        ...mixedProblems(inputs),
        ...maintenanceProblems(inputs["instanceMaintenancePolicy"]),
        ...warmPoolProblems(inputs),
        ...groupTagProblems(inputs),
    ];
}

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html */
function sizeProblems(inputs: Properties): Problem[] {
    const [least, most, desired] = ["minSize", "maxSize", "desiredCapacity"].map((key) => number(inputs, key));
    const problems: Problem[] = [];
    if (least !== undefined && most !== undefined && least > most) {
        problems.push({ property: "minSize", reason: `${least} is more than maxSize, ${most}` });
    }
    if (desired !== undefined && least !== undefined && desired < least) {
        problems.push({ property: "desiredCapacity", reason: `${desired} is less than minSize, ${least}` });
    }
    if (desired !== undefined && most !== undefined && desired > most) {
        problems.push({ property: "desiredCapacity", reason: `${desired} is more than maxSize, ${most}` });
    }
    return problems;
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstanceMaintenancePolicy.html */
function maintenanceProblems(policy: unknown): Problem[] {
    if (!isObject(policy)) return [];
    const [least, most] = [number(policy, "minHealthyPercentage"), number(policy, "maxHealthyPercentage")];
    const property = "instanceMaintenancePolicy";
    if (least === undefined || most === undefined) return [];
    // -1 for both takes the policy away.
    if (least === -1 && most === -1) return [];
    const problems: Problem[] = [];
    if (least === -1 || most === -1)
        return [{ property, reason: "-1 clears the policy and must then stand in both percentages" }];
    if (most < 100) problems.push({ property: `${property}.maxHealthyPercentage`, reason: `${most} is less than 100` });
    if (most - least > 100) problems.push({ property, reason: `${least} and ${most} differ by more than 100` });
    return problems;
}

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html#warm-pools-limitations */
function warmPoolProblems(inputs: Properties): Problem[] {
    const pool = inputs["warmPool"];
    if (!isObject(pool)) return [];
    const problems: Problem[] = [];
    if (inputs["mixedInstancesPolicy"] !== undefined) {
        const reason =
            "a group with a mixed instances policy takes no warm pool; use a plain launchTemplate or leave it out";
        problems.push({ property: "warmPool", reason });
    }
    const [least, prepared] = [number(pool, "minSize"), number(pool, "maxGroupPreparedCapacity")];
    if (least !== undefined && prepared !== undefined && prepared !== -1 && least > prepared) {
        const reason = `${least} is more than maxGroupPreparedCapacity, ${prepared}`;
        problems.push({ property: "warmPool.minSize", reason });
    }
    return problems;
}

/** A group takes a list, and no default tags: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html */
function groupTagProblems(inputs: Properties): Problem[] {
    const problems: Problem[] = [];
    const place = new Map<string, number>();
    objects(inputs["tags"]).forEach((tag, index) => {
        const key = text(tag, "key");
        if (key === undefined) return;
        if (place.has(key)) {
            const reason = `"${key}" stands in tags[${place.get(key)}] already`;
            problems.push({ property: `tags[${index}].key`, reason });
        }
        place.set(key, index);
        if (hasUnknown(tag["value"])) return;
        for (const { property, reason } of tagProblems({ tags: { [key]: tag["value"] ?? "" } })) {
            if (property !== "tags") problems.push({ property: `tags[${index}]`, reason });
        }
    });
    if (place.size > 50) problems.push({ property: "tags", reason: `${place.size} tags; a group has at most 50` });
    return problems;
}
