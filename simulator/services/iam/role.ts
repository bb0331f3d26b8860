import { z } from "zod";
import { identityPolicy, trustPolicy } from "../../checks/policyRules";
import { tagProblems } from "../../checks/tags";
import { now } from "../../clock";
import type { Call, ResourceModel } from "../../kernel/model";
import { isList, isObject, type Properties, type Value } from "../../kernel/values";
import type { Entity } from "../../kernel/world";
import { quota } from "../../quotas";
import { checkPolicy, limitExceeded, policyInput } from "./documents";
import {
    attachmentType,
    iamArn,
    managedPolicyExists,
    nameOf,
    profileType,
    refuseTakenName,
    rolePolicyType,
    roleType,
    uniqueId,
} from "./entities";
import { iamName, iamPath, iamPrefix, nameOrPrefix } from "./names";
import { unknownPrincipals } from "./principals";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const role: ResourceModel = {
    type: roleType,
    service: "IAM",
    operations: { create: "CreateRole", update: "UpdateRole", remove: "DeleteRole", read: "GetRole" },
    placement: "global",
    schema: z.looseObject({
        name: iamName(64).optional(),
        namePrefix: iamPrefix(64),
        path: iamPath,
        assumeRolePolicy: policyInput,
        description: z.string().max(1000, "is at most 1000 characters").optional(),
        maxSessionDuration: z
            .int()
            .min(3600, "is 3600 to 43200 seconds")
            .max(43200, "is 3600 to 43200 seconds")
            .optional(),
        permissionsBoundary: z.string().optional(),
        forceDetachPolicies: z.boolean().optional(),
        managedPolicyArns: z.array(z.string()).optional(),
        inlinePolicies: z
            .array(z.looseObject({ name: iamName(128).optional(), policy: policyInput.optional() }))
            .optional(),
    }),
    defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
    autoname: { property: "name", maxLength: 64, unless: "namePrefix" },
    taggable: true,
    replaceOnChange: ["name", "namePrefix", "path"],
    computed: ["arn", "createDate", "inlinePolicies", "managedPolicyArns", "name", "uniqueId"],
    check: (inputs) => [...nameOrPrefix(inputs), ...tagProblems(inputs)],
    create(call, inputs) {
        const name = nameOf(call, inputs);
        refuseTakenName(call, roleType, "Role", name);
        const most = quota("iam.roles", call.world);
        if (call.world.list(roleType, call.scope).length >= most)
            limitExceeded(call, "RolesPerAccount", most, "one more");
        const assumeRolePolicy = checkTrust(call, inputs);
        checkPermissions(call, inputs);
        return {
            id: name,
            outputs: {
                arn: iamArn(call.scope.account, "role", inputs["path"], name),
                assumeRolePolicy,
                createDate: now,
                inlinePolicies: inputs["inlinePolicies"] ?? [],
                managedPolicyArns: inputs["managedPolicyArns"] ?? [],
                name,
                uniqueId: uniqueId(call, "AROA"),
            },
        };
    },
    update(call, current, inputs) {
        if (inputs["assumeRolePolicy"] !== current.inputs["assumeRolePolicy"]) call.operation("UpdateAssumeRolePolicy");
        const assumeRolePolicy = checkTrust(call, inputs);
        checkPermissions(call, inputs);
        return { assumeRolePolicy };
    },
    // The provider takes the role out of instance profiles and drops its own inline and managed policies first.
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html (DeleteConflict)
    remove(call, current) {
        const { world, scope } = call;
        const of = (type: string) => world.list(type, scope).filter((record) => record.outputs["role"] === current.id);
        if (current.inputs["forceDetachPolicies"] === true) {
            for (const record of [...of(attachmentType), ...of(rolePolicyType)]) world.delete(record);
        }
        if (of(attachmentType).length > 0) {
            call.fail("DeleteConflict", "Cannot delete entity, must detach all policies first.", 409);
        }
        if (of(rolePolicyType).length > 0) {
            call.fail("DeleteConflict", "Cannot delete entity, must delete policies first.", 409);
        }
        for (const profile of of(profileType)) {
            const { role: _, ...outputs } = profile.outputs;
            world.put({ ...profile, outputs });
        }
    },
    read: (call, current) => ({ managedPolicyArns: attachedTo(call, current) }),
};

function checkTrust(call: Call, inputs: Properties): string {
    const text = checkPolicy(call, inputs["assumeRolePolicy"], trustPolicy, ["iam.size.trust", "ACLSizePerRole"]);
    const unknown = unknownPrincipals(call.world, text);
    if (unknown.length > 0) {
        const named = unknown.map((arn) => `"AWS":"${arn}"`).join(", ");
        call.fail("MalformedPolicyDocument", `Invalid principal in policy: ${named}`);
    }
    return text;
}

/** Boundary, inline and managed policies that the role itself lists. */
function checkPermissions(call: Call, inputs: Properties): void {
    const { account } = call.scope;
    const boundary = inputs["permissionsBoundary"];
    if (typeof boundary === "string" && !managedPolicyExists(call.world, account, boundary)) {
        call.fail("NoSuchEntity", `Scope ARN: ${boundary} does not exist or is not attachable.`, 404);
    }
    for (const arn of list(inputs["managedPolicyArns"])) {
        call.operation("AttachRolePolicy");
        if (typeof arn === "string" && managedPolicyExists(call.world, account, arn)) continue;
        call.fail("NoSuchEntity", `Policy ${String(arn)} does not exist or is not attachable.`, 404);
    }
    for (const inline of list(inputs["inlinePolicies"])) {
        if (!isObject(inline) || inline["policy"] === undefined) continue;
        call.operation("PutRolePolicy");
        checkPolicy(call, inline["policy"], identityPolicy, ["iam.size.roleInline", "PolicySize"]);
    }
}

function attachedTo(call: Call, current: Entity): string[] {
    const own = list(current.inputs["managedPolicyArns"]).filter((arn) => typeof arn === "string");
    const attached = call.world
        .list(attachmentType, call.scope)
        .filter((record) => record.outputs["role"] === current.id)
        .map((record) => String(record.outputs["policyArn"]));
    return [...new Set([...own, ...attached])];
}

function list(value: Value | undefined): readonly Value[] {
    return isList(value) ? value : [];
}
