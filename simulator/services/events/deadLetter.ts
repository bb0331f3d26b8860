import { z } from "zod";
import { parseArn } from "../../checks/arn";
import type { Call } from "../../kernel/model";
import { isObject, type Value } from "../../kernel/values";
import { findQueue } from "../sqs/queues";

export const deadLetterSchema = z.looseObject({ arn: z.string().min(1).max(1600).optional() });

/**
 * A dead-letter queue is a standard queue of the same Region, of any account; one of the same account must exist.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function requireDeadLetterQueue(call: Call, config: Value | undefined): void {
    const text = isObject(config) ? config["arn"] : undefined;
    if (typeof text !== "string") return;
    const arn = parseArn(text);
    if (arn?.service !== "sqs") {
        call.fail("ValidationException", `Dead-letter queue ${text} is not the ARN of an SQS queue.`);
    }
    if (arn.resource.endsWith(".fifo")) {
        call.fail("ValidationException", "SQS FIFO is not supported by Dead Letter Queues.");
    }
    if (arn.region !== call.scope.region) {
        call.fail("ValidationException", `Dead-letter queue ${text} is not in the Region ${call.scope.region}.`);
    }
    if (arn.account === call.scope.account && findQueue(call.world, text) === undefined) {
        call.fail("ResourceNotFoundException", `Dead-letter queue ${text} does not exist.`);
    }
}
