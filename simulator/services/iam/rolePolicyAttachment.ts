import { z } from "zod";
import { isArn } from "../../checks/arn";
import type { Call, ResourceModel } from "../../kernel/model";
import { isList } from "../../kernel/values";
import { quota } from "../../quotas";
import { limitExceeded } from "./documents";
import { attachmentType, managedPolicyExists, roleByName } from "./entities";
import { iamName } from "./names";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export const rolePolicyAttachment: ResourceModel = {
    type: attachmentType,
    service: "IAM",
    operations: { create: "AttachRolePolicy", remove: "DetachRolePolicy", read: "ListAttachedRolePolicies" },
    placement: "global",
    schema: z.looseObject({
        policyArn: z.string().refine(isArn, "is the ARN of a managed policy"),
        role: iamName(64),
    }),
    computed: [],
    create(call: Call, inputs) {
        const { world, scope } = call;
        const role = String(inputs["role"]);
        const policyArn = String(inputs["policyArn"]);
        const target = roleByName(world, scope.account, role);
        if (target === undefined) call.fail("NoSuchEntity", `The role with name ${role} cannot be found.`, 404);
        if (!managedPolicyExists(world, scope.account, policyArn)) {
            call.fail("NoSuchEntity", `Policy ${policyArn} does not exist or is not attachable.`, 404);
        }
        const id = `${role}/${policyArn}`;
        // AWS would say nothing, and the first of the two resources to go would detach the policy for both.
        if (world.get(attachmentType, scope, id) !== undefined) {
            call.fail("EntityAlreadyExists", `The policy ${policyArn} is attached to the role ${role} already.`, 409);
        }
        const own = target.inputs["managedPolicyArns"];
        const attached = world.list(attachmentType, scope).filter((record) => record.outputs["role"] === role).length;
        const total = attached + (isList(own) ? own.length : 0) + 1;
        const most = quota("iam.policiesPerRole", world);
        if (total > most) limitExceeded(call, "PoliciesPerRole", most, String(total));
        return { id, outputs: {} };
    },
};
