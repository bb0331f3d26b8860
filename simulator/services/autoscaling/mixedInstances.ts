import type { Problem } from "../../kernel/model";
import { isList, isObject, isUnknown, type Properties, type Value } from "../../kernel/values";
import { given, number, objects, oneOf, text } from "../ec2/inputs";

const spotStrategies = [
    "lowest-price",
    "capacity-optimized",
    "capacity-optimized-prioritized",
    "price-capacity-optimized",
];
const onDemandStrategies = ["prioritized", "lowest-price"];
const mostOverrides = 40;
const templateKeys = ["launchTemplateId", "launchTemplateName"];

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_MixedInstancesPolicy.html */
export function mixedProblems(inputs: Properties): Problem[] {
    const policy = inputs["mixedInstancesPolicy"];
    if (!isObject(policy)) return [];
    const place = "mixedInstancesPolicy";
    const problems: Problem[] = [];
    const distribution = policy["instancesDistribution"];
    if (isObject(distribution)) problems.push(...distributionProblems(distribution, `${place}.instancesDistribution`));
    const template = policy["launchTemplate"];
    if (!isObject(template)) return problems;
    const specification = template["launchTemplateSpecification"];
    if (isObject(specification)) {
        problems.push(...oneOf(specification, templateKeys, `${place}.launchTemplate.launchTemplateSpecification.`));
    } else if (!isUnknown(specification)) {
        const reason = "a mixed instances policy needs a launch template";
        problems.push({ property: `${place}.launchTemplate.launchTemplateSpecification`, reason });
    }
    const strategies = isObject(distribution) ? distribution : {};
    return [...problems, ...overrideProblems(template["overrides"], strategies, `${place}.launchTemplate.overrides`)];
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstancesDistribution.html */
function distributionProblems(distribution: Properties, place: string): Problem[] {
    const spot = text(distribution, "spotAllocationStrategy");
    const price = text(distribution, "spotMaxPrice");
    const problems = [
        ...choiceProblem(distribution, "spotAllocationStrategy", spotStrategies, place),
        ...choiceProblem(distribution, "onDemandAllocationStrategy", onDemandStrategies, place),
        ...rangeProblem(distribution, "onDemandBaseCapacity", 0, Number.MAX_SAFE_INTEGER, place),
        ...rangeProblem(distribution, "onDemandPercentageAboveBaseCapacity", 0, 100, place),
        ...rangeProblem(distribution, "spotInstancePools", 0, 20, place),
    ];
    const pools = number(distribution, "spotInstancePools");
    // Left out, the strategy is lowest-price; 0 pools is how the provider writes "not set".
    if (pools !== undefined && pools > 0 && (spot ?? "lowest-price") !== "lowest-price") {
        const reason = `is for spotAllocationStrategy "lowest-price" only, not "${spot}"; leave it out`;
        problems.push({ property: `${place}.spotInstancePools`, reason });
    }
    if (price !== undefined && !/^\d+(\.\d+)?$/.test(price)) {
        problems.push({ property: `${place}.spotMaxPrice`, reason: `"${price}" is no price per hour in USD` });
    }
    return problems;
}

function choiceProblem(from: Properties, key: string, allowed: readonly string[], place: string): Problem[] {
    const value = text(from, key);
    if (value === undefined || allowed.includes(value)) return [];
    return [{ property: `${place}.${key}`, reason: `"${value}" is not one of ${allowed.join(", ")}` }];
}

function rangeProblem(from: Properties, key: string, least: number, most: number, place: string): Problem[] {
    const value = number(from, key);
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return [];
    const allowed = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${most}`;
    return [{ property: `${place}.${key}`, reason: `${value} is out of range; allowed is ${allowed}` }];
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LaunchTemplateOverrides.html */
function overrideProblems(list: Value | undefined, strategies: Properties, place: string): Problem[] {
    if (!isList(list)) return [];
    if (list.some(isUnknown)) return [];
    const problems: Problem[] = [];
    const overrides = objects(list);
    if (overrides.length > mostOverrides) {
        problems.push({ property: place, reason: `${overrides.length} overrides; allowed are ${mostOverrides}` });
    }
    const seen = new Map<string, number>();
    overrides.forEach((override, index) => {
        const at = `${place}[${index}].`;
        if (given(override, "instanceType") && given(override, "instanceRequirements")) {
            problems.push(...oneOf(override, ["instanceType", "instanceRequirements"], at));
        }
        const own = override["launchTemplateSpecification"];
        if (isObject(own)) problems.push(...oneOf(own, templateKeys, `${at}launchTemplateSpecification.`));
        const type = override["instanceType"];
        if (type === "") problems.push({ property: `${at}instanceType`, reason: "is empty; name an instance type" });
        if (typeof type === "string" && type !== "") {
            if (seen.has(type)) {
                problems.push({
                    property: `${at}instanceType`,
                    reason: `"${type}" stands in overrides[${seen.get(type)}] already`,
                });
            }
            seen.set(type, index);
        }
    });
    return [...problems, ...weightProblems(overrides, place), ...requirementProblems(overrides, strategies, place)];
}

/** All or none: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups-instance-weighting.html */
function weightProblems(overrides: readonly Properties[], place: string): Problem[] {
    const weighted = overrides.filter((override) => given(override, "weightedCapacity"));
    const problems: Problem[] = [];
    overrides.forEach((override, index) => {
        const property = `${place}[${index}].weightedCapacity`;
        const weight = override["weightedCapacity"];
        if (weighted.length > 0 && !given(override, "weightedCapacity")) {
            problems.push({ property, reason: "other overrides have a weight; give one to all of them or to none" });
        }
        if (typeof weight !== "string" || weight === "") return;
        if (!/^\d{1,3}$/.test(weight) || Number(weight) < 1) {
            problems.push({ property, reason: `"${weight}" is no weight; allowed is 1 to 999` });
        }
    });
    return problems;
}

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-mixed-instances-group-attribute-based-instance-type-selection.html */
function requirementProblems(overrides: readonly Properties[], strategies: Properties, place: string): Problem[] {
    const byAttributes = overrides.filter((override) => given(override, "instanceRequirements")).length;
    if (byAttributes === 0) return [];
    const problems: Problem[] = [];
    if (byAttributes < overrides.length) {
        problems.push({
            property: place,
            reason: "instanceRequirements in one override, instance types in another; use one of the two",
        });
    }
    const distribution = "mixedInstancesPolicy.instancesDistribution";
    if (strategies["onDemandAllocationStrategy"] === "prioritized") {
        const reason = 'with instanceRequirements there is no order to follow; use "lowest-price"';
        problems.push({ property: `${distribution}.onDemandAllocationStrategy`, reason });
    }
    if (strategies["spotAllocationStrategy"] === "capacity-optimized-prioritized") {
        const reason = 'with instanceRequirements there is no order to follow; use "price-capacity-optimized"';
        problems.push({ property: `${distribution}.spotAllocationStrategy`, reason });
    }
    return problems;
}
