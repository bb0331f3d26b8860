import { z } from "zod";
import { tagProblems } from "../../checks/tags";
import { now } from "../../clock";
import type { Call, ResourceModel } from "../../kernel/model";
import type { Properties } from "../../kernel/values";
import { quota } from "../../quotas";
import { limitExceeded } from "./documents";
import { iamArn, nameOf, profileType, refuseTakenName, roleByName, uniqueId } from "./entities";
import { iamName, iamPath, iamPrefix, nameOrPrefix } from "./names";

/** Holds at most one role: https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html */
export const instanceProfile: ResourceModel = {
    type: profileType,
    service: "IAM",
    operations: {
        create: "CreateInstanceProfile",
        update: "AddRoleToInstanceProfile",
        remove: "DeleteInstanceProfile",
        read: "GetInstanceProfile",
    },
    placement: "global",
    schema: z.looseObject({
        name: iamName(128).optional(),
        namePrefix: iamPrefix(128),
        path: iamPath,
        role: iamName(64).optional(),
    }),
    defaults: { path: "/" },
    autoname: { property: "name", maxLength: 128, unless: "namePrefix" },
    taggable: true,
    replaceOnChange: ["name", "namePrefix", "path"],
    computed: ["arn", "createDate", "name", "uniqueId"],
    check: (inputs) => [...nameOrPrefix(inputs), ...tagProblems(inputs)],
    create(call, inputs) {
        const name = nameOf(call, inputs);
        refuseTakenName(call, profileType, "Instance Profile", name);
        const most = quota("iam.instanceProfiles", call.world);
        const existing = call.world.list(profileType, call.scope).length;
        if (existing >= most) limitExceeded(call, "InstanceProfilesPerAccount", most, String(existing + 1));
        checkRole(call, inputs);
        return {
            id: name,
            outputs: {
                arn: iamArn(call.scope.account, "instance-profile", inputs["path"], name),
                createDate: now,
                name,
                uniqueId: uniqueId(call, "AIPA"),
            },
        };
    },
    update(call, _current, inputs) {
        checkRole(call, inputs);
        return {};
    },
};

function checkRole(call: Call, inputs: Properties): void {
    const role = inputs["role"];
    if (typeof role !== "string") return;
    call.operation("AddRoleToInstanceProfile");
    if (roleByName(call.world, call.scope.account, role) !== undefined) return;
    call.fail("NoSuchEntity", `The role with name ${role} cannot be found.`, 404);
}
