import { parseArn } from "../../checks/arn";
import { parsePolicy, statementsOf } from "../../checks/policyDocument";
import { isObject } from "../../kernel/values";
import type { World } from "../../kernel/world";
import { accountType } from "../organizations/tree";
import { roleByArn, userByArn } from "./entities";

/**
 * The principals of a policy that do not exist, for which IAM and KMS refuse it. Only accounts that were made in the
 * simulator are known well enough to say so; service-linked roles and those of Identity Center appear by themselves.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function unknownPrincipals(world: World, policy: string): string[] {
    const document = parsePolicy(policy);
    if (document === undefined) return [];
    return awsPrincipals(statementsOf(document)).filter((arn) => isMissing(world, arn));
}

function awsPrincipals(statements: readonly unknown[]): string[] {
    return statements.flatMap((statement) => {
        const principal = isObject(statement) ? (statement["Principal"] ?? statement["NotPrincipal"]) : undefined;
        const named = isObject(principal) ? principal["AWS"] : undefined;
        const values = Array.isArray(named) ? named : [named];
        return values.filter((value) => typeof value === "string");
    });
}

function isMissing(world: World, principal: string): boolean {
    const arn = parseArn(principal);
    if (arn === undefined || arn.service !== "iam") return false;
    if (world.find(accountType, arn.account) === undefined) return false;
    if (/^role\/aws-(service-role|reserved)\//.test(arn.resource)) return false;
    if (arn.resource.startsWith("role/")) return roleByArn(world, principal) === undefined;
    if (arn.resource.startsWith("user/")) return userByArn(world, principal) === undefined;
    return false;
}
