import { z } from "zod";
import { isJson, policyText } from "../../checks/policyDocument";
import type { Call, ResourceModel } from "../../kernel/model";
import type { Properties } from "../../kernel/values";
import type { Entity } from "../../kernel/world";
import { keyPolicyType, resolveKey } from "./keys";
import { checkKeyPolicy, defaultPolicy } from "./policies";

/** The policy of a key kept apart from it: https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html */
export const keyPolicy: ResourceModel = {
    type: keyPolicyType,
    service: "KMS",
    operations: { create: "PutKeyPolicy", update: "PutKeyPolicy", remove: "PutKeyPolicy", read: "GetKeyPolicy" },
    schema: z.looseObject({
        keyId: z.string().min(1, "is the id or ARN of a key").max(2048, "is at most 2048 characters"),
        policy: z.string().refine(isJson, "contains an invalid JSON policy"),
        bypassPolicyLockoutSafetyCheck: z.boolean().optional(),
    }),
    defaults: { bypassPolicyLockoutSafetyCheck: false },
    replaceOnChange: ["keyId"],
    computed: [],
    create(call, inputs) {
        const id = String(inputs["keyId"]);
        // AWS would overwrite it, and two resources of the program would undo each other.
        if (call.world.get(keyPolicyType, call.scope, id) !== undefined) {
            call.fail("AlreadyExistsException", `The policy of the key ${id} is managed by another resource already`);
        }
        put(call, inputs);
        return { id, outputs: {} };
    },
    update(call, _current, inputs) {
        put(call, inputs);
        return {};
    },
    // The provider puts the default policy back unless the safety check is off.
    remove(call, current) {
        if (current.inputs["bypassPolicyLockoutSafetyCheck"] === true) return;
        const key = resolveKey(call.world, call.scope, current.id);
        if (key !== undefined) setPolicy(call, key, defaultPolicy(call.scope.account));
    },
};

function put(call: Call, inputs: Properties): void {
    const reference = String(inputs["keyId"]);
    const key = resolveKey(call.world, call.scope, reference);
    if (
        key === undefined ||
        reference.includes("alias/") ||
        call.world.peek(key.type, key.scope, key.id) === undefined
    ) {
        call.fail("NotFoundException", `Key '${reference}' does not exist`);
    }
    const text = policyText(inputs["policy"]);
    checkKeyPolicy(call, text, inputs["bypassPolicyLockoutSafetyCheck"] === true);
    setPolicy(call, key, text);
}

function setPolicy(call: Call, key: Entity, policy: string): void {
    call.world.put({ ...key, outputs: { ...key.outputs, policy } });
}
