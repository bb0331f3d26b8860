import { z } from "zod";
import { policyText } from "../../checks/policyDocument";
import { tagProblems } from "../../checks/tags";
import type { Call, Problem, ResourceModel } from "../../kernel/model";
import { isUnknown, type Properties, uuid } from "../../kernel/values";
import { quota } from "../../quotas";
import { aliasType, keyArn, keyType } from "./keys";
import { checkKeyPolicy, defaultPolicy } from "./policies";

const symmetric = "SYMMETRIC_DEFAULT";

/** https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html */
const specs: { readonly [usage: string]: readonly string[] } = {
    ENCRYPT_DECRYPT: [symmetric, "RSA_2048", "RSA_3072", "RSA_4096", "SM2"],
    SIGN_VERIFY: [
        "RSA_2048",
        "RSA_3072",
        "RSA_4096",
        "ECC_NIST_P256",
        "ECC_NIST_P384",
        "ECC_NIST_P521",
        "ECC_NIST_EDWARDS25519",
        "ECC_SECG_P256K1",
        "ML_DSA_44",
        "ML_DSA_65",
        "ML_DSA_87",
        "SM2",
    ],
    GENERATE_VERIFY_MAC: ["HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512"],
    KEY_AGREEMENT: ["ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521", "SM2"],
};

/**
 * A customer managed key. Deleting it schedules the deletion at AWS; nothing can use it from then on, so it counts as gone.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
 */
export const key: ResourceModel = {
    type: keyType,
    service: "KMS",
    operations: { create: "CreateKey", update: "UpdateKey", remove: "ScheduleKeyDeletion", read: "DescribeKey" },
    schema: z.looseObject({
        bypassPolicyLockoutSafetyCheck: z.boolean().optional(),
        customerMasterKeySpec: z.enum([...new Set(Object.values(specs).flat())]).optional(),
        deletionWindowInDays: z.int().min(7, "is 7 to 30 days").max(30, "is 7 to 30 days").optional(),
        description: z.string().max(8192, "is at most 8192 characters").optional(),
        enableKeyRotation: z.boolean().optional(),
        isEnabled: z.boolean().optional(),
        keyUsage: z.enum(Object.keys(specs)).optional(),
        multiRegion: z.boolean().optional(),
        policy: z.string().optional(),
        rotationPeriodInDays: z.int().min(90, "is 90 to 2560 days").max(2560, "is 90 to 2560 days").optional(),
    }),
    defaults: {
        bypassPolicyLockoutSafetyCheck: false,
        customerMasterKeySpec: symmetric,
        enableKeyRotation: false,
        isEnabled: true,
        keyUsage: "ENCRYPT_DECRYPT",
    },
    taggable: true,
    replaceOnChange: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
    computed: ["arn", "description", "keyId", "multiRegion", "policy", "rotationPeriodInDays"],
    check: (inputs) => [...usageProblems(inputs), ...tagProblems(inputs)],
    create(call, inputs) {
        const most = quota("kms.keys", call.world);
        if (call.world.list(keyType, call.scope).length >= most) {
            call.fail("LimitExceededException", `You have reached the limit of ${most} keys in ${call.scope.region}.`);
        }
        if (inputs["policy"] !== undefined) checkPolicy(call, inputs);
        checkRotation(call, inputs);
        const id = uuid(`${call.urn}#${call.world.next(`key:${call.urn}`)}`);
        return {
            id,
            outputs: {
                arn: keyArn(call.scope, id),
                description: inputs["description"] ?? "",
                keyId: id,
                multiRegion: inputs["multiRegion"] ?? false,
                policy: inputs["policy"] ?? defaultPolicy(call.scope.account),
                rotationPeriodInDays:
                    inputs["rotationPeriodInDays"] ?? (inputs["enableKeyRotation"] === true ? 365 : 0),
            },
        };
    },
    update(call, current, inputs) {
        checkRotation(call, inputs);
        if (inputs["policy"] !== undefined && inputs["policy"] !== current.outputs["policy"]) {
            call.operation("PutKeyPolicy");
            checkPolicy(call, inputs);
        }
        return {};
    },
    // KMS deletes the aliases of a key together with it: https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
    remove(call, current) {
        for (const alias of call.world.list(aliasType, call.scope)) {
            if (alias.outputs["targetKeyId"] === current.id) call.world.delete(alias);
        }
    },
};

function checkPolicy(call: Call, inputs: Properties): void {
    checkKeyPolicy(call, policyText(inputs["policy"]), inputs["bypassPolicyLockoutSafetyCheck"] === true);
}

function usageProblems(inputs: Properties): Problem[] {
    const { keyUsage, customerMasterKeySpec: spec } = inputs;
    const problems: Problem[] = [];
    const allowed = typeof keyUsage === "string" ? specs[keyUsage] : undefined;
    if (allowed !== undefined && typeof spec === "string" && !allowed.includes(spec)) {
        const reason = `${spec} cannot be used for ${String(keyUsage)}; allowed are ${allowed.join(", ")}`;
        problems.push({ property: "customerMasterKeySpec", reason });
    }
    const rotation = inputs["enableKeyRotation"];
    if (inputs["rotationPeriodInDays"] !== undefined && rotation === false && !isUnknown(rotation)) {
        problems.push({ property: "rotationPeriodInDays", reason: "needs enableKeyRotation: true" });
    }
    return problems;
}

/** Only symmetric keys rotate: https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
function checkRotation(call: Call, inputs: Properties): void {
    if (inputs["enableKeyRotation"] !== true) return;
    call.operation("EnableKeyRotation");
    if (inputs["customerMasterKeySpec"] === symmetric) return;
    call.fail(
        "UnsupportedOperationException",
        "You cannot perform this operation on this kind of key: only symmetric keys rotate.",
    );
}
