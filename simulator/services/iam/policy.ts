import { z } from "zod";
import { identityPolicy } from "../../checks/policyRules";
import { tagProblems } from "../../checks/tags";
import type { Call, ResourceModel } from "../../kernel/model";
import { isList, type Properties } from "../../kernel/values";
import { quota } from "../../quotas";
import { checkPolicy, limitExceeded, policyInput } from "./documents";
import { attachmentType, iamArn, nameOf, policyType, refuseTakenName, roleType, uniqueId } from "./entities";
import { iamName, iamPath, iamPrefix, nameOrPrefix } from "./names";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const policy: ResourceModel = {
    type: policyType,
    service: "IAM",
    operations: {
        create: "CreatePolicy",
        update: "CreatePolicyVersion",
        remove: "DeletePolicy",
        read: "GetPolicy",
    },
    placement: "global",
    schema: z.looseObject({
        name: iamName(128).optional(),
        namePrefix: iamPrefix(128),
        path: iamPath,
        policy: policyInput,
        description: z.string().max(1000, "is at most 1000 characters").optional(),
    }),
    defaults: { path: "/" },
    autoname: { property: "name", maxLength: 128, unless: "namePrefix" },
    taggable: true,
    replaceOnChange: ["description", "name", "namePrefix", "path"],
    computed: ["arn", "attachmentCount", "name", "policyId"],
    check: (inputs) => [...nameOrPrefix(inputs), ...tagProblems(inputs)],
    create(call, inputs) {
        const name = nameOf(call, inputs);
        const arn = iamArn(call.scope.account, "policy", inputs["path"], name);
        refuseTakenName(call, policyType, "A policy called", name);
        const most = quota("iam.policies", call.world);
        const existing = call.world.list(policyType, call.scope).length;
        if (existing >= most) limitExceeded(call, "PoliciesPerAccount", most, String(existing + 1));
        const text = checkDocument(call, inputs);
        return { id: arn, outputs: { arn, attachmentCount: 0, name, policy: text, policyId: uniqueId(call, "ANPA") } };
    },
    update: (call, _current, inputs) => ({ policy: checkDocument(call, inputs) }),
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html (DeleteConflict)
    remove(call, current) {
        const holders = attachedRoles(call, current.id);
        if (holders.length === 0) return;
        call.fail("DeleteConflict", `Cannot delete a policy attached to entities (roles ${holders.join(", ")}).`, 409);
    },
    read: (call, current) => ({ attachmentCount: attachedRoles(call, current.id).length }),
};

function checkDocument(call: Call, inputs: Properties): string {
    return checkPolicy(call, inputs["policy"], identityPolicy, ["iam.size.policy", "PolicySize"]);
}

function attachedRoles(call: Call, arn: string): string[] {
    const attachments = call.world.list(attachmentType, call.scope);
    const byAttachment = attachments.filter((record) => record.outputs["policyArn"] === arn);
    const byRole = call.world.list(roleType, call.scope).filter((record) => {
        const own = record.inputs["managedPolicyArns"];
        return isList(own) && own.includes(arn);
    });
    return [
        ...new Set([...byAttachment.map((record) => String(record.outputs["role"])), ...byRole.map(({ id }) => id)]),
    ];
}
