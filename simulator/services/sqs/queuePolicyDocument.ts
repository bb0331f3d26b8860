import { parsePolicy, policyProblems, policyText, statementsOf } from "../../checks/policyDocument";
import { resourcePolicy } from "../../checks/policyRules";
import { hasUnknown, type Value } from "../../kernel/values";
import { quotas } from "../../quotas";

/**
 * What is wrong with the policy of a queue.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-using-identity-based-policies.html
 */
export function queuePolicyProblems(policy: Value | undefined): string[] {
    if (policy === undefined || policy === "" || hasUnknown(policy)) return [];
    const text = policyText(policy);
    const problems = policyProblems(text, resourcePolicy);
    const document = parsePolicy(text);
    const count = document === undefined ? 0 : statementsOf(document).length;
    const most = quotas["sqs.policy.statements"].value;
    if (count > most) problems.push(`the policy has ${count} statements; a queue policy has at most ${most}`);
    return problems;
}
