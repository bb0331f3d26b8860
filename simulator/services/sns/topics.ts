import { parseArn } from "../../checks/arn";
import type { Call } from "../../kernel/model";
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
