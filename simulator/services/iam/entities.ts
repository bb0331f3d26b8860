import { formatArn, parseArn } from "../../checks/arn";
import type { Call } from "../../kernel/model";
import { hex, type Properties } from "../../kernel/values";
import type { Entity, Scope, World } from "../../kernel/world";

export const roleType = "aws:iam/role:Role";
export const rolePolicyType = "aws:iam/rolePolicy:RolePolicy";
export const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
export const policyType = "aws:iam/policy:Policy";
export const profileType = "aws:iam/instanceProfile:InstanceProfile";
export const userType = "aws:iam/user:User";
export const accessKeyType = "aws:iam/accessKey:AccessKey";

/** IAM has one list per account, whatever the Region. */
export function iamScope(account: string): Scope {
    return { account, region: "global" };
}

export function roleByName(world: World, account: string, name: string): Entity | undefined {
    return world.get(roleType, iamScope(account), name);
}

export function roleByArn(world: World, arn: string): Entity | undefined {
    return byArn(world, roleType, arn);
}

export function userByArn(world: World, arn: string): Entity | undefined {
    return byArn(world, userType, arn);
}

/** An instance profile by name or ARN, as launch templates name it. */
export function instanceProfile(world: World, account: string, reference: string): Entity | undefined {
    if (reference.startsWith("arn:")) return byArn(world, profileType, reference);
    return world.get(profileType, iamScope(account), reference);
}

/** Whether a managed policy can be attached in an account: AWS's own are not listed here and taken at their word. */
export function managedPolicyExists(world: World, account: string, arn: string): boolean {
    const parsed = parseArn(arn);
    if (parsed === undefined || parsed.service !== "iam" || !parsed.resource.startsWith("policy/")) return false;
    return parsed.account === "aws" || world.get(policyType, iamScope(account), arn) !== undefined;
}

/** `arn:aws:iam::123456789012:role/path/name`. */
export function iamArn(account: string, kind: string, path: unknown, name: string): string {
    const folder = typeof path === "string" ? path : "/";
    return formatArn({ service: "iam", region: "", account, resource: `${kind}${folder}${name}` });
}

/** AROA, AIDA …: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export function uniqueId(call: Call, prefix: string): string {
    return call.world.newId(prefix, call.urn, 17).toUpperCase();
}

/** The name given, or the prefix given with a random end. */
export function nameOf(call: Call, inputs: Properties): string {
    const { name, namePrefix } = inputs;
    if (typeof name === "string") return name;
    const generation = call.world.next(`name:${call.urn}`);
    return `${typeof namePrefix === "string" ? namePrefix : ""}${hex(`${call.urn}#${generation}`, 26)}`;
}

/** Names of roles, users and instance profiles differ by more than case: reference_iam-quotas.html (name requirements). */
export function refuseTakenName(call: Call, type: string, kind: string, name: string): void {
    const taken = call.world.list(type, call.scope).some((record) => {
        const existing = record.outputs["name"];
        return typeof existing === "string" && existing.toLowerCase() === name.toLowerCase();
    });
    if (taken) call.fail("EntityAlreadyExists", `${kind} with name ${name} already exists.`, 409);
}

function byArn(world: World, type: string, arn: string): Entity | undefined {
    const account = parseArn(arn)?.account;
    if (account === undefined) return undefined;
    return world.list(type, iamScope(account)).find((record) => record.outputs["arn"] === arn);
}
