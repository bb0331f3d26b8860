import { formatArn } from "../../checks/arn";
import type { Call } from "../../kernel/model";
import { isList, isObject } from "../../kernel/values";
import type { Entity, World } from "../../kernel/world";

export const organizationType = "aws:organizations/organization:Organization";
export const unitType = "aws:organizations/organizationalUnit:OrganizationalUnit";
export const accountType = "aws:organizations/account:Account";
export const policyType = "aws:organizations/policy:Policy";
export const attachmentType = "aws:organizations/policyAttachment:PolicyAttachment";
export const delegationType = "aws:organizations/delegatedAdministrator:DelegatedAdministrator";

/** The organization that an account manages or belongs to. */
export function organizationOf(world: World, account: string): Entity | undefined {
    const manager = world.find(accountType, account)?.scope.account ?? account;
    return world.list(organizationType).find((record) => record.scope.account === manager);
}

/** Member accounts, the management account not among them. */
export function memberAccounts(world: World, organization: Entity): Entity[] {
    return world.list(accountType, organization.scope);
}

export function units(world: World, organization: Entity): Entity[] {
    return world.list(unitType, organization.scope);
}

export function rootId(organization: Entity): string {
    const roots = organization.outputs["roots"];
    const root = isList(roots) ? roots[0] : undefined;
    const id = isObject(root) ? root["id"] : undefined;
    if (typeof id !== "string") throw new Error(`simulator: organization ${organization.id} has no root`);
    return id;
}

/** Whether accounts and units can be put under this id. */
export function isParent(world: World, organization: Entity, id: string): boolean {
    return id === rootId(organization) || world.get(unitType, organization.scope, id) !== undefined;
}

/** The ids above an account or unit, nearest first, the root last. */
export function ancestors(world: World, organization: Entity, id: string): string[] {
    const { scope } = organization;
    if (id === scope.account) return [rootId(organization)];
    const record = world.peek(accountType, scope, id) ?? world.peek(unitType, scope, id);
    const parent = record?.outputs["parentId"];
    return typeof parent === "string" ? [parent, ...ancestors(world, organization, parent)] : [];
}

/** `account/o-…/123456789012`: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_permissions_overview.html */
export function organizationsArn(management: string, resource: string): string {
    return formatArn({ service: "organizations", region: "", account: management, resource });
}

/**
 * The organization of the caller, who must be its management account.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html (Errors)
 */
export function managedOrganization(call: Call): Entity {
    const organization = organizationOf(call.world, call.scope.account);
    if (organization === undefined) {
        call.fail("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
    }
    if (organization.scope.account !== call.scope.account) {
        call.fail("AccessDeniedException", "You don't have permissions to access this resource.");
    }
    return organization;
}

export function text(record: Entity, output: string): string {
    const value = record.outputs[output];
    return typeof value === "string" ? value : "";
}

export function texts(value: unknown): string[] {
    return isList(value) ? value.filter((item) => typeof item === "string") : [];
}
