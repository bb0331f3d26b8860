import { z } from "zod";
import type { ResourceModel } from "../../kernel/model";
import { busName, busNameOrArn, defaultBus, idOn, requireBus } from "./buses";

const type = "aws:cloudwatch/eventPermission:EventPermission";

/** One statement of a bus policy: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html */
export const eventPermission: ResourceModel = {
    type,
    service: "EventBridge",
    operations: {
        create: "PutPermission",
        update: "PutPermission",
        remove: "RemovePermission",
        read: "DescribeEventBus",
    },
    schema: z.looseObject({
        action: z
            .string()
            .max(64)
            .regex(/^events:[a-zA-Z]+$/, "is an action of events, such as events:PutEvents")
            .optional(),
        principal: z.string().regex(/^(?:\d{12}|\*)$/, "is a 12-digit account id or *"),
        statementId: z
            .string()
            .max(64)
            .regex(/^[a-zA-Z0-9_-]+$/, "is made of letters, digits, - and _"),
        eventBusName: z.string().regex(busNameOrArn, "names an event bus, or is the ARN of one").optional(),
        condition: z
            .looseObject({ key: z.literal("aws:PrincipalOrgID"), type: z.literal("StringEquals"), value: z.string() })
            .optional(),
    }),
    defaults: { action: "events:PutEvents", eventBusName: defaultBus },
    replaceOnChange: ["eventBusName", "statementId"],
    computed: [],
    create(call, inputs) {
        const bus = requireBus(call, String(inputs["eventBusName"]));
        const statement = String(inputs["statementId"]);
        const id = idOn(bus, "/", statement);
        const same = call.world
            .list(type, call.scope)
            .some((record) => busName(String(record.inputs["eventBusName"])) === bus && record.id === id);
        if (same) {
            call.fail("ResourceAlreadyExistsException", `Statement ${statement} exists already on event bus ${bus}.`);
        }
        return { id, outputs: {} };
    },
    update: () => undefined,
};
