import { z } from "zod";
import { isJson, policyProblems, policyText, sizeWithoutSpace } from "../../checks/policyDocument";
import type { PolicyRules } from "../../checks/policyRules";
import type { Call } from "../../kernel/model";
import type { Value } from "../../kernel/values";
import { type QuotaName, quota } from "../../quotas";

/** JSON text, or the document itself, which the provider turns into text. */
export const policyInput = z.union([z.string().refine(isJson, "contains an invalid JSON policy"), z.looseObject({})], {
    error: "contains an invalid JSON policy",
});

/** Refuses a policy that IAM would: its grammar, then its size. Answers with its text. */
export function checkPolicy(
    call: Call,
    value: Value | undefined,
    rules: PolicyRules,
    size?: [QuotaName, string],
): string {
    const text = policyText(value);
    const problems = policyProblems(text, rules);
    if (problems.length > 0) call.fail("MalformedPolicyDocument", `${problems.join("; ")}.`);
    if (size !== undefined) {
        const most = quota(size[0], call.world);
        const length = sizeWithoutSpace(text);
        if (length > most) limitExceeded(call, size[1], most, `${length} characters without white space`);
    }
    return text;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html (LimitExceeded) */
export function limitExceeded(call: Call, name: string, most: number, found: string): never {
    call.fail("LimitExceeded", `Cannot exceed quota for ${name}: ${most} (this would be ${found})`, 409);
}
