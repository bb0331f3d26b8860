import { z } from "zod";
import { isArn } from "../../checks/arn";
import { eventPatternProblems, usesWildcard } from "../../checks/eventPattern";
import { scheduleProblems } from "../../checks/schedule";
import { tagProblems } from "../../checks/tags";
import { NotModelled } from "../../kernel/errors";
import type { Call, Problem, ResourceModel } from "../../kernel/model";
import { digits, isUnknown, type Properties } from "../../kernel/values";
import { quota } from "../../quotas";
import { archivesOn, busName, busNameOrArn, defaultBus, idOn, requireBus, rulesOn, ruleType, targetsOf } from "./buses";

const name = /^[.\-_A-Za-z0-9]+$/;
const nameForm = "a rule name is made of letters, digits and . - _";
const states = ["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"] as const;
/** What the provider appends to a name prefix. */
const uniqueDigits = 26;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export const eventRule: ResourceModel = {
    type: ruleType,
    service: "EventBridge",
    operations: { create: "PutRule", update: "PutRule", remove: "DeleteRule", read: "DescribeRule" },
    schema: z.looseObject({
        name: z.string().max(64).regex(name, nameForm).optional(),
        namePrefix: z
            .string()
            .max(64 - uniqueDigits)
            .regex(name, nameForm)
            .optional(),
        description: z.string().max(512).optional(),
        eventBusName: z.string().max(1600).regex(busNameOrArn, "names an event bus, or is the ARN of one").optional(),
        eventPattern: z.string().max(4096).optional(),
        scheduleExpression: z.string().max(256).optional(),
        roleArn: z.string().refine(isArn, "is the ARN of a role").optional(),
        state: z.enum(states).optional(),
        isEnabled: z.boolean().optional(),
        forceDestroy: z.boolean().optional(),
    }),
    defaults: { eventBusName: defaultBus, forceDestroy: false },
    autoname: { property: "name", maxLength: 64, unless: "namePrefix" },
    taggable: true,
    replaceOnChange: ["name", "namePrefix", "eventBusName"],
    computed: ["arn", "name", "namePrefix", "state", "isEnabled"],
    check: (inputs) => [...tagProblems(inputs), ...combinations(inputs), ...expressions(inputs)],
    create(call, inputs) {
        const bus = requireBus(call, String(inputs["eventBusName"]));
        const rule = nameOf(call, inputs);
        const others = rulesOn(call, bus);
        if (others.some((other) => other.outputs["name"] === rule)) {
            throw new NotModelled(
                `two rules named ${rule} on the event bus ${bus}: AWS would let the second overwrite the first`,
            );
        }
        const most = quota("events.rulesPerBus", call.world);
        if (others.length + archivesOn(call, bus).length >= most) {
            call.fail("LimitExceededException", `Event bus ${bus} has ${most} rules, its quota.`);
        }
        requirePattern(call, bus, inputs);
        return {
            id: idOn(String(inputs["eventBusName"]), "/", rule),
            outputs: {
                arn: `arn:aws:events:${call.scope.region}:${call.scope.account}:rule/${idOn(bus, "/", rule)}`,
                name: rule,
                namePrefix: inputs["namePrefix"] ?? "",
                ...stateOf(inputs),
            },
        };
    },
    update(call, current, inputs) {
        const bus = busName(String(inputs["eventBusName"]));
        requirePattern(call, bus, inputs, current.id);
        return stateOf(inputs);
    },
    // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html: first its targets are removed.
    remove(call, current) {
        const bus = busName(String(current.inputs["eventBusName"]));
        if (targetsOf(call, bus, String(current.outputs["name"])).length > 0) {
            call.fail("ValidationException", "Rule can't be deleted since it has targets.");
        }
    },
    // The provider asks again for five minutes: the targets may be on their way out.
    retriedOnRemove: ["ValidationException"],
};

function nameOf(call: Call, inputs: Properties): string {
    if (inputs["name"] !== undefined) return String(inputs["name"]);
    const seed = `${call.urn}#${call.world.next(`name:${call.urn}`)}`;
    return `${inputs["namePrefix"] ?? "terraform-"}${digits(seed, uniqueDigits)}`;
}

function stateOf(inputs: Properties): { readonly state: string; readonly isEnabled: boolean } {
    const state = inputs["state"] ?? (inputs["isEnabled"] === false ? "DISABLED" : "ENABLED");
    return { state: String(state), isEnabled: state !== "DISABLED" };
}

function combinations(inputs: Properties): Problem[] {
    const problems: Problem[] = [];
    const { eventPattern, scheduleExpression, eventBusName } = inputs;
    if (eventPattern === undefined && scheduleExpression === undefined) {
        problems.push({ property: "eventPattern", reason: "a rule has an eventPattern, a scheduleExpression or both" });
    }
    if (inputs["name"] !== undefined && inputs["namePrefix"] !== undefined) {
        problems.push({ property: "namePrefix", reason: "conflicts with name; leave one of them out" });
    }
    if (inputs["state"] !== undefined && inputs["isEnabled"] !== undefined) {
        problems.push({ property: "isEnabled", reason: "conflicts with state; leave it out, it is deprecated" });
    }
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
    if (scheduleExpression !== undefined && !isUnknown(eventBusName) && busName(String(eventBusName)) !== defaultBus) {
        const reason = `ScheduleExpression is supported only on the default event bus, this rule is on ${eventBusName}`;
        problems.push({ property: "scheduleExpression", reason });
    }
    return problems;
}

function expressions(inputs: Properties): Problem[] {
    const { eventPattern, scheduleExpression } = inputs;
    const patterns = typeof eventPattern === "string" ? eventPatternProblems(eventPattern) : [];
    const schedules = typeof scheduleExpression === "string" ? scheduleProblems(scheduleExpression) : [];
    return [
        ...patterns.map((reason) => ({ property: "eventPattern", reason })),
        ...schedules.map((reason) => ({ property: "scheduleExpression", reason })),
    ];
}

function requirePattern(call: Call, bus: string, inputs: Properties, except?: string): void {
    const pattern = inputs["eventPattern"];
    if (typeof pattern !== "string") return;
    const most = quota("events.size.pattern", call.world);
    if (pattern.length > most) {
        call.fail(
            "LimitExceededException",
            `The event pattern has ${pattern.length} characters; the quota is ${most}.`,
        );
    }
    if (!usesWildcard(pattern)) return;
    const wildcards = quota("events.wildcardRulesPerBus", call.world);
    const others = rulesOn(call, bus).filter(
        ({ id, inputs: { eventPattern } }) =>
            id !== except && typeof eventPattern === "string" && usesWildcard(eventPattern),
    );
    if (others.length >= wildcards) {
        call.fail("LimitExceededException", `Event bus ${bus} has ${wildcards} rules with wildcards, its quota.`);
    }
}
