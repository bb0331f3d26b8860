import { z } from "zod";
import type { Call, ResourceModel } from "../../kernel/model";
import type { Properties } from "../../kernel/values";
import type { Entity, World } from "../../kernel/world";
import { sharingType } from "../ram/sharing";
import { accountLists } from "./accountLists";
import { attachDefaults, disableType, enableType } from "./defaultPolicies";
import { policyTypeNames, policyTypes, typeOfManagedPolicy } from "./policyTypes";
import {
    attachmentType,
    delegationType,
    memberAccounts,
    organizationOf,
    organizationsArn,
    organizationType,
    policyType,
    rootId,
    text,
    texts,
    unitType,
} from "./tree";

const servicePrincipal = z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/, 'is a service principal as in "ram.amazonaws.com"');

/** The management account was there before the simulator: its e-mail is made up. */
export function managementEmail(account: string): string {
    return `management+${account}@example.com`;
}

export const organization: ResourceModel = {
    type: organizationType,
    service: "Organizations",
    operations: {
        create: "CreateOrganization",
        update: "UpdateOrganization",
        remove: "DeleteOrganization",
        read: "DescribeOrganization",
    },
    placement: "global",
    schema: z.looseObject({
        featureSet: z.enum(["ALL", "CONSOLIDATED_BILLING"]).optional(),
        awsServiceAccessPrincipals: z.array(servicePrincipal).optional(),
        enabledPolicyTypes: z.array(z.enum(policyTypeNames)).optional(),
        returnOrganizationOnly: z.boolean().optional(),
    }),
    defaults: { featureSet: "ALL" },
    computed: [
        "accounts",
        "arn",
        "masterAccountArn",
        "masterAccountEmail",
        "masterAccountId",
        "masterAccountName",
        "nonMasterAccounts",
        "roots",
    ],
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_getting-started_concepts.html (feature sets)
    check(inputs) {
        const problems = [];
        for (const property of ["awsServiceAccessPrincipals", "enabledPolicyTypes"]) {
            if (inputs["featureSet"] === "CONSOLIDATED_BILLING" && texts(inputs[property]).length > 0) {
                problems.push({
                    property,
                    reason: "is only for organizations with all features: set featureSet to ALL",
                });
            }
        }
        return problems;
    },
    create(call, inputs) {
        const { account } = call.scope;
        // https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganization.html
        if (organizationOf(call.world, account) !== undefined) {
            call.fail("AlreadyInOrganizationException", "The provided account is already a member of an organization.");
        }
        enableServices(call, texts(inputs["awsServiceAccessPrincipals"]));
        enableTypes(call, inputs, texts(inputs["enabledPolicyTypes"]));
        const id = call.world.newId("o-", call.urn, 10);
        const root = call.world.newId("r-", call.urn, 4);
        const outputs = {
            arn: organizationsArn(account, `organization/${id}`),
            masterAccountArn: organizationsArn(account, `account/${id}/${account}`),
            masterAccountEmail: managementEmail(account),
            masterAccountId: account,
            masterAccountName: "management",
            roots: [rootOf(account, id, root, texts(inputs["enabledPolicyTypes"]))],
        };
        const record = { type: organizationType, id, scope: call.scope, inputs, outputs: { ...inputs, ...outputs } };
        for (const target of [root, account]) attachDefaults(call.world, record, target);
        return { id, outputs: { ...outputs, ...accountLists(call.world, record) } };
    },
    update(call, current, inputs) {
        if (current.inputs["featureSet"] === "ALL" && inputs["featureSet"] === "CONSOLIDATED_BILLING") {
            // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_support-all-features.html
            call.fail(
                "InvalidInputException",
                "An organization with all features cannot return to consolidated billing.",
            );
        }
        const [droppedServices, newServices] = difference(current, inputs, "awsServiceAccessPrincipals");
        for (const _ of droppedServices) call.operation("DisableAWSServiceAccess");
        enableServices(call, newServices);
        const [droppedTypes, newTypes] = difference(current, inputs, "enabledPolicyTypes");
        for (const type of droppedTypes) {
            call.operation("DisablePolicyType");
            disableType(call.world, current, policiesOfType(call.world, current, type));
        }
        enableTypes(call, inputs, newTypes);
        for (const type of newTypes) enableType(call.world, current, type);
        const types = texts(inputs["enabledPolicyTypes"]);
        return { roots: [rootOf(current.scope.account, current.id, rootId(current), types)] };
    },
    // Units, policies and trusted access go with the organization, member accounts must be gone before:
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_delete.html
    remove({ world, fail }, current) {
        const members = memberAccounts(world, current).map((record) => `${text(record, "name")} (${record.id})`);
        if (members.length > 0) {
            fail(
                "OrganizationNotEmptyException",
                "The organization isn't empty. To delete an organization, you must first remove all accounts except the " +
                    `management account: ${members.join(", ")}.`,
            );
        }
        for (const type of [unitType, policyType, attachmentType, delegationType, sharingType]) {
            for (const record of world.list(type, current.scope)) world.delete(record);
        }
    },
    read: (call, current) => accountLists(call.world, current),
};

function rootOf(account: string, id: string, root: string, types: readonly string[]): Properties {
    return {
        id: root,
        arn: organizationsArn(account, `root/${id}/${root}`),
        name: "Root",
        policyTypes: [...types].sort().map((type) => ({ type, status: "ENABLED" })),
    };
}

function enableServices(call: Call, services: readonly string[]): void {
    for (const _ of services) call.operation("EnableAWSServiceAccess");
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html */
function enableTypes(call: Call, inputs: Properties, types: readonly string[]): void {
    for (const type of types) {
        call.operation("EnablePolicyType");
        const needed = policyTypes[type]?.needsAccess;
        if (needed !== undefined && !texts(inputs["awsServiceAccessPrincipals"]).includes(needed)) {
            call.fail(
                "ConstraintViolationException",
                `${type} needs trusted access: add ${needed} to awsServiceAccessPrincipals.`,
            );
        }
    }
}

function policiesOfType(world: World, current: Entity, type: string): Set<string> {
    const own = world.list(policyType, current.scope).filter((record) => text(record, "type") === type);
    const managed = policyTypes[type]?.attachedByDefault?.id;
    const ids = own.map((record) => record.id);
    return new Set(managed !== undefined && typeOfManagedPolicy(managed) === type ? [managed, ...ids] : ids);
}

/** What went and what came between two states of a set. */
function difference(current: Entity, news: Properties, property: string): [string[], string[]] {
    const [before, after] = [texts(current.inputs[property]), texts(news[property])];
    return [before.filter((item) => !after.includes(item)), after.filter((item) => !before.includes(item))];
}
