import { z } from "zod";
import { formatArn } from "../../checks/arn";
import type { Call, ResourceModel } from "../../kernel/model";
import { hex, type Properties } from "../../kernel/values";
import type { Entity } from "../../kernel/world";
import { quota } from "../../quotas";
import { aliasType, managedPrefix, resolveKey } from "./keys";

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html (AliasName) */
const aliasName = z
    .string()
    .max(256, "is at most 256 characters")
    .regex(/^alias\/[a-zA-Z0-9/_-]+$/, 'is "alias/" and letters, digits, / _ and -')
    .refine(
        (name) => !name.startsWith(managedPrefix),
        "may not begin with alias/aws/, which AWS keeps for its own keys",
    );

export const alias: ResourceModel = {
    type: aliasType,
    service: "KMS",
    operations: { create: "CreateAlias", update: "UpdateAlias", remove: "DeleteAlias", read: "ListAliases" },
    schema: z.looseObject({
        name: aliasName.optional(),
        namePrefix: aliasName.optional(),
        targetKeyId: z.string().min(1, "is the id or ARN of a key"),
    }),
    autoname: { property: "name", maxLength: 256, transform: (name) => `alias/${name}`, unless: "namePrefix" },
    replaceOnChange: ["name", "namePrefix"],
    computed: ["arn", "name", "targetKeyArn"],
    recomputed: { targetKeyArn: ["targetKeyId"] },
    create(call, inputs) {
        const { account, region } = call.scope;
        const name = nameOf(call, inputs);
        if (call.world.get(aliasType, call.scope, name) !== undefined) {
            const arn = formatArn({ service: "kms", region, account, resource: name });
            call.fail("AlreadyExistsException", `An alias with the name ${arn} already exists`);
        }
        const key = target(call, inputs, undefined);
        const arn = formatArn({ service: "kms", region, account, resource: name });
        return { id: name, outputs: { arn, name, targetKeyArn: key.outputs["arn"] ?? "", targetKeyId: key.id } };
    },
    update(call, current, inputs) {
        const key = target(call, inputs, current);
        return { targetKeyArn: key.outputs["arn"] ?? "", targetKeyId: key.id };
    },
};

/** A customer managed key of the same account and Region, and not too many aliases on it. */
function target(call: Call, inputs: Properties, current: Entity | undefined): Entity {
    const { world, scope } = call;
    const reference = String(inputs["targetKeyId"]);
    const key = resolveKey(world, scope, reference);
    // An alias stands for a key, not for another alias.
    if (key === undefined || reference.includes("alias/")) {
        call.fail(
            "NotFoundException",
            `Invalid keyId ${reference}: no such key in ${scope.region} of ${scope.account}`,
        );
    }
    if (key.scope.account !== scope.account || key.scope.region !== scope.region) {
        call.fail("NotFoundException", `The key ${reference} is in another account or Region than the alias`);
    }
    const others = world
        .list(aliasType, scope)
        .filter((record) => record.outputs["targetKeyId"] === key.id && record.id !== current?.id);
    const most = quota("kms.aliasesPerKey", world);
    if (others.length >= most)
        call.fail("LimitExceededException", `The key has ${most} aliases, the most there can be.`);
    return key;
}

function nameOf(call: Call, inputs: Properties): string {
    const { name, namePrefix } = inputs;
    if (typeof name === "string") return name;
    const prefix = typeof namePrefix === "string" ? namePrefix : "alias/";
    return `${prefix}${hex(`${call.urn}#${call.world.next(`name:${call.urn}`)}`, 26)}`;
}
