import { z } from "zod";
import { isJson } from "../../checks/policyDocument";
import { tagProblems } from "../../checks/tags";
import type { Call, ResourceModel } from "../../kernel/model";
import type { Properties } from "../../kernel/values";
import { type QuotaName, quota } from "../../quotas";
import { attachments } from "./defaultPolicies";
import { policyTypeNames, policyTypeOf } from "./policyTypes";
import { managedOrganization, organizationsArn, policyType, text } from "./tree";

export const policy: ResourceModel = {
    type: policyType,
    service: "Organizations",
    operations: {
        create: "CreatePolicy",
        update: "UpdatePolicy",
        remove: "DeletePolicy",
        read: "DescribePolicy",
    },
    placement: "global",
    // https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html
    schema: z.looseObject({
        name: z.string().min(1, "is 1 to 128 characters").max(128, "is 1 to 128 characters"),
        description: z.string().max(512, "is at most 512 characters").optional(),
        content: z.string().refine(isJson, "contains an invalid JSON policy"),
        type: z.enum(policyTypeNames).optional(),
        skipDestroy: z.boolean().optional(),
    }),
    defaults: { type: "SERVICE_CONTROL_POLICY" },
    autoname: { property: "name", maxLength: 128 },
    taggable: true,
    replaceOnChange: ["type"],
    computed: ["arn"],
    check: tagProblems,
    create(call, inputs) {
        const { world } = call;
        const organization = managedOrganization(call);
        const typeName = String(inputs["type"]);
        const type = policyTypeOf(typeName);
        const most: QuotaName =
            typeName === "SERVICE_CONTROL_POLICY" ? "organizations.policies.scp" : "organizations.policies.other";
        const existing = world.list(policyType, call.scope);
        if (existing.filter((record) => text(record, "type") === typeName).length >= quota(most, world)) {
            call.fail(
                "ConstraintViolationException",
                `POLICY_NUMBER_LIMIT_EXCEEDED: an organization has at most ${quota(most, world)} policies of a type.`,
            );
        }
        refuseSameName(call, typeName, String(inputs["name"]));
        checkContent(call, inputs);
        const id = world.newId("p-", call.urn, 8);
        return {
            id,
            outputs: { arn: organizationsArn(call.scope.account, `policy/${organization.id}/${type.path}/${id}`) },
        };
    },
    update(call, current, inputs) {
        managedOrganization(call);
        if (inputs["name"] !== current.inputs["name"]) {
            refuseSameName(call, String(inputs["type"]), String(inputs["name"]));
        }
        if (inputs["content"] !== current.inputs["content"]) checkContent(call, inputs);
        return {};
    },
    // https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeletePolicy.html
    remove(call, current) {
        const organization = managedOrganization(call);
        const targets = attachments(call.world, organization)
            .filter((attachment) => text(attachment, "policyId") === current.id)
            .map((attachment) => text(attachment, "targetId"));
        if (targets.length > 0) {
            call.fail(
                "PolicyInUseException",
                `The policy is attached to one or more entities (${targets.join(", ")}). You must detach it from all ` +
                    "roots, OUs, and accounts before performing this operation.",
            );
        }
    },
};

function refuseSameName(call: Call, type: string, name: string): void {
    const taken = call.world
        .list(policyType, call.scope)
        .some((record) => text(record, "name") === name && text(record, "type") === type);
    if (taken) call.fail("DuplicatePolicyException", `A policy with the name ${name} already exists.`);
}

/**
 * Every character counts when a policy is saved through the API, white space too.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
function checkContent(call: Call, inputs: Properties): void {
    const type = policyTypeOf(String(inputs["type"]));
    const content = String(inputs["content"]);
    const most = quota(type.size, call.world);
    if (content.length > most) {
        call.fail(
            "ConstraintViolationException",
            `POLICY_CONTENT_LIMIT_EXCEEDED: the policy has ${content.length} characters, at most ${most} are allowed.`,
        );
    }
    const problems = type.problems(content);
    if (problems.length > 0) {
        call.fail(
            "MalformedPolicyDocumentException",
            `The provided policy document does not meet the requirements of the specified policy type: ` +
                `${problems.join("; ")}.`,
        );
    }
}
