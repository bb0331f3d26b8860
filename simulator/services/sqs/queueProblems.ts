import type { Problem } from "../../kernel/model";
import { isUnknown, type Properties } from "../../kernel/values";
import { queuePolicyProblems } from "./queuePolicyDocument";
import { redriveAllowPolicyProblems, redrivePolicyProblems } from "./redrive";

export const longestName = 80;
/** What the provider appends to a name prefix. */
export const uniqueDigits = 26;

export function isFifo(inputs: Properties): boolean {
    return inputs["fifoQueue"] === true;
}

/** What is wrong between the inputs of a queue, as far as they are known. */
export function queueProblems(inputs: Properties): Problem[] {
    return [...nameProblems(inputs), ...conflicts(inputs), ...documents(inputs)];
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
function nameProblems(inputs: Properties): Problem[] {
    const { name, namePrefix } = inputs;
    if (name !== undefined && namePrefix !== undefined) {
        return [{ property: "namePrefix", reason: "conflicts with name; leave one of them out" }];
    }
    const property = name === undefined ? "namePrefix" : "name";
    const text = name ?? namePrefix;
    if (typeof text !== "string" || isUnknown(inputs["fifoQueue"])) return [];
    const fifo = isFifo(inputs);
    const stem = fifo && property === "name" ? text.replace(/\.fifo$/, "") : text;
    if (fifo && property === "name" && stem === text) {
        return [{ property, reason: `the name of a FIFO queue ends with .fifo, this one is ${text}` }];
    }
    if (property === "namePrefix" && text.length + uniqueDigits + (fifo ? 5 : 0) > longestName) {
        return [{ property, reason: `${text} leaves no room in the ${longestName} characters of a queue name` }];
    }
    if (/^[\w-]+$/.test(stem)) return [];
    return [{ property, reason: `a queue name is made of letters, digits, - and _, this one is ${text}` }];
}

function conflicts(inputs: Properties): Problem[] {
    const problems: Problem[] = [];
    if (inputs["kmsMasterKeyId"] !== undefined && inputs["sqsManagedSseEnabled"] !== undefined) {
        const reason = "conflicts with kmsMasterKeyId; leave one of them out";
        problems.push({ property: "sqsManagedSseEnabled", reason });
    }
    if (isUnknown(inputs["fifoQueue"])) return problems;
    if (!isFifo(inputs)) {
        if (inputs["contentBasedDeduplication"] === true) {
            problems.push({ property: "contentBasedDeduplication", reason: "can only be set for a FIFO queue" });
        }
        for (const property of ["deduplicationScope", "fifoThroughputLimit"]) {
            if (inputs[property] !== undefined) {
                problems.push({ property, reason: "can only be set for a FIFO queue; set fifoQueue or leave it out" });
            }
        }
    }
    if (inputs["fifoThroughputLimit"] === "perMessageGroupId" && !isUnknown(inputs["deduplicationScope"])) {
        if (inputs["deduplicationScope"] !== "messageGroup") {
            const reason = "perMessageGroupId is allowed only where deduplicationScope is messageGroup";
            problems.push({ property: "fifoThroughputLimit", reason });
        }
    }
    return problems;
}

function documents(inputs: Properties): Problem[] {
    const { policy, redrivePolicy, redriveAllowPolicy } = inputs;
    const problems = (property: string, reasons: readonly string[]): Problem[] =>
        reasons.map((reason) => ({ property, reason }));
    return [
        ...problems("policy", queuePolicyProblems(policy)),
        ...problems("redrivePolicy", typeof redrivePolicy === "string" ? redrivePolicyProblems(redrivePolicy) : []),
        ...problems(
            "redriveAllowPolicy",
            typeof redriveAllowPolicy === "string" ? redriveAllowPolicyProblems(redriveAllowPolicy) : [],
        ),
    ];
}
