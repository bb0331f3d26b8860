import { z } from "zod";
import { policyText } from "../../checks/policyDocument";
import { resourcePolicyProblems } from "../../checks/resourcePolicy";
import { NotModelled } from "../../kernel/errors";
import type { Call, ResourceModel } from "../../kernel/model";
import type { Properties } from "../../kernel/values";
import { quota } from "../../quotas";
import { busNameOrArn, defaultBus, requireBus } from "./buses";

const type = "aws:cloudwatch/eventBusPolicy:EventBusPolicy";

/**
 * The whole policy of one bus. AWS takes `Principal: "*"` without a condition, so it is not refused here.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
 */
export const eventBusPolicy: ResourceModel = {
    type,
    service: "EventBridge",
    operations: {
        create: "PutPermission",
        update: "PutPermission",
        remove: "RemovePermission",
        read: "DescribeEventBus",
    },
    schema: z.looseObject({
        eventBusName: z.string().regex(busNameOrArn, "names an event bus, or is the ARN of one").optional(),
        policy: z.string(),
    }),
    defaults: { eventBusName: defaultBus },
    replaceOnChange: ["eventBusName"],
    computed: [],
    check: (inputs) => resourcePolicyProblems(inputs, "policy"),
    create(call, inputs) {
        const bus = requireBus(call, String(inputs["eventBusName"]));
        if (call.world.get(type, call.scope, bus) !== undefined) {
            throw new NotModelled(
                `two policies on the event bus ${bus}: AWS keeps only the one that is written last, so put all ` +
                    "statements into one",
            );
        }
        requireSize(call, inputs);
        return { id: bus, outputs: {} };
    },
    update(call, _current, inputs) {
        requireSize(call, inputs);
        return undefined;
    },
};

function requireSize(call: Call, inputs: Properties): void {
    const size = policyText(inputs["policy"]).length;
    const most = quota("events.size.busPolicy", call.world);
    if (size > most) {
        call.fail("PolicyLengthExceededException", `The policy has ${size} characters; an event bus allows ${most}.`);
    }
}
