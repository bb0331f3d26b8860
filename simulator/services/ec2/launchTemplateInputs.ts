import { z } from "zod";
import { tagProblems } from "../../checks/tags";
import type { Problem } from "../../kernel/model";
import { isObject, type Properties } from "../../kernel/values";
import { blockDeviceProblems } from "./blockDevices";
import { atMostOneOf, given, number, objects, text } from "./inputs";

const oneOfThese = <const T extends readonly [string, ...string[]]>(values: T) =>
    z.enum(values, `is one of ${values.join(", ")}`).optional();
/** The provider takes these three-valued flags as text. */
const flag = oneOfThese(["", "true", "false"]);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RequestLaunchTemplateData.html */
export const templateShape = {
    name: z
        .string()
        .regex(/^[a-zA-Z0-9().\-/_]{3,128}$/, "has 3 to 128 characters out of letters, digits and ( ) . - / _")
        .optional(),
    namePrefix: z.string().max(99, "has at most 99 characters").optional(),
    description: z.string().max(255, "has at most 255 characters").optional(),
    imageId: z
        .string()
        .regex(
            /^(ami-[0-9a-f]{8}([0-9a-f]{9})?|resolve:ssm:[A-Za-z0-9_.\-/]+(:[A-Za-z0-9_.-]+)?)$/,
            'is an image id ("ami-" and 8 or 17 hexadecimal digits) or "resolve:ssm:" and the name of a parameter',
        )
        .optional(),
    instanceType: z
        .string()
        .regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, 'is an instance type, as "m7g.large"')
        .optional(),
    ebsOptimized: flag,
    instanceInitiatedShutdownBehavior: oneOfThese(["stop", "terminate"]),
    updateDefaultVersion: z.boolean().optional(),
    defaultVersion: z.int("is a whole number").min(1, "is 1 or more").optional(),
    creditSpecification: z.looseObject({ cpuCredits: oneOfThese(["standard", "unlimited"]) }).optional(),
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplateInstanceMetadataOptionsRequest.html
    metadataOptions: z
        .looseObject({
            httpEndpoint: oneOfThese(["enabled", "disabled"]),
            httpProtocolIpv6: oneOfThese(["enabled", "disabled"]),
            httpPutResponseHopLimit: z.int("is a whole number").min(1, "is 1 to 64").max(64, "is 1 to 64").optional(),
            httpTokens: oneOfThese(["optional", "required"]),
            instanceMetadataTags: oneOfThese(["enabled", "disabled"]),
        })
        .optional(),
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplateSpotMarketOptionsRequest.html
    instanceMarketOptions: z
        .looseObject({
            marketType: oneOfThese(["spot", "capacity-block"]),
            spotOptions: z
                .looseObject({
                    instanceInterruptionBehavior: oneOfThese(["hibernate", "stop", "terminate"]),
                    spotInstanceType: oneOfThese(["one-time", "persistent"]),
                    maxPrice: z
                        .string()
                        .regex(/^\d*\.?\d+$/, "is a price per hour in USD")
                        .optional(),
                })
                .optional(),
        })
        .optional(),
    networkInterfaces: z
        .array(
            z.looseObject({
                associatePublicIpAddress: flag,
                deleteOnTermination: flag,
                deviceIndex: z.int("is a whole number").min(0, "is 0 or more").optional(),
                securityGroups: z.array(z.string()).optional(),
                subnetId: z.string().optional(),
            }),
        )
        .optional(),
    tagSpecifications: z
        .array(
            z.looseObject({
                resourceType: oneOfThese(["instance", "volume", "network-interface", "spot-instances-request"]),
                tags: z.record(z.string(), z.string("is text")).optional(),
            }),
        )
        .optional(),
};

// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html: 16 KB before it is encoded.
const longestUserData = 16 * 1024;

export function templateProblems(inputs: Properties): Problem[] {
    return [
        ...atMostOneOf(inputs, ["name", "namePrefix"]),
        ...atMostOneOf(inputs, ["defaultVersion", "updateDefaultVersion"]),
        ...atMostOneOf(inputs, ["instanceType", "instanceRequirements"]),
        ...interfaceProblems(inputs),
        ...profileProblems(inputs),
        ...userDataProblems(inputs),
        ...blockDeviceProblems(inputs["blockDeviceMappings"]),
        ...spotProblems(inputs),
        ...tagSpecificationProblems(inputs),
    ];
}

