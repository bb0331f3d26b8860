import { z } from "zod";
import { tagProblems } from "../../checks/tags";
import type { Call, ResourceModel } from "../../kernel/model";
import type { Entity, World } from "../../kernel/world";
import { quota } from "../../quotas";
import { attachDefaults, forgetTarget } from "./defaultPolicies";
import {
    ancestors,
    isParent,
    managedOrganization,
    memberAccounts,
    organizationsArn,
    rootId,
    text,
    units,
    unitType,
} from "./tree";

/** Root or unit: https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganizationalUnit.html (ParentId) */
export const parentId = z
    .string()
    .regex(/^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/, 'is the id of a root ("r-…") or a unit ("ou-…")');

export const organizationalUnit: ResourceModel = {
    type: unitType,
    service: "Organizations",
    operations: {
        create: "CreateOrganizationalUnit",
        update: "UpdateOrganizationalUnit",
        remove: "DeleteOrganizationalUnit",
        read: "DescribeOrganizationalUnit",
    },
    placement: "global",
    schema: z.looseObject({
        name: z.string().min(1, "is 1 to 128 characters").max(128, "is 1 to 128 characters"),
        parentId,
    }),
    autoname: { property: "name", maxLength: 128 },
    taggable: true,
    replaceOnChange: ["parentId"],
    computed: ["accounts", "arn"],
    check: tagProblems,
    create(call, inputs) {
        const { world } = call;
        const organization = managedOrganization(call);
        const parent = String(inputs["parentId"]);
        const name = String(inputs["name"]);
        if (!isParent(world, organization, parent)) {
            call.fail("ParentNotFoundException", `You specified parent ${parent}, which doesn't exist.`);
        }
        const most = quota("organizations.unitDepth", world);
        if (ancestors(world, organization, parent).length >= most) {
            call.fail(
                "ConstraintViolationException",
                `OU_DEPTH_LIMIT_EXCEEDED: ${name} would be more than ${most} levels below the root.`,
            );
        }
        const all = quota("organizations.units", world);
        if (units(world, organization).length >= all) {
            call.fail(
                "ConstraintViolationException",
                `OU_NUMBER_LIMIT_EXCEEDED: an organization has at most ${all} organizational units.`,
            );
        }
        refuseSameName(call, organization, parent, name);
        const prefix = `ou-${rootId(organization).slice("r-".length)}-`;
        const id = world.newId(prefix, call.urn, 8);
        attachDefaults(world, organization, id);
        const arn = organizationsArn(call.scope.account, `ou/${organization.id}/${id}`);
        return { id, outputs: { arn, accounts: [] } };
    },
    update(call, current, inputs) {
        const organization = managedOrganization(call);
        const name = String(inputs["name"]);
        if (name !== current.inputs["name"]) refuseSameName(call, organization, text(current, "parentId"), name);
        return {};
    },
    // https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeleteOrganizationalUnit.html
    remove(call, current) {
        const organization = managedOrganization(call);
        const inside = [...units(call.world, organization), ...memberAccounts(call.world, organization)].filter(
            (record) => text(record, "parentId") === current.id,
        );
        if (inside.length > 0) {
            const names = inside.map((record) => `${text(record, "name")} (${record.id})`).join(", ");
            call.fail(
                "OrganizationalUnitNotEmptyException",
                `The specified OU is not empty: it holds ${names}. Move all accounts to another root or to other OUs, ` +
                    "remove all child OUs, and try the operation again.",
            );
        }
        forgetTarget(call.world, organization, current.id);
    },
    read: (call, current) => ({ accounts: accountsBelow(call.world, current) }),
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganizationalUnit.html (Errors) */
function refuseSameName(call: Call, organization: Entity, parent: string, name: string): void {
    const taken = units(call.world, organization).some(
        (unit) => text(unit, "parentId") === parent && text(unit, "name") === name,
    );
    if (taken) {
        call.fail(
            "DuplicateOrganizationalUnitException",
            `An OU with the name ${name} already exists under ${parent}.`,
        );
    }
}

/** All accounts under a unit, those of the units in it included, as the provider lists them. */
function accountsBelow(world: World, unit: Entity): { arn: string; email: string; id: string; name: string }[] {
    const organization = world.list("aws:organizations/organization:Organization", unit.scope)[0];
    if (organization === undefined) return [];
    return memberAccounts(world, organization)
        .filter((member) => ancestors(world, organization, member.id).includes(unit.id))
        .map((member) => ({
            arn: text(member, "arn"),
            email: text(member, "email"),
            id: member.id,
            name: text(member, "name"),
        }));
}
