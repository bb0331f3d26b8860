import { coversWorld, parseCidr } from "./cidr";
import type { Condition, Statement } from "./policyDocument";

/** Condition keys that tie a request to an organization. */
export const organizationKeys = [
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
];

/** Condition keys that narrow whoever is admitted to something that is not everyone. */
export const narrowingKeys = [
    ...organizationKeys,
    "aws:principalaccount",
    "aws:principalarn",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "kms:calleraccount",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
];

/**
 * Whether a statement admits everyone: a principal that is a wildcard, or all but some, with no condition that narrows it
 * (docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html, "the meaning of public").
 */
export function admitsEveryone(statement: Statement, keys: readonly string[] = narrowingKeys): boolean {
    const wildcard = [...statement.principals].some(([, names]) => names.some((name) => /^\*+$/.test(name)));
    return (
        statement.allows &&
        (wildcard || statement.hasNotPrincipal) &&
        !statement.conditions.some((one) => narrows(one, keys))
    );
}

/** Operators that hold only when the key is there and has one of the values. Those with IfExists hold without it. */
const narrowingOperator = /^(?:foranyvalue:)?(?:stringequals|stringequalsignorecase|stringlike|arnequals|arnlike)$/;

function narrows({ key, operator, values }: Condition, keys: readonly string[]): boolean {
    if (values.length === 0) {
        return false;
    }
    if (key === "aws:sourceip" || key === "aws:vpcsourceip") {
        const ranges = values.map(parseCidr);
        return keys === narrowingKeys && operator === "ipaddress" && !coversWorld(ranges.flatMap((one) => one ?? []));
    }
    return keys.includes(key) && narrowingOperator.test(operator) && !values.some((value) => isOpen(value, operator));
}

function isOpen(value: string, operator: string): boolean {
    return /like|arn/.test(operator) && /^(?:arn|aws|o-|[*?:/-])*$/.test(value) && value.includes("*");
}