/** Groups go on the interfaces or on the instance: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html */
function interfaceProblems(inputs: Properties): Problem[] {
    const problems: Problem[] = [];
    if (
        given(inputs, "networkInterfaces") &&
        (given(inputs, "vpcSecurityGroupIds") || given(inputs, "securityGroupNames"))
    ) {
        const reason =
            "with networkInterfaces, security groups stand in networkInterfaces[].securityGroups; leave this out";
        problems.push({
            property: given(inputs, "vpcSecurityGroupIds") ? "vpcSecurityGroupIds" : "securityGroupNames",
            reason,
        });
    }
    problems.push(...atMostOneOf(inputs, ["vpcSecurityGroupIds", "securityGroupNames"]));
    const seen = new Map<number, number>();
    objects(inputs["networkInterfaces"]).forEach((item, index) => {
        const device = number(item, "deviceIndex");
        if (device === undefined) return;
        if (seen.has(device)) {
            const reason = `device index ${device} is networkInterfaces[${seen.get(device)}]'s already`;
            problems.push({ property: `networkInterfaces[${index}].deviceIndex`, reason });
        }
        seen.set(device, index);
    });
    return problems;
}

function profileProblems(inputs: Properties): Problem[] {
    const profile = inputs["iamInstanceProfile"];
    if (!isObject(profile)) return [];
    const problems = atMostOneOf(profile, ["arn", "name"], "iamInstanceProfile.");
    const arn = text(profile, "arn");
    if (arn !== undefined && !/^arn:aws[a-z-]*:iam::\d{12}:instance-profile\/.+$/.test(arn)) {
        problems.push({ property: "iamInstanceProfile.arn", reason: `"${arn}" is not the ARN of an instance profile` });
    }
    return problems;
}

function userDataProblems(inputs: Properties): Problem[] {
    const data = text(inputs, "userData");
    if (data === undefined) return [];
    const plain = data.replace(/\s/g, "");
    if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) {
        return [{ property: "userData", reason: "is not base64; encode the script first" }];
    }
    const bytes = Buffer.from(plain, "base64").length;
    if (bytes <= longestUserData) return [];
    return [{ property: "userData", reason: `has ${bytes} bytes before encoding; allowed are ${longestUserData}` }];
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotMarketOptions.html */
function spotProblems(inputs: Properties): Problem[] {
    const market = inputs["instanceMarketOptions"];
    const spot = isObject(market) ? market["spotOptions"] : undefined;
    if (!isObject(market) || !isObject(spot)) return [];
    const place = "instanceMarketOptions.spotOptions";
    const problems: Problem[] = [];
    if (text(market, "marketType") !== undefined && market["marketType"] !== "spot") {
        problems.push({ property: place, reason: 'is for marketType "spot" only' });
    }
    const behavior = text(spot, "instanceInterruptionBehavior");
    if (behavior !== undefined && behavior !== "terminate" && spot["spotInstanceType"] !== "persistent") {
        const reason = `"${behavior}" needs spotInstanceType "persistent"`;
        problems.push({ property: `${place}.instanceInterruptionBehavior`, reason });
    }
    return problems;
}

/** One specification for each kind of thing, its tags as any tags. */
function tagSpecificationProblems(inputs: Properties): Problem[] {
    const seen = new Set<string>();
    return objects(inputs["tagSpecifications"]).flatMap((specification, index) => {
        const place = `tagSpecifications[${index}]`;
        const kind = text(specification, "resourceType");
        const problems = tagProblems({ tags: specification["tags"] ?? {} }).map(({ property, reason }) => ({
            property: `${place}.${property}`,
            reason,
        }));
        if (kind !== undefined && seen.has(kind)) {
            problems.push({
                property: `${place}.resourceType`,
                reason: `"${kind}" has a specification already; merge the two`,
            });
        }
        if (kind !== undefined) seen.add(kind);
        return problems;
    });
}
