import { isAccountId, parseArn } from "../../checks/arn";
import type { Entity, World } from "../../kernel/world";
import { ancestors, organizationOf, organizationsArn } from "../organizations/tree";

export const sharingType = "aws:ram/sharingWithOrganization:SharingWithOrganization";
export const shareType = "aws:ram/resourceShare:ResourceShare";
export const resourceAssociationType = "aws:ram/resourceAssociation:ResourceAssociation";
export const principalAssociationType = "aws:ram/principalAssociation:PrincipalAssociation";

/**
 * Whether an account can use a resource of another account through a resource share. Principals outside the organization
 * would have to accept an invitation, which the simulator does not do: nothing is shared with them.
 * https://docs.aws.amazon.com/ram/latest/userguide/getting-started-shared.html
 */
export function sharedWith(world: World, account: string, resourceArn: string): boolean {
    const owner = parseArn(resourceArn)?.account;
    if (owner === undefined) return false;
    const shares = new Set(
        world
            .list(resourceAssociationType)
            .filter(
                (association) =>
                    association.scope.account === owner && association.outputs["resourceArn"] === resourceArn,
            )
            .map((association) => association.outputs["resourceShareArn"]),
    );
    if (shares.size === 0) return false;
    return world
        .list(principalAssociationType)
        .filter((association) => shares.has(association.outputs["resourceShareArn"]))
        .some((association) => holds(world, owner, String(association.outputs["principal"]), account));
}

/** Whether RAM may share inside the organization of an account: its management account has said so. */
export function sharingEnabled(world: World, account: string): boolean {
    const organization = organizationOf(world, account);
    return organization !== undefined && world.list(sharingType, organization.scope).length > 0;
}

/** Whether a principal lies in the organization of the owner, so that no invitation is needed. */
export function isInside(world: World, owner: string, principal: string): boolean {
    const organization = organizationOf(world, owner);
    if (organization === undefined || !sharingEnabled(world, owner)) return false;
    if (isAccountId(principal)) return organizationOf(world, principal)?.id === organization.id;
    return isOrganizationArn(principal) && principalExists(world, organization, principal);
}

/** Organization or unit, named by ARN. */
export function isOrganizationArn(principal: string): boolean {
    return /^arn:aws(-[a-z-]+)?:organizations::\d{12}:(organization\/o-[a-z0-9]{10,32}|ou\/o-[a-z0-9]{10,32}\/ou-[0-9a-z-]+)$/.test(
        principal,
    );
}

function principalExists(world: World, organization: Entity, principal: string): boolean {
    if (principal === organization.outputs["arn"]) return true;
    const unit = unitOf(principal);
    return (
        principal === organizationsArn(organization.scope.account, `ou/${organization.id}/${unit}`) &&
        world.get("aws:organizations/organizationalUnit:OrganizationalUnit", organization.scope, unit) !== undefined
    );
}

/** Whether an account is the principal or lies below it. */
function holds(world: World, owner: string, principal: string, account: string): boolean {
    const organization = organizationOf(world, owner);
    if (organization === undefined || !isInside(world, owner, principal)) return false;
    if (organizationOf(world, account)?.id !== organization.id) return false;
    if (isAccountId(principal)) return principal === account;
    if (principal === organization.outputs["arn"]) return true;
    return ancestors(world, organization, account).includes(unitOf(principal));
}

function unitOf(principal: string): string {
    return principal.slice(principal.lastIndexOf("/") + 1);
}
