import { z } from "zod";
import { isArn, parseArn } from "../../checks/arn";
import type { Call, Problem, ResourceModel } from "../../kernel/model";
import type { Properties } from "../../kernel/values";
import { findQueue } from "../sqs/queues";
import { requireTopic } from "./topics";

const protocols = ["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"] as const;

/** What the endpoint of a protocol looks like: https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
const endpoints: { readonly [protocol: string]: readonly [RegExp, string] } = {
    email: [/^[^@\s]+@[^@\s]+$/, "an e-mail address"],
    "email-json": [/^[^@\s]+@[^@\s]+$/, "an e-mail address"],
    http: [/^http:\/\//, "a URL that begins with http://"],
    https: [/^https:\/\//, "a URL that begins with https://"],
    lambda: [/^arn:aws[\w-]*:lambda:/, "the ARN of a function"],
    sqs: [/^arn:aws[\w-]*:sqs:/, "the ARN of a queue"],
    firehose: [/^arn:aws[\w-]*:firehose:/, "the ARN of a delivery stream"],
};

export const topicSubscription: ResourceModel = {
    type: "aws:sns/topicSubscription:TopicSubscription",
    service: "SNS",
    operations: {
        create: "Subscribe",
        update: "SetSubscriptionAttributes",
        remove: "Unsubscribe",
        read: "GetSubscriptionAttributes",
    },
    schema: z.looseObject({
        topic: z.string().refine(isArn, "is the ARN of a topic"),
        protocol: z.enum(protocols),
        endpoint: z.string().min(1),
        rawMessageDelivery: z.boolean().optional(),
        filterPolicy: z.string().optional(),
        filterPolicyScope: z.enum(["MessageAttributes", "MessageBody"]).optional(),
        subscriptionRoleArn: z.string().refine(isArn, "is the ARN of a role").optional(),
    }),
    defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false, rawMessageDelivery: false },
    replaceOnChange: ["topic", "protocol", "endpoint"],
    computed: ["arn", "confirmationWasAuthenticated", "filterPolicyScope", "ownerId", "pendingConfirmation"],
    check: (inputs) => [...endpointProblems(inputs), ...documents(inputs)],
    create(call, inputs) {
        const topic = requireTopic(call, String(inputs["topic"]));
        requireEndpoint(call, topic.id, inputs);
        const arn = `${topic.id}:${call.world.newId("", call.urn, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`;
        const confirmed = !["email", "email-json", "http", "https"].includes(String(inputs["protocol"]));
        return {
            id: arn,
            outputs: {
                arn,
                confirmationWasAuthenticated: confirmed,
                ownerId: call.scope.account,
                pendingConfirmation: !confirmed && inputs["endpointAutoConfirms"] !== true,
                ...scopeOf(inputs),
            },
        };
    },
    update: (_call, _current, inputs) => scopeOf(inputs),
};

function scopeOf(inputs: Properties): Properties {
    const set = inputs["filterPolicy"] === undefined ? "" : "MessageAttributes";
    return { filterPolicyScope: inputs["filterPolicyScope"] ?? set };
}

function endpointProblems(inputs: Properties): Problem[] {
    const { protocol, endpoint } = inputs;
    if (typeof protocol !== "string" || typeof endpoint !== "string" || !Object.hasOwn(endpoints, protocol)) return [];
    const [form, words] = endpoints[protocol] ?? [/./, ""];
    if (form.test(endpoint)) return [];
    return [{ property: "endpoint", reason: `is ${words} for the protocol ${protocol}, this one is ${endpoint}` }];
}

function documents(inputs: Properties): Problem[] {
    return ["filterPolicy", "redrivePolicy", "deliveryPolicy", "replayPolicy"].flatMap((property) => {
        const text = inputs[property];
        if (typeof text !== "string" || text === "") return [];
        try {
            JSON.parse(text);
            return [];
        } catch {
            return [{ property, reason: "is not JSON" }];
        }
    });
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-fifo-topics.html: a FIFO queue is subscribed to FIFO topics only. */
function requireEndpoint(call: Call, topic: string, inputs: Properties): void {
    if (inputs["protocol"] !== "sqs") return;
    const queue = String(inputs["endpoint"]);
    const arn = parseArn(queue);
    if (arn?.resource.endsWith(".fifo") === true && !topic.endsWith(".fifo")) {
        const reason = "FIFO SQS Queues can not be subscribed to standard SNS topics";
        call.fail("InvalidParameter", `Invalid parameter: Endpoint Reason: ${reason}`);
    }
    const here = arn?.account === call.scope.account && arn.region === call.scope.region;
    if (here && findQueue(call.world, queue) === undefined) {
        call.fail("NotFound", `Queue ${queue} does not exist.`, 404);
    }
}
