import { z } from "zod";
import { policyText, sizeWithoutSpace } from "../../checks/policyDocument";
import { identityPolicy } from "../../checks/policyRules";
import type { Call, ResourceModel } from "../../kernel/model";
import { quota } from "../../quotas";
import { checkPolicy, policyInput } from "./documents";
import { nameOf, roleByName, rolePolicyType } from "./entities";
import { iamName, iamPrefix, nameOrPrefix } from "./names";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const rolePolicy: ResourceModel = {
    type: rolePolicyType,
    service: "IAM",
    operations: {
        create: "PutRolePolicy",
        update: "PutRolePolicy",
        remove: "DeleteRolePolicy",
        read: "GetRolePolicy",
    },
    placement: "global",
    schema: z.looseObject({
        name: iamName(128).optional(),
        namePrefix: iamPrefix(128),
        policy: policyInput,
        role: iamName(64),
    }),
    autoname: { property: "name", maxLength: 128, unless: "namePrefix" },
    replaceOnChange: ["name", "namePrefix", "role"],
    computed: ["name"],
    check: nameOrPrefix,
    create(call, inputs) {
        const role = String(inputs["role"]);
        const name = nameOf(call, inputs);
        const id = `${role}:${name}`;
        if (roleByName(call.world, call.scope.account, role) === undefined) {
            call.fail("NoSuchEntity", `The role with name ${role} cannot be found.`, 404);
        }
        // AWS would overwrite it, and two resources of the program would undo each other.
        if (call.world.get(rolePolicyType, call.scope, id) !== undefined) {
            call.fail("EntityAlreadyExists", `The role ${role} has an inline policy ${name} already.`, 409);
        }
        const policy = checkPolicy(call, inputs["policy"], identityPolicy);
        checkTotal(call, role, id, policy);
        return { id, outputs: { name, policy } };
    },
    update(call, current, inputs) {
        const policy = checkPolicy(call, inputs["policy"], identityPolicy);
        checkTotal(call, String(inputs["role"]), current.id, policy);
        return { policy };
    },
};

/** All inline policies of a role together: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
function checkTotal(call: Call, role: string, id: string, policy: string): void {
    const others = call.world
        .list(rolePolicyType, call.scope)
        .filter((record) => record.outputs["role"] === role && record.id !== id)
        .map((record) => sizeWithoutSpace(policyText(record.outputs["policy"])));
    const total = others.reduce((sum, size) => sum + size, sizeWithoutSpace(policy));
    const most = quota("iam.size.roleInline", call.world);
    if (total <= most) return;
    call.fail(
        "LimitExceeded",
        `Maximum policy size of ${most} bytes exceeded for role ${role} (this would be ${total})`,
        409,
    );
}
