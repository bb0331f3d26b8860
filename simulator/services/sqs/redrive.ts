import { parseArn } from "../../checks/arn";
import type { Call } from "../../kernel/model";
import { isObject, type Properties, type Value } from "../../kernel/values";
import { findQueue, queueArn } from "./queues";

/*
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */

const permissions = ["allowAll", "denyAll", "byQueue"];
const mostReceives = 1000;
const mostSources = 10;

/** What is wrong with the text of a redrive policy, before its queue is looked for. */
export function redrivePolicyProblems(text: string): string[] {
    const policy = parse(text);
    if (policy === undefined) return [notAnObject];
    const problems = unknownKeys(policy, ["deadLetterTargetArn", "maxReceiveCount"]);
    const { deadLetterTargetArn: target, maxReceiveCount: count } = policy;
    if (typeof target !== "string" || parseArn(target)?.service !== "sqs") {
        problems.push(`deadLetterTargetArn is ${JSON.stringify(target)}; it is the ARN of an SQS queue`);
    }
    // AWS takes the number as text too.
    const receives = typeof count === "string" && /^\d+$/.test(count) ? Number(count) : count;
    if (typeof receives !== "number" || !Number.isInteger(receives) || receives < 1 || receives > mostReceives) {
        problems.push(`maxReceiveCount is ${JSON.stringify(count)}; it is a whole number from 1 to ${mostReceives}`);
    }
    return problems;
}

export function redriveAllowPolicyProblems(text: string): string[] {
    const policy = parse(text);
    if (policy === undefined) return [notAnObject];
    const problems = unknownKeys(policy, ["redrivePermission", "sourceQueueArns"]);
    const { redrivePermission: permission, sourceQueueArns: sources } = policy;
    if (typeof permission !== "string" || !permissions.includes(permission)) {
        problems.push(`redrivePermission is ${JSON.stringify(permission)}; allowed are ${permissions.join(", ")}`);
    }
    if (permission === "byQueue") {
        if (!Array.isArray(sources) || sources.length === 0 || sources.length > mostSources) {
            problems.push(`sourceQueueArns lists 1 to ${mostSources} queues where redrivePermission is byQueue`);
        }
    } else if (sources !== undefined) {
        problems.push("sourceQueueArns is given only where redrivePermission is byQueue");
    }
    return problems;
}

/** The dead-letter queue exists in the same account and Region, is of the same kind, and admits this source. */
export function requireDeadLetterTarget(call: Call, queue: { name: string; fifo: boolean }, policy: string): void {
    const refuse: (reason: string) => never = (reason) =>
        call.fail(
            "InvalidParameterValue",
            `Value ${policy} for parameter RedrivePolicy is invalid. Reason: ${reason}.`,
        );
    const text = String(parse(policy)?.["deadLetterTargetArn"]);
    const arn = parseArn(text);
    if (arn?.account !== call.scope.account || arn.region !== call.scope.region) {
        refuse("Dead letter target must be in the same account and Region as its source");
    }
    const target = findQueue(call.world, text);
    if (target === undefined) refuse("Dead letter target does not exist");
    if (arn.resource.endsWith(".fifo") !== queue.fifo) {
        refuse("Dead-letter queue must be same type of queue as the source");
    }
    const allow = target.outputs["redriveAllowPolicy"];
    if (!admits(allow, queueArn(call.scope, queue.name))) {
        refuse("Dead letter target does not admit this source in its RedriveAllowPolicy");
    }
}

function admits(policy: Value | undefined, source: string): boolean {
    if (typeof policy !== "string" || policy === "") return true;
    const { redrivePermission: permission, sourceQueueArns: sources } = parse(policy) ?? {};
    if (permission === "byQueue") return Array.isArray(sources) && sources.includes(source);
    return permission !== "denyAll";
}

const notAnObject = "is not a JSON object";

function parse(text: string): Properties | undefined {
    try {
        const value: unknown = JSON.parse(text);
        return isObject(value) ? value : undefined;
    } catch {
        return undefined;
    }
}

function unknownKeys(policy: Properties, allowed: readonly string[]): string[] {
    return Object.keys(policy)
        .filter((key) => !allowed.includes(key))
        .map((key) => `unknown key ${key}; allowed are ${allowed.join(" and ")}`);
}
