import { z } from "zod";
import { formatArn } from "../../checks/arn";
import { resourcePolicyProblems } from "../../checks/resourcePolicy";
import { tagProblems } from "../../checks/tags";
import type { Call, Problem, ResourceModel } from "../../kernel/model";
import { digits, isUnknown, type Properties } from "../../kernel/values";
import { encryptionKey } from "../encryptionKey";
import { topicPolicyType, topicType } from "./topics";

const longestName = 256;
const uniqueDigits = 26;

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export const topic: ResourceModel = {
    type: topicType,
    service: "SNS",
    operations: {
        create: "CreateTopic",
        update: "SetTopicAttributes",
        remove: "DeleteTopic",
        read: "GetTopicAttributes",
    },
    schema: z.looseObject({
        name: z.string().min(1).max(longestName).optional(),
        namePrefix: z
            .string()
            .max(longestName - uniqueDigits)
            .optional(),
        displayName: z.string().max(100).optional(),
        fifoTopic: z.boolean().optional(),
        contentBasedDeduplication: z.boolean().optional(),
        kmsMasterKeyId: z.string().optional(),
        signatureVersion: z.int().min(1).max(2).optional(),
        tracingConfig: z.enum(["Active", "PassThrough"]).optional(),
        policy: z.string().optional(),
    }),
    defaults: { contentBasedDeduplication: false, fifoTopic: false },
    autoname: {
        property: "name",
        maxLength: longestName,
        suffix: (inputs) => (inputs["fifoTopic"] === true ? ".fifo" : ""),
        unless: "namePrefix",
    },
    taggable: true,
    replaceOnChange: ["name", "namePrefix", "fifoTopic"],
    computed: [
        "arn",
        "beginningArchiveTime",
        "fifoThroughputScope",
        "name",
        "namePrefix",
        "owner",
        "policy",
        "signatureVersion",
        "tracingConfig",
    ],
    check: (inputs) => [...tagProblems(inputs), ...nameProblems(inputs), ...resourcePolicyProblems(inputs, "policy")],
    create(call, inputs) {
        const name = nameOf(call, inputs);
        const arn = formatArn({ service: "sns", ...call.scope, resource: name });
        if (call.world.get(topicType, call.scope, arn) !== undefined) {
            const message = `Invalid parameter: Attributes Reason: Topic ${name} already exists with different attributes`;
            call.fail("InvalidParameter", message);
        }
        encryptionKey(call, inputs["kmsMasterKeyId"], "InvalidParameter");
        return {
            id: arn,
            outputs: { arn, name, owner: call.scope.account, beginningArchiveTime: "", ...attributes(inputs) },
        };
    },
    update(call, _current, inputs) {
        encryptionKey(call, inputs["kmsMasterKeyId"], "InvalidParameter");
        return attributes(inputs);
    },
    // The policy may be a resource of its own.
    read(call, current) {
        const policy = call.world.get(topicPolicyType, call.scope, current.id);
        return policy === undefined ? {} : { policy: policy.outputs["policy"] ?? "" };
    },
};

function nameOf(call: Call, inputs: Properties): string {
    if (inputs["name"] !== undefined) return String(inputs["name"]);
    const seed = `${call.urn}#${call.world.next(`name:${call.urn}`)}`;
    const end = inputs["fifoTopic"] === true ? ".fifo" : "";
    return `${inputs["namePrefix"] ?? "terraform-"}${digits(seed, uniqueDigits)}${end}`;
}

function attributes(inputs: Properties): Properties {
    return {
        namePrefix: inputs["namePrefix"] ?? "",
        fifoThroughputScope: inputs["fifoThroughputScope"] ?? (inputs["fifoTopic"] === true ? "Topic" : ""),
        policy: inputs["policy"] ?? "",
        signatureVersion: inputs["signatureVersion"] ?? 0,
        tracingConfig: inputs["tracingConfig"] ?? "",
    };
}

function nameProblems(inputs: Properties): Problem[] {
    const { name, namePrefix, fifoTopic } = inputs;
    if (name !== undefined && namePrefix !== undefined) {
        return [{ property: "namePrefix", reason: "conflicts with name; leave one of them out" }];
    }
    if (isUnknown(fifoTopic)) return [];
    const fifo = fifoTopic === true;
    const problems: Problem[] = [];
    if (!fifo && inputs["contentBasedDeduplication"] === true) {
        problems.push({ property: "contentBasedDeduplication", reason: "can only be set for a FIFO topic" });
    }
    if (typeof name !== "string") return problems;
    if (fifo !== name.endsWith(".fifo")) {
        problems.push({
            property: "name",
            reason: `a FIFO topic, and no other, has a name that ends with .fifo: ${name}`,
        });
    } else if (!/^[\w-]+$/.test(name.replace(/\.fifo$/, ""))) {
        problems.push({
            property: "name",
            reason: `a topic name is made of letters, digits, - and _, this one is ${name}`,
        });
    }
    return problems;
}
