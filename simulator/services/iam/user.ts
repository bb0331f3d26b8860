import { z } from "zod";
import { tagProblems } from "../../checks/tags";
import type { Call, ResourceModel } from "../../kernel/model";
import type { Properties } from "../../kernel/values";
import { quota } from "../../quotas";
import { limitExceeded } from "./documents";
import { accessKeyType, iamArn, managedPolicyExists, refuseTakenName, uniqueId, userType } from "./entities";
import { iamName, iamPath } from "./names";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const user: ResourceModel = {
    type: userType,
    service: "IAM",
    operations: { create: "CreateUser", update: "UpdateUser", remove: "DeleteUser", read: "GetUser" },
    placement: "global",
    schema: z.looseObject({
        name: iamName(64),
        path: iamPath,
        permissionsBoundary: z.string().optional(),
        forceDestroy: z.boolean().optional(),
    }),
    defaults: { forceDestroy: false, path: "/" },
    autoname: { property: "name", maxLength: 64 },
    taggable: true,
    replaceOnChange: ["name", "path"],
    computed: ["arn", "uniqueId"],
    check: tagProblems,
    create(call, inputs) {
        const name = String(inputs["name"]);
        refuseTakenName(call, userType, "User", name);
        const most = quota("iam.users", call.world);
        const existing = call.world.list(userType, call.scope).length;
        if (existing >= most) limitExceeded(call, "UsersPerAccount", most, String(existing + 1));
        checkBoundary(call, inputs);
        const arn = iamArn(call.scope.account, "user", inputs["path"], name);
        return { id: name, outputs: { arn, uniqueId: uniqueId(call, "AIDA") } };
    },
    update(call, _current, inputs) {
        checkBoundary(call, inputs);
        return {};
    },
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html (DeleteConflict)
    remove(call, current) {
        const keys = call.world.list(accessKeyType, call.scope).filter((key) => key.outputs["user"] === current.id);
        if (keys.length > 0 && current.inputs["forceDestroy"] !== true) {
            call.fail("DeleteConflict", "Cannot delete entity, must delete access keys first.", 409);
        }
        for (const key of keys) call.world.delete(key);
    },
};

function checkBoundary(call: Call, inputs: Properties): void {
    const boundary = inputs["permissionsBoundary"];
    if (typeof boundary !== "string" || managedPolicyExists(call.world, call.scope.account, boundary)) return;
    call.fail("NoSuchEntity", `Scope ARN: ${boundary} does not exist or is not attachable.`, 404);
}
