import { z } from "zod";
import type { Call } from "../../kernel/model";
import { hex, type Properties, sameValue } from "../../kernel/values";
import { quota } from "../../quotas";
import { ec2Model, number, text } from "./inputs";
import { templateProblems, templateShape } from "./launchTemplateInputs";
import { ec2Arn } from "./lookup";
import { launchTemplateType } from "./types";

/** A change of any of these makes a new version: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplate.html */
const content = [
    "blockDeviceMappings",
    "capacityReservationSpecification",
    "cpuOptions",
    "creditSpecification",
    "description",
    "disableApiStop",
    "disableApiTermination",
    "ebsOptimized",
    "enclaveOptions",
    "hibernationOptions",
    "iamInstanceProfile",
    "imageId",
    "instanceInitiatedShutdownBehavior",
    "instanceMarketOptions",
    "instanceRequirements",
    "instanceType",
    "kernelId",
    "keyName",
    "licenseSpecifications",
    "maintenanceOptions",
    "metadataOptions",
    "monitoring",
    "networkInterfaces",
    "networkPerformanceOptions",
    "placement",
    "privateDnsNameOptions",
    "ramDiskId",
    "secondaryInterfaces",
    "securityGroupNames",
    "tagSpecifications",
    "userData",
    "vpcSecurityGroupIds",
] as const;

/**
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html
 * EC2 checks the form of a template only; whether what it names exists is found when something launches from it
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/launch-template-restrictions.html), as the Auto Scaling model does.
 */
export const launchTemplate = ec2Model({
    type: launchTemplateType,
    operations: {
        create: "CreateLaunchTemplate",
        update: "CreateLaunchTemplateVersion",
        remove: "DeleteLaunchTemplate",
        read: "DescribeLaunchTemplates",
    },
    schema: z.looseObject(templateShape),
    autoname: { property: "name", maxLength: 128, unless: "namePrefix" },
    taggable: true,
    replaceOnChange: ["name", "namePrefix"],
    computed: ["arn", "defaultVersion", "latestVersion", "metadataOptions", "name", "namePrefix"],
    recomputed: { latestVersion: content, defaultVersion: [...content, "updateDefaultVersion"] },
    check: templateProblems,
    create(call, inputs) {
        const name = text(inputs, "name") ?? `${text(inputs, "namePrefix") ?? "terraform-"}${hex(call.urn, 16)}`;
        refuseTaken(call, name);
        const id = call.world.newId("lt-", call.urn);
        checkDefault(call, id, inputs, 1);
        return {
            id,
            outputs: {
                arn: ec2Arn(call.scope, `launch-template/${id}`),
                defaultVersion: 1,
                latestVersion: 1,
                metadataOptions: inputs["metadataOptions"] ?? {},
                name,
                namePrefix: inputs["namePrefix"] ?? "",
            },
        };
    },
    update(call, current, inputs) {
        const latest = number(current.outputs, "latestVersion") ?? 1;
        const changed = content.some((key) => !sameValue(current.inputs[key], inputs[key]));
        const latestVersion = changed ? latest + 1 : latest;
        checkDefault(call, current.id, inputs, latestVersion);
        const kept = number(current.outputs, "defaultVersion") ?? 1;
        const chosen =
            number(inputs, "defaultVersion") ?? (inputs["updateDefaultVersion"] === true ? latestVersion : kept);
        return { latestVersion, defaultVersion: chosen };
    },
});

function refuseTaken(call: Call, name: string): void {
    const existing = call.world.list(launchTemplateType, call.scope);
    if (existing.some((other) => other.outputs["name"] === name)) {
        call.fail("InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.");
    }
    const most = quota("ec2.launchTemplates", call.world);
    if (existing.length >= most) {
        call.fail("LaunchTemplateLimitExceeded", `The maximum number of launch templates has been reached (${most}).`);
    }
}

function checkDefault(call: Call, id: string, inputs: Properties, latest: number): void {
    const chosen = number(inputs, "defaultVersion");
    if (chosen === undefined || (Number.isInteger(chosen) && chosen >= 1 && chosen <= latest)) return;
    call.operation("ModifyLaunchTemplate");
    call.fail(
        "InvalidLaunchTemplateId.VersionNotFound",
        `Could not find the specified version ${chosen} for the launch template with ID ${id}; it has 1 to ${latest}.`,
    );
}
