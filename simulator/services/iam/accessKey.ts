import { z } from "zod";
import { now } from "../../clock";
import type { ResourceModel } from "../../kernel/model";
import { hex } from "../../kernel/values";
import { quota } from "../../quotas";
import { limitExceeded } from "./documents";
import { accessKeyType, userType } from "./entities";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
export const accessKey: ResourceModel = {
    type: accessKeyType,
    service: "IAM",
    operations: {
        create: "CreateAccessKey",
        update: "UpdateAccessKey",
        remove: "DeleteAccessKey",
        read: "ListAccessKeys",
    },
    placement: "global",
    schema: z.looseObject({
        user: z.string().min(1, "is the name of a user"),
        status: z.enum(["Active", "Inactive"]).optional(),
    }),
    defaults: { status: "Active" },
    replaceOnChange: ["pgpKey", "user"],
    computed: ["createDate", "secret", "sesSmtpPasswordV4"],
    secrets: ["secret", "sesSmtpPasswordV4"],
    check(inputs) {
        if (inputs["pgpKey"] === undefined) return [];
        return [{ property: "pgpKey", reason: "is not modelled by the simulator: it encrypts nothing" }];
    },
    create(call, inputs) {
        const { world, scope } = call;
        const user = String(inputs["user"]);
        if (world.get(userType, scope, user) === undefined) {
            call.fail("NoSuchEntity", `The user with name ${user} cannot be found.`, 404);
        }
        const most = quota("iam.accessKeysPerUser", world);
        const existing = world.list(accessKeyType, scope).filter((key) => key.outputs["user"] === user).length;
        if (existing >= most) limitExceeded(call, "AccessKeysPerUser", most, String(existing + 1));
        const id = world.newId("AKIA", call.urn, 16).toUpperCase();
        return {
            id,
            outputs: {
                createDate: now,
                secret: hex(`secret:${id}`, 40),
                sesSmtpPasswordV4: hex(`ses:${id}`, 44),
            },
        };
    },
    update: () => ({}),
};
