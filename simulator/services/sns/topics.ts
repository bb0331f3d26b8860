import { parseArn } from "../../checks/arn";
import { policyProblems, policyText } from "../../checks/policyDocument";
import { resourcePolicy } from "../../checks/policyRules";
import type { Call } from "../../kernel/model";
import { hasUnknown, type Value } from "../../kernel/values";
import type { Entity } from "../../kernel/world";

export const topicType = "aws:sns/topic:Topic";
export const topicPolicyType = "aws:sns/topicPolicy:TopicPolicy";

/** The topic of an ARN, whatever account holds it. */
export function requireTopic(call: Call, arn: string): Entity {
    const parts = parseArn(arn);
    const scope = { account: parts?.account ?? "", region: parts?.region ?? "" };
    const topic = call.world.get(topicType, scope, arn);
    if (topic === undefined) return call.fail("NotFound", `Topic does not exist: ${arn}`, 404);
    return topic;
}

export function topicPolicyProblems(policy: Value | undefined): string[] {
    return policy === undefined || hasUnknown(policy) ? [] : policyProblems(policyText(policy), resourcePolicy);
}
