import { z } from "zod";
import { tagProblems } from "../../checks/tags";
import type { Call, ResourceModel } from "../../kernel/model";
import type { Properties } from "../../kernel/values";
import { quota } from "../../quotas";
import { encryptionKey } from "../encryptionKey";
import { archivesOn, busArn, busType, rulesOn } from "./buses";
import { deadLetterSchema, requireDeadLetterQueue } from "./deadLetter";

const partnerSource = /^aws\.partner(?:\/[.\-_A-Za-z0-9]+){2,}$/;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
export const eventBus: ResourceModel = {
    type: busType,
    service: "EventBridge",
    operations: { create: "CreateEventBus", update: "UpdateEventBus", remove: "DeleteEventBus" },
    schema: z.looseObject({
        name: z
            .string()
            .min(1)
            .max(256)
            .regex(/^[/.\-_A-Za-z0-9]+$/, "an event bus name is made of letters, digits and . - _")
            .refine((name) => name !== "default", 'every account has the bus "default" already; choose another name'),
        description: z.string().max(512).optional(),
        eventSourceName: z
            .string()
            .max(256)
            .regex(partnerSource, "the name of a partner event source begins with aws.partner/ and has two parts more")
            .optional(),
        kmsKeyIdentifier: z.string().min(1).max(2048).optional(),
        deadLetterConfig: deadLetterSchema.optional(),
        logConfig: z
            .looseObject({
                includeDetail: z.enum(["NONE", "FULL"]).optional(),
                level: z.enum(["OFF", "ERROR", "INFO", "TRACE"]).optional(),
            })
            .optional(),
    }),
    autoname: { property: "name", maxLength: 255 },
    taggable: true,
    replaceOnChange: ["name", "eventSourceName"],
    computed: ["arn"],
    check(inputs) {
        const { name, eventSourceName } = inputs;
        const problems = tagProblems(inputs);
        // Only the bus of a partner source has slashes in its name, and it bears the name of the source (API page above).
        if (typeof name === "string" && eventSourceName === undefined && name.includes("/")) {
            problems.push({ property: "name", reason: `a custom event bus name holds no /, this one is ${name}` });
        }
        if (typeof name === "string" && typeof eventSourceName === "string" && name !== eventSourceName) {
            problems.push({ property: "name", reason: `the bus of a partner source is named ${eventSourceName}` });
        }
        return problems;
    },
    create(call, inputs) {
        const name = String(inputs["name"]);
        const buses = call.world.list(busType, call.scope);
        if (buses.some((bus) => bus.id === name)) {
            call.fail("ResourceAlreadyExistsException", `Event bus ${name} already exists.`);
        }
        const most = quota("events.buses", call.world);
        if (buses.length >= most) {
            call.fail("LimitExceededException", `The account has ${most} event buses in this Region, its quota.`);
        }
        requireParts(call, inputs);
        return { id: name, outputs: { arn: busArn(call.scope, name) } };
    },
    update(call, _current, inputs) {
        requireParts(call, inputs);
        return undefined;
    },
    // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteEventBus.html: its rules are deleted first.
    remove(call, current) {
        const rules = rulesOn(call, current.id).map((rule) => String(rule.outputs["name"]));
        const managed = archivesOn(call, current.id).map((archive) => `Events-Archive-${archive.id}`);
        if (rules.length + managed.length > 0) {
            const names = [...rules, ...managed].join(", ");
            call.fail("ValidationException", `Event bus ${current.id} can't be deleted since it has rules: ${names}.`);
        }
    },
};

function requireParts(call: Call, inputs: Properties): void {
    requireDeadLetterQueue(call, inputs["deadLetterConfig"]);
    encryptionKey(call, inputs["kmsKeyIdentifier"], "ValidationException");
}
