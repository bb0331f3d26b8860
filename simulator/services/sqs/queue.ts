import { z } from "zod";
import { tagProblems } from "../../checks/tags";
import type { Call, ResourceModel } from "../../kernel/model";
import { digits, type Properties } from "../../kernel/values";
import { quotas } from "../../quotas";
import { encryptionKey } from "../encryptionKey";
import { isFifo, longestName, queueProblems, uniqueDigits } from "./queueProblems";
import { queueArn, queuePolicyType, queueType, queueUrl } from "./queues";
import { requireDeadLetterTarget } from "./redrive";

const day = 86400;

/**
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 * The largest message grew from 256 KiB to 1 MiB on 2025-08-04; the provider's default is still 262,144.
 */
export const queue: ResourceModel = {
    type: queueType,
    service: "SQS",
    operations: {
        create: "CreateQueue",
        update: "SetQueueAttributes",
        remove: "DeleteQueue",
        read: "GetQueueAttributes",
    },
    schema: z.looseObject({
        name: z.string().min(1).max(longestName).optional(),
        namePrefix: z.string().optional(),
        fifoQueue: z.boolean().optional(),
        contentBasedDeduplication: z.boolean().optional(),
        deduplicationScope: z.enum(["queue", "messageGroup"]).optional(),
        fifoThroughputLimit: z.enum(["perQueue", "perMessageGroupId"]).optional(),
        delaySeconds: z.int().min(0).max(900).optional(),
        maxMessageSize: z.int().min(1024).max(quotas["sqs.size.message"].value).optional(),
        messageRetentionSeconds: z
            .int()
            .min(60)
            .max(14 * day)
            .optional(),
        receiveWaitTimeSeconds: z.int().min(0).max(20).optional(),
        visibilityTimeoutSeconds: z
            .int()
            .min(0)
            .max(day / 2)
            .optional(),
        kmsMasterKeyId: z.string().optional(),
        kmsDataKeyReusePeriodSeconds: z.int().min(60).max(day).optional(),
        sqsManagedSseEnabled: z.boolean().optional(),
        policy: z.string().optional(),
        redrivePolicy: z.string().optional(),
        redriveAllowPolicy: z.string().optional(),
    }),
    defaults: {
        contentBasedDeduplication: false,
        delaySeconds: 0,
        fifoQueue: false,
        maxMessageSize: 262144,
        messageRetentionSeconds: 345600,
        receiveWaitTimeSeconds: 0,
        visibilityTimeoutSeconds: 30,
    },
    autoname: {
        property: "name",
        maxLength: longestName,
        suffix: (inputs) => (inputs["fifoQueue"] === true ? ".fifo" : ""),
        unless: "namePrefix",
    },
    taggable: true,
    replaceOnChange: ["name", "namePrefix", "fifoQueue"],
    computed: [
        "arn",
        "url",
        "name",
        "namePrefix",
        "deduplicationScope",
        "fifoThroughputLimit",
        "kmsDataKeyReusePeriodSeconds",
        "policy",
        "redriveAllowPolicy",
        "redrivePolicy",
        "sqsManagedSseEnabled",
    ],
    recomputed: { sqsManagedSseEnabled: ["kmsMasterKeyId"] },
    check: (inputs) => [...tagProblems(inputs), ...queueProblems(inputs)],
    create(call, inputs) {
        const name = nameOf(call, inputs);
        const url = queueUrl(call.scope, name);
        if (call.world.get(queueType, call.scope, url) !== undefined) {
            call.fail("QueueAlreadyExists", `A queue already exists with the name ${name}.`);
        }
        requireReferences(call, name, inputs);
        return { id: url, outputs: { arn: queueArn(call.scope, name), url, name, ...attributes(inputs) } };
    },
    update(call, current, inputs) {
        requireReferences(call, String(current.outputs["name"]), inputs);
        return attributes(inputs);
    },
    // The policy may be a resource of its own.
    read(call, current) {
        const policy = call.world.get(queuePolicyType, call.scope, current.id);
        return policy === undefined ? {} : { policy: policy.outputs["policy"] ?? "" };
    },
};

function nameOf(call: Call, inputs: Properties): string {
    if (inputs["name"] !== undefined) return String(inputs["name"]);
    const seed = `${call.urn}#${call.world.next(`name:${call.urn}`)}`;
    return `${inputs["namePrefix"] ?? "terraform-"}${digits(seed, uniqueDigits)}${isFifo(inputs) ? ".fifo" : ""}`;
}

/** What SQS answers for attributes that were left out. */
function attributes(inputs: Properties): Properties {
    const fifo = isFifo(inputs);
    return {
        namePrefix: inputs["namePrefix"] ?? "",
        deduplicationScope: inputs["deduplicationScope"] ?? (fifo ? "queue" : ""),
        fifoThroughputLimit: inputs["fifoThroughputLimit"] ?? (fifo ? "perQueue" : ""),
        kmsDataKeyReusePeriodSeconds: inputs["kmsDataKeyReusePeriodSeconds"] ?? 300,
        policy: inputs["policy"] ?? "",
        redriveAllowPolicy: inputs["redriveAllowPolicy"] ?? "",
        redrivePolicy: inputs["redrivePolicy"] ?? "",
        // Server-side encryption with SQS-owned keys is on by default:
        // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sqs-sse-queue.html
        sqsManagedSseEnabled: inputs["sqsManagedSseEnabled"] ?? (inputs["kmsMasterKeyId"] ?? "") === "",
    };
}

function requireReferences(call: Call, name: string, inputs: Properties): void {
    const { redrivePolicy, kmsMasterKeyId: key } = inputs;
    if (typeof redrivePolicy === "string") {
        requireDeadLetterTarget(call, { name, fifo: isFifo(inputs) }, redrivePolicy);
    }
    encryptionKey(call, key, "InvalidAttributeValue");
}
