import { z } from "zod";
import type { Context } from "../../../simulator/kernel/call";
import { FaultPlan } from "../../../simulator/kernel/faults";
import type { ResourceModel, ServiceModel } from "../../../simulator/kernel/model";
import { World } from "../../../simulator/kernel/world";

const type = "aws:toy/queue:Queue";

export const urn = (name: string): string => `urn:pulumi:test::landing-zone::landingzone:events:Bus$${type}::${name}`;

/** A type with a bit of everything, so that tests of the kernel need no service. */
export const queue: ResourceModel = {
    type,
    service: "Toy",
    operations: { create: "CreateQueue", update: "SetQueue", remove: "DeleteQueue" },
    schema: z.looseObject({
        delay: z.number().optional(),
        nested: z.looseObject({ count: z.number() }).optional(),
    }),
    autoname: { property: "name", maxLength: 20 },
    taggable: true,
    replaceOnChange: ["name"],
    computed: ["arn", "url"],
    recomputed: { url: ["delay"] },
    secrets: ["password"],
    create: ({ scope }, { name }) => ({
        id: String(name),
        outputs: { arn: `arn:aws:toy:${scope.region}:${scope.account}:${name}`, url: "u0", password: "p" },
    }),
    update: (_, current) => ({ url: `${current.outputs["url"]}+` }),
    remove: (call, current) => {
        if (current.inputs["locked"] === true) call.fail("QueueLocked", `${current.id} is locked`);
    },
    read: ({ world }) => ({ length: world.list(type).length }),
};

export const toys: ServiceModel = {
    resources: [queue],
    functions: [
        {
            token: "aws:toy/getQueue:getQueue",
            service: "Toy",
            operation: "GetQueue",
            invoke: ({ world, scope, caller }, { name }) => ({
                found: world.get(type, scope, String(name)) !== undefined,
                region: scope.region,
                caller,
            }),
        },
    ],
};

export function context(change: Partial<Context> = {}): Context {
    return {
        world: new World(),
        faults: new FaultPlan(),
        scope: { account: "111122223333", region: "eu-west-1" },
        urn: urn("orders"),
        defaultTags: {},
        ...change,
    };
}
