import { formatArn, parseArn } from "../../checks/arn";
import type { Call } from "../../kernel/model";
import type { Entity, Scope, World } from "../../kernel/world";

export const queueType = "aws:sqs/queue:Queue";
export const queuePolicyType = "aws:sqs/queuePolicy:QueuePolicy";

export function queueArn(scope: Scope, name: string): string {
    return formatArn({ service: "sqs", ...scope, resource: name });
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
export function queueUrl(scope: Scope, name: string): string {
    return `https://sqs.${scope.region}.amazonaws.com/${scope.account}/${name}`;
}

/** The queue of an ARN, whatever account holds it. */
export function findQueue(world: World, arn: string): Entity | undefined {
    const parts = parseArn(arn);
    if (parts?.service !== "sqs") return undefined;
    const scope = { account: parts.account, region: parts.region };
    return world.get(queueType, scope, queueUrl(scope, parts.resource));
}

export function requireQueue(call: Call, url: string): Entity {
    const queue = call.world.get(queueType, call.scope, url);
    if (queue === undefined) {
        call.fail("AWS.SimpleQueueService.NonExistentQueue", `The specified queue ${url} does not exist.`);
    }
    return queue;
}
