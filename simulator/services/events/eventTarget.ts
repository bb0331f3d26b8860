import { z } from "zod";
import { isArn, parseArn } from "../../checks/arn";
import { NotModelled } from "../../kernel/errors";
import type { Call, Problem, ResourceModel } from "../../kernel/model";
import { isObject, type Properties } from "../../kernel/values";
import { quota } from "../../quotas";
import { findQueue } from "../sqs/queues";
import { busExists, busNameOrArn, defaultBus, idOn, requireBus, rulesOn, targetsOf, targetType } from "./buses";
import { deadLetterSchema, requireDeadLetterQueue } from "./deadLetter";

const named = /^[.\-_A-Za-z0-9]+$/;
const bodies = ["input", "inputPath", "inputTransformer"];

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html */
export const eventTarget: ResourceModel = {
    type: targetType,
    service: "EventBridge",
    operations: { create: "PutTargets", update: "PutTargets", remove: "RemoveTargets", read: "ListTargetsByRule" },
    schema: z.looseObject({
        arn: z.string().max(1600).refine(isArn, "is the ARN of a target"),
        rule: z.string().max(64).regex(named, "is the name of a rule: letters, digits and . - _"),
        eventBusName: z.string().max(1600).regex(busNameOrArn, "names an event bus, or is the ARN of one").optional(),
        targetId: z.string().max(64).regex(named, "a target id is made of letters, digits and . - _").optional(),
        roleArn: z.string().refine(isArn, "is the ARN of a role").optional(),
        input: z.string().max(8192).refine(isJson, "is JSON text").optional(),
        inputPath: z.string().max(256).optional(),
        inputTransformer: z
            .looseObject({
                inputPaths: z
                    .record(z.string(), z.unknown())
                    .refine((paths) => Object.keys(paths).length <= 100, "at most 100 paths")
                    .refine(
                        (paths) => Object.keys(paths).every((key) => !key.startsWith("AWS")),
                        "no key begins with AWS",
                    )
                    .optional(),
                inputTemplate: z.string().min(1).max(8192),
            })
            .optional(),
        retryPolicy: z
            .looseObject({
                // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
                maximumEventAgeInSeconds: z.int().min(60).max(86400).optional(),
                maximumRetryAttempts: z.int().min(0).max(185).optional(),
            })
            .optional(),
        deadLetterConfig: deadLetterSchema.optional(),
        sqsTarget: z.looseObject({ messageGroupId: z.string().max(100).optional() }).optional(),
        forceDestroy: z.boolean().optional(),
    }),
    defaults: { eventBusName: defaultBus, forceDestroy: false },
    // The provider allows itself 255 characters where AWS takes 64: a long logical name fails here as it does there.
    autoname: { property: "targetId", maxLength: 255 },
    replaceOnChange: ["rule", "eventBusName", "targetId"],
    computed: [],
    check(inputs): Problem[] {
        const given = bodies.filter((body) => inputs[body] !== undefined);
        if (given.length < 2) return [];
        return [
            {
                property: given[1] ?? "",
                reason: `conflicts with ${given[0]}; a target takes one of ${bodies.join(", ")}`,
            },
        ];
    },
    create(call, inputs) {
        const bus = requireBus(call, String(inputs["eventBusName"]));
        const rule = String(inputs["rule"]);
        if (!rulesOn(call, bus).some((record) => record.outputs["name"] === rule)) {
            call.fail("ResourceNotFoundException", `Rule ${rule} does not exist on EventBus ${bus}.`);
        }
        const targets = targetsOf(call, bus, rule);
        const target = String(inputs["targetId"]);
        if (targets.some((other) => other.inputs["targetId"] === target)) {
            throw new NotModelled(
                `two targets with the id ${target} on the rule ${rule}: AWS would let the second overwrite the first`,
            );
        }
        const most = quota("events.targetsPerRule", call.world);
        if (targets.length >= most) {
            call.fail("LimitExceededException", `Rule ${rule} has ${most} targets, its quota.`);
        }
        requireTarget(call, inputs);
        return { id: idOn(String(inputs["eventBusName"]), "-", rule, target), outputs: {} };
    },
    update(call, _current, inputs) {
        requireTarget(call, inputs);
        return undefined;
    },
};

function requireTarget(call: Call, inputs: Properties): void {
    requireDeadLetterQueue(call, inputs["deadLetterConfig"]);
    const text = String(inputs["arn"]);
    const arn = parseArn(text);
    if (arn === undefined) call.fail("ValidationException", `Parameter ${text} is not valid. Reason: not an ARN.`);
    const bus = arn.service === "events" && arn.resource.startsWith("event-bus/");
    const here = arn.account === call.scope.account && arn.region === call.scope.region;
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html: only event buses are reached in other Regions.
    if (!bus && arn.region !== "" && arn.region !== call.scope.region) {
        call.fail("ValidationException", `Target ${text} is not in the Region ${call.scope.region} of its rule.`);
    }
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html and eb-cross-region.html
    if (bus && !here && inputs["roleArn"] === undefined) {
        call.fail("ValidationException", `RoleArn is required for target ${text}.`);
    }
    if (bus && here && !busExists(call, call.scope, arn.resource.slice("event-bus/".length))) {
        call.fail("ResourceNotFoundException", `Target ${text} does not exist.`);
    }
    if (arn.service === "sqs") requireQueueTarget(call, inputs, text, here);
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_SqsParameters.html (fair queues take a group too) */
function requireQueueTarget(call: Call, inputs: Properties, arn: string, here: boolean): void {
    const parameters = inputs["sqsTarget"];
    const group = isObject(parameters) ? parameters["messageGroupId"] : undefined;
    if (arn.endsWith(".fifo") && (group === undefined || group === "")) {
        call.fail("ValidationException", `Parameter(s) MessageGroupId must be specified for target: ${arn}.`);
    }
    if (here && findQueue(call.world, arn) === undefined) {
        call.fail("ResourceNotFoundException", `Target ${arn} does not exist.`);
    }
}

function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}
