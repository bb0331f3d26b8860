import { z } from "zod";
import { policyText } from "../../checks/policyDocument";
import { NotModelled } from "../../kernel/errors";
import type { ResourceModel } from "../../kernel/model";
import { queuePolicyProblems } from "./queuePolicyDocument";
import { queuePolicyType, requireQueue } from "./queues";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html (Policy) */
export const queuePolicy: ResourceModel = {
    type: queuePolicyType,
    service: "SQS",
    operations: {
        create: "SetQueueAttributes",
        update: "SetQueueAttributes",
        remove: "SetQueueAttributes",
        read: "GetQueueAttributes",
    },
    schema: z.looseObject({
        queueUrl: z.url(),
        policy: z.union([z.string().min(1), z.looseObject({})]),
    }),
    replaceOnChange: ["queueUrl"],
    computed: [],
    check: (inputs) => queuePolicyProblems(inputs["policy"]).map((reason) => ({ property: "policy", reason })),
    create(call, inputs) {
        const queue = requireQueue(call, String(inputs["queueUrl"]));
        if (call.world.get(queuePolicyType, call.scope, queue.id) !== undefined) {
            throw new NotModelled(
                `two policies on the queue ${queue.id}: SQS keeps only the one that is written last, so put all ` +
                    "statements into one",
            );
        }
        return { id: queue.id, outputs: { policy: policyText(inputs["policy"]) } };
    },
    update(call, current, inputs) {
        requireQueue(call, current.id);
        return { policy: policyText(inputs["policy"]) };
    },
};
