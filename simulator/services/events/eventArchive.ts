import { z } from "zod";
import { formatArn, isArn, parseArn } from "../../checks/arn";
import { eventPatternProblems } from "../../checks/eventPattern";
import type { Call, Problem, ResourceModel } from "../../kernel/model";
import type { Properties } from "../../kernel/values";
import { quota } from "../../quotas";
import { encryptionKey } from "../encryptionKey";
import { archivesOn, archiveType, busExists, rulesOn } from "./buses";

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html */
export const eventArchive: ResourceModel = {
    type: archiveType,
    service: "EventBridge",
    operations: { create: "CreateArchive", update: "UpdateArchive", remove: "DeleteArchive" },
    schema: z.looseObject({
        name: z
            .string()
            .min(1)
            .max(48)
            .regex(/^[.\-_A-Za-z0-9]+$/, "an archive name is made of letters, digits and . - _"),
        description: z.string().max(512).optional(),
        eventPattern: z.string().max(4096).optional(),
        eventSourceArn: z.string().refine(isArn, "is the ARN of an event bus"),
        kmsKeyIdentifier: z.string().max(2048).optional(),
        retentionDays: z.int().min(0, "is 0, to keep events for ever, or a number of days").optional(),
    }),
    // The provider allows itself 255 characters where AWS takes 48: a long logical name fails here as it does there.
    autoname: { property: "name", maxLength: 255 },
    replaceOnChange: ["name", "eventSourceArn"],
    computed: ["arn"],
    check(inputs): Problem[] {
        const pattern = inputs["eventPattern"];
        if (typeof pattern !== "string") return [];
        return eventPatternProblems(pattern).map((reason) => ({ property: "eventPattern", reason }));
    },
    create(call, inputs) {
        const name = String(inputs["name"]);
        if (call.world.get(archiveType, call.scope, name) !== undefined) {
            call.fail("ResourceAlreadyExistsException", `Archive ${name} already exists.`);
        }
        const bus = requireSource(call, String(inputs["eventSourceArn"]));
        const most = quota("events.rulesPerBus", call.world);
        if (rulesOn(call, bus).length + archivesOn(call, bus).length >= most) {
            call.fail("LimitExceededException", `Event bus ${bus} has ${most} rules, its quota.`);
        }
        requireParts(call, inputs);
        return {
            id: name,
            outputs: { arn: formatArn({ service: "events", ...call.scope, resource: `archive/${name}` }) },
        };
    },
    update(call, _current, inputs) {
        requireParts(call, inputs);
        return undefined;
    },
};

function requireSource(call: Call, source: string): string {
    const arn = parseArn(source);
    const bus = arn?.resource.replace(/^event-bus\//, "") ?? "";
    const here = arn?.service === "events" && arn.account === call.scope.account && arn.region === call.scope.region;
    if (!here || !busExists(call, call.scope, bus)) {
        const place = `${call.scope.account} ${call.scope.region}`;
        call.fail("ResourceNotFoundException", `Event bus ${source} does not exist in ${place}.`);
    }
    return bus;
}

function requireParts(call: Call, inputs: Properties): void {
    const pattern = inputs["eventPattern"];
    const most = quota("events.size.pattern", call.world);
    if (typeof pattern === "string" && pattern.length > most) {
        call.fail(
            "LimitExceededException",
            `The event pattern has ${pattern.length} characters; the quota is ${most}.`,
        );
    }
    encryptionKey(call, inputs["kmsKeyIdentifier"], "ValidationException");
}
