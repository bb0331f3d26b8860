import { z } from "zod";
import { formatArn, isArn } from "../../checks/arn";
import { tagProblems } from "../../checks/tags";
import type { Call, ResourceModel } from "../../kernel/model";
import { uuid } from "../../kernel/values";
import type { Entity } from "../../kernel/world";
import { quota } from "../../quotas";
import { principalAssociationType, resourceAssociationType, shareType } from "./sharing";

/**
 * https://docs.aws.amazon.com/ram/latest/APIReference/API_CreateResourceShare.html
 * The API lets outside principals in unless told; the provider sends false unless told.
 */
export const resourceShare: ResourceModel = {
    type: shareType,
    service: "RAM",
    operations: {
        create: "CreateResourceShare",
        update: "UpdateResourceShare",
        remove: "DeleteResourceShare",
        read: "GetResourceShares",
    },
    schema: z.looseObject({
        name: z.string().min(1, "is a name"),
        allowExternalPrincipals: z.boolean().optional(),
        permissionArns: z
            .array(
                z.string().refine((text) => isArn(text) && text.includes(":permission/"), "is the ARN of a permission"),
            )
            .optional(),
    }),
    defaults: { allowExternalPrincipals: false },
    autoname: { property: "name", maxLength: 255 },
    taggable: true,
    replaceOnChange: ["permissionArns"],
    computed: ["arn", "permissionArns", "resourceShareConfiguration"],
    check: tagProblems,
    create(call, inputs) {
        const { account, region } = call.scope;
        const most = quota("ram.shares", call.world);
        if (call.world.list(shareType, call.scope).length >= most) {
            call.fail(
                "ResourceShareLimitExceededException",
                `There are ${most} resource shares in ${region}, the most.`,
            );
        }
        const id = uuid(`${call.urn}#${call.world.next(`share:${call.urn}`)}`);
        const arn = formatArn({ service: "ram", region, account, resource: `resource-share/${id}` });
        return {
            id: arn,
            outputs: {
                arn,
                permissionArns: inputs["permissionArns"] ?? [],
                resourceShareConfiguration: inputs["resourceShareConfiguration"] ?? {
                    retainSharingOnAccountLeaveOrganization: false,
                },
            },
        };
    },
    update: () => ({}),
    // A share takes its associations with it: https://docs.aws.amazon.com/ram/latest/APIReference/API_DeleteResourceShare.html
    remove(call, current) {
        for (const type of [resourceAssociationType, principalAssociationType]) {
            for (const association of associationsOf(call, type, current.id)) call.world.delete(association);
        }
    },
};

/** The share that an association names, which must be the caller's own, in its Region. */
export function ownShare(call: Call, arn: string): Entity {
    const share = call.world.get(shareType, call.scope, arn);
    if (share === undefined) call.fail("UnknownResourceException", `ResourceShare ${arn} could not be found.`);
    return share;
}

export function associationsOf(call: Call, type: string, share: string): Entity[] {
    return call.world.list(type, call.scope).filter((record) => record.outputs["resourceShareArn"] === share);
}

/** The provider looks before it associates. */
export function refuseRepeated(call: Call, type: string, id: string): void {
    if (call.world.get(type, call.scope, id) !== undefined)
        call.fail("AlreadyExists", `RAM association (${id}) already exists`);
}

/** What RAM says when something may not leave the organization. */
export function onlyInside(call: Call, what: string): never {
    call.fail(
        "OperationNotPermittedException",
        "The resource you are attempting to share can only be shared within your AWS Organization. This error may also " +
            `occur if you have not enabled sharing with your AWS organization (${what}).`,
    );
}
