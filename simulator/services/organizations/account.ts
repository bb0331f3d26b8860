import { z } from "zod";
import { tagProblems } from "../../checks/tags";
import { now } from "../../clock";
import type { Call, ResourceModel } from "../../kernel/model";
import { digits, type Properties } from "../../kernel/values";
import type { Entity } from "../../kernel/world";
import { quota } from "../../quotas";
import { accessRole } from "../iam/accessRole";
import { attachDefaults, forgetTarget } from "./defaultPolicies";
import { parentId } from "./organizationalUnit";
import {
    accountType,
    delegationType,
    isParent,
    managedOrganization,
    memberAccounts,
    organizationsArn,
    organizationType,
    rootId,
    text,
} from "./tree";

/** Given to the role of new accounts unless told: API_CreateAccount.html (RoleName). */
const defaultRole = "OrganizationAccountAccessRole";

/**
 * A member account. https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 *
 * Not modelled, since they need time: at most five creations at once, the minutes until an account is usable, removal
 * refused in the first seven days or without payment data of its own, closing at most 10 % of the accounts a month, and the
 * 90 days a closed account stays suspended. An account that left is forgotten, and its e-mail address is free again; at AWS
 * it stays taken.
 */
export const account: ResourceModel = {
    type: accountType,
    service: "Organizations",
    operations: {
        create: "CreateAccount",
        update: "TagResource",
        remove: "RemoveAccountFromOrganization",
        read: "DescribeAccount",
    },
    placement: "global",
    schema: z.looseObject({
        name: z.string().min(1, "is 1 to 50 characters").max(50, "is 1 to 50 characters"),
        email: z
            .string()
            .min(6, "is 6 to 64 characters")
            .max(64, "is 6 to 64 characters")
            .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "must be a valid email address"),
        parentId: parentId.optional(),
        roleName: z
            .string()
            .regex(/^[\w+=,.@-]{1,64}$/, "is 1 to 64 letters, digits and + = , . @ - _")
            .optional(),
        iamUserAccessToBilling: z.enum(["ALLOW", "DENY"]).optional(),
        closeOnDeletion: z.boolean().optional(),
        createGovcloud: z.literal(false, "needs a GovCloud partition, which is not modelled").optional(),
    }),
    defaults: { closeOnDeletion: false, createGovcloud: false },
    autoname: { property: "name", maxLength: 50 },
    taggable: true,
    // A name changes in place (account:PutAccountName, hashicorp/terraform-provider-aws#42350), an address does not.
    replaceOnChange: ["email", "iamUserAccessToBilling", "roleName"],
    computed: ["arn", "govcloudId", "joinedMethod", "joinedTimestamp", "parentId", "state", "status"],
    check: tagProblems,
    create(call, inputs) {
        const { world } = call;
        const organization = managedOrganization(call);
        const most = quota("organizations.accounts", world);
        if (memberAccounts(world, organization).length + 1 >= most) {
            call.fail(
                "ConstraintViolationException",
                `ACCOUNT_NUMBER_LIMIT_EXCEEDED: You have exceeded the allowed number of AWS accounts (${most}, the ` +
                    "management account included). Ask AWS for a higher quota.",
            );
        }
        refuseTakenEmail(call, String(inputs["email"]));
        const parent = inputs["parentId"] === undefined ? rootId(organization) : String(inputs["parentId"]);
        if (parent !== rootId(organization)) move(call, organization, parent);
        const id = newAccountId(call);
        const role = typeof inputs["roleName"] === "string" ? inputs["roleName"] : defaultRole;
        world.put(accessRole(id, call.scope.account, role));
        attachDefaults(world, organization, id);
        return {
            id,
            outputs: {
                arn: organizationsArn(call.scope.account, `account/${organization.id}/${id}`),
                govcloudId: "",
                joinedMethod: "CREATED",
                joinedTimestamp: now,
                parentId: parent,
                state: "ACTIVE",
                status: "ACTIVE",
            },
        };
    },
    update(call, current, inputs): Properties {
        const organization = managedOrganization(call);
        const parent = inputs["parentId"];
        if (inputs["name"] !== current.inputs["name"]) call.operation("PutAccountName");
        if (typeof parent === "string" && parent !== current.outputs["parentId"]) move(call, organization, parent);
        return {};
    },
    remove(call, current) {
        const organization = managedOrganization(call);
        if (current.inputs["closeOnDeletion"] === true) call.operation("CloseAccount");
        // https://docs.aws.amazon.com/organizations/latest/APIReference/API_RemoveAccountFromOrganization.html
        const delegation = call.world
            .list(delegationType, current.scope)
            .find((record) => text(record, "accountId") === current.id);
        if (delegation !== undefined) {
            call.fail(
                "ConstraintViolationException",
                `CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG: ${current.id} is a delegated administrator of ` +
                    `${text(delegation, "servicePrincipal")}. Deregister it first.`,
            );
        }
        const role = typeof current.inputs["roleName"] === "string" ? current.inputs["roleName"] : defaultRole;
        call.world.delete(accessRole(current.id, current.scope.account, role));
        forgetTarget(call.world, organization, current.id);
    },
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html */
function move(call: Call, organization: Entity, parent: string): void {
    call.operation("MoveAccount");
    if (!isParent(call.world, organization, parent)) {
        call.fail("DestinationParentNotFoundException", `The destination container ${parent} doesn't exist.`);
    }
}

/** Creation is asynchronous: https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccountStatus.html */
function refuseTakenEmail(call: Call, email: string): void {
    const { world } = call;
    const taken = [
        ...world.list(accountType).map((record) => text(record, "email")),
        ...world.list(organizationType).map((record) => text(record, "masterAccountEmail")),
    ];
    if (!taken.some((address) => address.toLowerCase() === email.toLowerCase())) return;
    call.operation("DescribeCreateAccountStatus");
    call.fail(
        "EMAIL_ALREADY_EXISTS",
        `The account could not be created because another AWS account with the email address ${email} already exists.`,
    );
}

function newAccountId(call: Call): string {
    for (;;) {
        const id = digits(`${call.urn}#${call.world.next(`account:${call.urn}`)}`, 12);
        if (id !== call.scope.account && call.world.find(accountType, id) === undefined) return id;
    }
}
