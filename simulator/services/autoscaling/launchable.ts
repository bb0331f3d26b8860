import type { Call } from "../../kernel/model";
import { isObject, type Properties } from "../../kernel/values";
import type { Entity } from "../../kernel/world";
import { groupsOfTemplate, specificationsOf, templateOf } from "../ec2/holders";
import { given, number, objects, text } from "../ec2/inputs";
import { groupById } from "../ec2/lookup";
import { instanceProfile } from "../iam/entities";
import { parameter } from "../ssm";

/**
 * Auto Scaling tries each template before it takes it: what it names must exist, image and type must be there.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-launch-template.html
 */
export function checkTemplates(call: Call, inputs: Properties, vpcId: string | undefined): void {
    const mixed = inputs["mixedInstancesPolicy"];
    for (const { place, specification } of specificationsOf(inputs)) {
        const template = templateOf(call.world, call.scope, specification);
        if (template === undefined) {
            const wanted = ["id", "launchTemplateId", "name", "launchTemplateName"]
                .map((key) => text(specification, key))
                .find(Boolean);
            call.fail(
                "ValidationError",
                `You must use a valid fully-formed launch template. The specified launch template, ${wanted}, does not exist (${place}).`,
            );
        }
        checkVersion(call, template, text(specification, "version"));
        checkContent(call, template, vpcId);
        if (isObject(mixed)) refuseMarketOptions(call, template);
        if (isObject(inputs["warmPool"]) && template.inputs["instanceMarketOptions"] !== undefined) {
            call.fail(
                "ValidationError",
                "You can't add a warm pool to an Auto Scaling group that launches Spot Instances.",
            );
        }
        if (!given(template.inputs, "instanceType") && !given(template.inputs, "instanceRequirements")) {
            if (!isObject(mixed) || !typesFromOverrides(mixed)) {
                notFullyFormed(call, "The request must contain the parameter InstanceType");
            }
        }
    }
}

function notFullyFormed(call: Call, what: string): never {
    call.fail("ValidationError", `You must use a valid fully-formed launch template. ${what}`);
}

/** "$Latest", "$Default" or a version that exists. */
function checkVersion(call: Call, template: Entity, version: string | undefined): void {
    if (version === undefined || version === "$Latest" || version === "$Default") return;
    const latest = number(template.outputs, "latestVersion") ?? 1;
    if (/^[1-9]\d*$/.test(version) && Number(version) <= latest) return;
    notFullyFormed(
        call,
        `Could not find the specified version ${version} for the launch template with ID ${template.id}; it has 1 to ${latest}.`,
    );
}

function checkContent(call: Call, template: Entity, vpcId: string | undefined): void {
    const { inputs } = template;
    const image = text(inputs, "imageId");
    if (image === undefined) notFullyFormed(call, "The request must contain the parameter ImageId");
    const name = /^resolve:ssm:(.+)$/.exec(image)?.[1];
    if (name !== undefined && parameter(call.world, call.scope, name) === undefined) {
        notFullyFormed(call, `The parameter ${name}, which imageId names, does not exist in ${call.scope.region}`);
    }
    const profile = inputs["iamInstanceProfile"];
    const reference = isObject(profile) ? (text(profile, "arn") ?? text(profile, "name")) : undefined;
    if (reference !== undefined && instanceProfile(call.world, call.scope.account, reference) === undefined) {
        const key = reference.startsWith("arn:") ? "arn" : "name";
        notFullyFormed(
            call,
            `Value (${reference}) for parameter iamInstanceProfile.${key} is invalid. Invalid IAM Instance Profile ${key}`,
        );
    }
    for (const id of groupsOfTemplate(inputs)) {
        const group = groupById(call.world, id);
        if (group === undefined || group.owner !== call.scope.account) {
            notFullyFormed(call, `The security group '${id}' does not exist`);
        }
        if (vpcId !== undefined && group.vpcId !== vpcId) {
            notFullyFormed(call, `The security group '${id}' does not exist in VPC '${vpcId}'`);
        }
    }
    if (
        objects(inputs["networkInterfaces"]).some((item) => text(item, "subnetId") !== undefined) &&
        vpcId !== undefined
    ) {
        notFullyFormed(call, "Network interfaces must not name a subnet: the subnets are the group's");
    }
}

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/mixed-instances-groups-set-up-overview.html */
function refuseMarketOptions(call: Call, template: Entity): void {
    if (!isObject(template.inputs["instanceMarketOptions"])) return;
    call.fail(
        "ValidationError",
        `Incompatible launch template: ${template.id} requests Spot Instances (InstanceMarketOptions), which cannot be used with ` +
            "a MixedInstancesPolicy. Remove instanceMarketOptions from the template; the policy's distribution decides.",
    );
}

function typesFromOverrides(mixed: Properties): boolean {
    const template = mixed["launchTemplate"];
    const overrides = isObject(template) ? objects(template["overrides"]) : [];
    return (
        overrides.length > 0 &&
        overrides.every((override) => given(override, "instanceType") || given(override, "instanceRequirements"))
    );
}
