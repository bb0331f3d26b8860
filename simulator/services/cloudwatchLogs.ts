import { z } from "zod";
import { formatArn, isArn } from "../checks/arn";
import { tagProblems } from "../checks/tags";
import type { Call, Problem, ResourceModel, ServiceModel } from "../kernel/model";
import { digits, type Properties } from "../kernel/values";
import { encryptionKey } from "./encryptionKey";

const type = "aws:cloudwatch/logGroup:LogGroup";
const name = /^[.\-_/#A-Za-z0-9]+$/;
const nameForm = "a log group name is made of letters, digits and . - _ / #";
const longestName = 512;
const uniqueDigits = 26;
/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html; 0 keeps for ever. */
const retentions = [
    0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const logGroup: ResourceModel = {
    type,
    service: "CloudWatch Logs",
    operations: {
        create: "CreateLogGroup",
        update: "PutRetentionPolicy",
        remove: "DeleteLogGroup",
        read: "DescribeLogGroups",
    },
    schema: z.looseObject({
        name: z.string().min(1).max(longestName).regex(name, nameForm).optional(),
        namePrefix: z
            .string()
            .max(longestName - uniqueDigits)
            .regex(name, nameForm)
            .optional(),
        kmsKeyId: z.string().refine(isArn, "is the ARN of a KMS key").optional(),
        logGroupClass: z.enum(["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"]).optional(),
        retentionInDays: z
            .int()
            .refine((days) => retentions.includes(days), `is one of ${retentions.join(", ")}`)
            .optional(),
        skipDestroy: z.boolean().optional(),
        deletionProtectionEnabled: z.boolean().optional(),
    }),
    defaults: { retentionInDays: 0, skipDestroy: false },
    autoname: { property: "name", maxLength: longestName, unless: "namePrefix" },
    taggable: true,
    replaceOnChange: ["name", "namePrefix", "logGroupClass"],
    computed: ["arn", "name", "namePrefix", "logGroupClass", "deletionProtectionEnabled"],
    check(inputs): Problem[] {
        const problems = tagProblems(inputs);
        if (inputs["name"] !== undefined && inputs["namePrefix"] !== undefined) {
            problems.push({ property: "namePrefix", reason: "conflicts with name; leave one of them out" });
        }
        if (typeof inputs["name"] === "string" && inputs["name"].startsWith("aws/")) {
            problems.push({ property: "name", reason: 'names that begin with "aws/" are kept for AWS' });
        }
        if (inputs["logGroupClass"] === "DELIVERY" && inputs["kmsKeyId"] !== undefined) {
            problems.push({ property: "kmsKeyId", reason: "a log group of the class DELIVERY takes no key" });
        }
        return problems;
    },
    create(call, inputs) {
        const id = nameOf(call, inputs);
        if (call.world.get(type, call.scope, id) !== undefined) {
            call.fail("ResourceAlreadyExistsException", `The specified log group already exists: ${id}`);
        }
        encryptionKey(call, inputs["kmsKeyId"], "InvalidParameterException");
        return {
            id,
            outputs: {
                arn: formatArn({ service: "logs", ...call.scope, resource: `log-group:${id}` }),
                name: id,
                namePrefix: inputs["namePrefix"] ?? "",
                logGroupClass: inputs["logGroupClass"] ?? "STANDARD",
                deletionProtectionEnabled: inputs["deletionProtectionEnabled"] ?? false,
            },
        };
    },
    update(call, _current, inputs) {
        encryptionKey(call, inputs["kmsKeyId"], "InvalidParameterException");
        return { deletionProtectionEnabled: inputs["deletionProtectionEnabled"] ?? false };
    },
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogGroupDeletionProtection.html
    remove(call, current) {
        if (current.outputs["deletionProtectionEnabled"] === true) {
            call.fail("ValidationException", `Log group ${current.id} has deletion protection enabled.`);
        }
    },
};

function nameOf(call: Call, inputs: Properties): string {
    if (inputs["name"] !== undefined) return String(inputs["name"]);
    const seed = `${call.urn}#${call.world.next(`name:${call.urn}`)}`;
    return `${inputs["namePrefix"] ?? "terraform-"}${digits(seed, uniqueDigits)}`;
}

export const cloudwatchLogs: ServiceModel = { resources: [logGroup] };
