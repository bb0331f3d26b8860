import { z } from "zod";
import { tagProblems } from "../../checks/tags";
import { NotModelled } from "../../kernel/errors";
import type { Call } from "../../kernel/model";
import { isObject } from "../../kernel/values";
import type { Entity } from "../../kernel/world";
import { quota } from "../../quotas";
import { ec2Model, text } from "./inputs";
import { subnetInSight, visibleVpc } from "./lookup";
import { tagType, vpcType } from "./types";

/**
 * One tag of a resource, which may be a shared one: tags of a shared subnet do not travel, each account sets its own.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html
 */
export const tag = ec2Model({
    type: tagType,
    operations: { create: "CreateTags", update: "CreateTags", remove: "DeleteTags", read: "DescribeTags" },
    schema: z.looseObject({ key: z.string(), resourceId: z.string(), value: z.string() }),
    replaceOnChange: ["key", "resourceId"],
    computed: [],
    check(inputs) {
        const key = typeof inputs["key"] === "string" ? inputs["key"] : undefined;
        if (key === undefined) return [];
        const problems = tagProblems({ tags: { [key]: inputs["value"] ?? "" } });
        return problems.map(({ reason }) => ({ property: reason.includes("value") ? "value" : "key", reason }));
    },
    create(call, inputs) {
        const [resourceId, key] = [String(inputs["resourceId"]), String(inputs["key"])];
        const record = taggable(call, resourceId);
        const id = `${resourceId},${key}`;
        if (call.world.get(tagType, call.scope, id) !== undefined) {
            // AWS would let the second write win, and the two resources would undo each other for ever.
            throw new NotModelled(`two aws:ec2/tag:Tag of one key on one resource (${id}); keep one`);
        }
        const existing = tagKeys(call, resourceId, record);
        const most = quota("tags.perResource", call.world);
        if (!existing.has(key) && existing.size >= most) {
            call.fail("TagLimitExceeded", `The maximum number of tags of ${resourceId} has been reached (${most}).`);
        }
        return { id, outputs: {} };
    },
    update: () => ({}),
});

/** A record of the caller's own, or a subnet or VPC that is shared; undefined where what it names is no record of its own. */
function taggable(call: Call, id: string): Entity | undefined {
    const own = call.world
        .types()
        .filter((type) => type.startsWith("aws:ec2/") && type !== tagType)
        .map((type) => call.world.get(type, call.scope, id))
        .find((record) => record !== undefined);
    if (own !== undefined) return own;
    if (partOfVpc(call, id)) return undefined;
    if (id.startsWith("vpc-")) return visibleVpc(call, id);
    const subnet = subnetInSight(call.world, call.scope, id);
    if (subnet !== undefined) return subnet;
    call.fail(notFoundCodes[id.split("-")[0] ?? ""] ?? "InvalidID", `The ID '${id}' does not exist`);
}

/** What a VPC comes with has no record of its own. */
function partOfVpc(call: Call, id: string): boolean {
    const parts = ["defaultNetworkAclId", "defaultRouteTableId", "defaultSecurityGroupId", "mainRouteTableId"];
    return call.world.list(vpcType, call.scope).some((vpc) => parts.some((part) => text(vpc.outputs, part) === id));
}

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
const notFoundCodes: { readonly [prefix: string]: string } = {
    eipalloc: "InvalidAllocationID.NotFound",
    igw: "InvalidInternetGatewayID.NotFound",
    lt: "InvalidLaunchTemplateId.NotFound",
    nat: "InvalidNatGatewayID.NotFound",
    rtb: "InvalidRouteTableID.NotFound",
    sg: "InvalidGroup.NotFound",
    subnet: "InvalidSubnetID.NotFound",
    vpc: "InvalidVpcID.NotFound",
    vpce: "InvalidVpcEndpointId.NotFound",
};

/** Keys that the caller sees on it: the owner's tags of a shared subnet stay with the owner. */
function tagKeys(call: Call, resourceId: string, record: Entity | undefined): Set<string> {
    const keys = new Set<string>();
    const own = record?.scope.account === call.scope.account ? record.inputs["tagsAll"] : undefined;
    if (isObject(own)) for (const key of Object.keys(own)) keys.add(key);
    for (const other of call.world.list(tagType, call.scope)) {
        if (other.inputs["resourceId"] === resourceId) keys.add(String(other.inputs["key"]));
    }
    return keys;
}
