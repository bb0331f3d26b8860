import { z } from "zod";
import type { Call, ResourceModel } from "../../kernel/model";
import type { Entity } from "../../kernel/world";
import { quota } from "../../quotas";
import { attachmentId, attachmentsOf } from "./defaultPolicies";
import { policyTypeOf, policyTypes, typeOfManagedPolicy } from "./policyTypes";
import { accountType, attachmentType, isParent, managedOrganization, policyType, text, texts } from "./tree";

export const policyAttachment: ResourceModel = {
    type: attachmentType,
    service: "Organizations",
    operations: { create: "AttachPolicy", remove: "DetachPolicy", read: "ListTargetsForPolicy" },
    placement: "global",
    schema: z.looseObject({
        policyId: z.string().regex(/^p-[0-9a-zA-Z_]{8,128}$/, 'is the id of a policy, "p-" and 8 or more characters'),
        targetId: z
            .string()
            .regex(
                /^(r-[0-9a-z]{4,32}|\d{12}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
                "is the id of a root, a unit or an account",
            ),
        skipDestroy: z.boolean().optional(),
    }),
    computed: [],
    // https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html
    create(call: Call, inputs) {
        const { world } = call;
        const organization = managedOrganization(call);
        const policyId = String(inputs["policyId"]);
        const targetId = String(inputs["targetId"]);
        const type = typeOfPolicy(call, organization, policyId);
        if (type === undefined) {
            call.fail("PolicyNotFoundException", `We can't find a policy with the PolicyId ${policyId}.`);
        }
        if (!isTarget(call, organization, targetId)) {
            call.fail("TargetNotFoundException", `We can't find a root, OU, or account with the TargetId ${targetId}.`);
        }
        if (!texts(organization.outputs["enabledPolicyTypes"]).includes(type)) {
            call.fail(
                "PolicyTypeNotEnabledException",
                `The policy type ${type} isn't enabled in this root. Add it to enabledPolicyTypes of the organization.`,
            );
        }
        const attached = attachmentsOf(world, organization, targetId);
        if (attached.some((attachment) => text(attachment, "policyId") === policyId)) {
            call.fail(
                "DuplicatePolicyAttachmentException",
                `The policy ${policyId} is already attached to ${targetId}.`,
            );
        }
        const most = quota(policyTypeOf(type).attached, world);
        const sameType = attached.filter((one) => typeOfPolicy(call, organization, text(one, "policyId")) === type);
        if (sameType.length >= most) {
            call.fail(
                "ConstraintViolationException",
                `MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED: You have attached the maximum number of policies of type ` +
                    `${type} to ${targetId} (${most}, the AWS-managed one included).`,
            );
        }
        return { id: attachmentId(targetId, policyId), outputs: {} };
    },
    // https://docs.aws.amazon.com/organizations/latest/APIReference/API_DetachPolicy.html
    remove(call, current) {
        const organization = managedOrganization(call);
        const policyId = text(current, "policyId");
        const type = typeOfPolicy(call, organization, policyId);
        const managed = type === undefined ? undefined : policyTypes[type]?.attachedByDefault;
        if (managed === undefined) return;
        if (managed.id === policyId && !managed.detachable) {
            call.fail("PolicyChangesInProgressException", `${managed.name} can't be detached.`);
        }
        const left = attachmentsOf(call.world, organization, text(current, "targetId")).filter(
            (one) => one.id !== current.id && typeOfPolicy(call, organization, text(one, "policyId")) === type,
        );
        if (left.length === 0) {
            call.fail(
                "ConstraintViolationException",
                `MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED: You must have at least one policy of type ${type} attached ` +
                    `to ${text(current, "targetId")} at all times.`,
            );
        }
    },
};

function typeOfPolicy(call: Call, organization: Entity, id: string): string | undefined {
    const own = call.world.get(policyType, organization.scope, id);
    return own === undefined ? typeOfManagedPolicy(id) : text(own, "type");
}

function isTarget(call: Call, organization: Entity, id: string): boolean {
    return (
        id === organization.scope.account ||
        isParent(call.world, organization, id) ||
        call.world.get(accountType, organization.scope, id) !== undefined
    );
}
