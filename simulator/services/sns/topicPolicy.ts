import { z } from "zod";
import { isArn } from "../../checks/arn";
import { policyText } from "../../checks/policyDocument";
import { resourcePolicyProblems } from "../../checks/resourcePolicy";
import { NotModelled } from "../../kernel/errors";
import type { ResourceModel } from "../../kernel/model";
import { requireTopic, topicPolicyType } from "./topics";

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html (Policy) */
export const topicPolicy: ResourceModel = {
    type: topicPolicyType,
    service: "SNS",
    operations: {
        create: "SetTopicAttributes",
        update: "SetTopicAttributes",
        remove: "SetTopicAttributes",
        read: "GetTopicAttributes",
    },
    schema: z.looseObject({
        arn: z.string().refine(isArn, "is the ARN of a topic"),
        policy: z.union([z.string().min(1), z.looseObject({})]),
    }),
    replaceOnChange: ["arn"],
    computed: ["owner"],
    check: (inputs) => resourcePolicyProblems(inputs, "policy"),
    create(call, inputs) {
        const topic = requireTopic(call, String(inputs["arn"]));
        if (call.world.get(topicPolicyType, call.scope, topic.id) !== undefined) {
            throw new NotModelled(`two policies on the topic ${topic.id}: SNS keeps only the one that is written last`);
        }
        return { id: topic.id, outputs: { owner: topic.scope.account, policy: policyText(inputs["policy"]) } };
    },
    update: (_call, _current, inputs) => ({ policy: policyText(inputs["policy"]) }),
};
