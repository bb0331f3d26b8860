import { isArn } from "../../checks/arn";
import { parsePolicy, policyProblems, statementsOf } from "../../checks/policyDocument";
import { resourcePolicy } from "../../checks/policyRules";
import type { Call } from "../../kernel/model";
import { isObject, type Value } from "../../kernel/values";
import { quota } from "../../quotas";
import { unknownPrincipals } from "../iam/principals";

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
export function defaultPolicy(account: string): string {
    return JSON.stringify({
        Id: "key-default-1",
        Statement: [
            {
                Action: "kms:*",
                Effect: "Allow",
                Principal: { AWS: `arn:aws:iam::${account}:root` },
                Resource: "*",
                Sid: "Enable IAM User Permissions",
            },
        ],
        Version: "2012-10-17",
    });
}

/** Refuses a key policy that KMS would: https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html */
export function checkKeyPolicy(call: Call, text: string, bypass: boolean): void {
    const most = quota("kms.size.policy", call.world);
    const size = Buffer.byteLength(text);
    if (size > most)
        call.fail("LimitExceededException", `The key policy has ${size} bytes, at most ${most} are allowed.`);
    const problems = policyProblems(text, resourcePolicy);
    if (problems.length > 0) call.fail("MalformedPolicyDocumentException", `${problems.join("; ")}.`);
    const unknown = unknownPrincipals(call.world, text);
    if (unknown.length > 0) {
        call.fail(
            "MalformedPolicyDocumentException",
            `Policy contains a statement with one or more invalid principals: ${unknown.join(", ")}.`,
        );
    }
    if (!bypass && !canBeChanged(text, call.scope.account)) {
        call.fail(
            "MalformedPolicyDocumentException",
            "The new key policy will not allow you to update the key policy in the future. Allow kms:PutKeyPolicy to the " +
                "account, or to the role that deploys.",
        );
    }
}

/**
 * The lockout safety check: the caller must be able to call PutKeyPolicy afterwards. The simulator knows the caller's account,
 * not the caller's permissions, so a statement for the account, for any principal in it or for everyone will do.
 */
function canBeChanged(text: string, account: string): boolean {
    const document = parsePolicy(text);
    return document !== undefined && statementsOf(document).some((statement) => allowsChange(statement, account));
}

function allowsChange(statement: Value, account: string): boolean {
    if (!isObject(statement) || statement["Effect"] !== "Allow") return false;
    const actions = several(statement["Action"]);
    if (!actions.some((action) => wildcard(action).test("kms:PutKeyPolicy"))) return false;
    const principal = statement["Principal"];
    const named = isObject(principal) ? several(principal["AWS"]) : several(principal);
    return named.some((name) => name === "*" || name === account || (isArn(name) && name.includes(`::${account}:`)));
}

function several(value: Value | undefined): string[] {
    return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === "string");
}

function wildcard(pattern: string): RegExp {
    const escaped = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".");
    return new RegExp(`^${escaped}$`, "i");
}
