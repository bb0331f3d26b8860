import { coversWorld, parseCidr } from "./cidr";
import { type Condition, type Statement, someText } from "./statement";
import { someKnown } from "./unknowns";

/** Condition keys that tie a request to an organization. */
export const organizationKeys = [
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
];
const arnKeys = ["aws:principalarn", "aws:sourcearn", "s3:dataaccesspointarn"];

/** Condition keys that narrow whoever is admitted to something that is not everyone. */
const narrowingKeys = [
    ...organizationKeys,
    ...arnKeys,
    "aws:principalaccount",
    "aws:sourceaccount",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "kms:calleraccount",
    "s3:dataaccesspointaccount",
];

/**
 * Whether a statement admits everyone: a principal that is a wildcard, or all but some, with no condition that narrows it
 * (docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html, "the meaning of public").
 */
export function admitsEveryone(statement: Statement): boolean {
    return admitsMoreThan(statement, narrowsSomehow);
}

/** Whether a statement admits everyone, be they of the organization or not. */
export function admitsOutsiders(statement: Statement): boolean {
    return admitsMoreThan(statement, (condition) => narrowsBy(condition, organizationKeys));
}

/** AWS takes no wildcard as a part of a principal, so `arn:aws:iam::*:root` is not read as anything narrower than `*`. */
function admitsMoreThan(statement: Statement, narrows: (condition: Condition) => boolean): boolean {
    return (
        statement.allows &&
        (statement.has("NotPrincipal") || statement.somePrincipal((name) => name.includes("*"))) &&
        !someKnown(statement.conditions, narrows)
    );
}

/** Operators that hold only when the key is there and has one of the values. Those with IfExists hold without it. */
const narrowingOperator = /^(?:foranyvalue:)?(?:stringequals|stringequalsignorecase|stringlike|arnequals|arnlike)$/;

function narrowsSomehow(condition: Condition): boolean {
    const { key, operator, values } = condition;
    switch (key) {
        case "aws:sourceip":
        case "aws:vpcsourceip":
            return operator === "ipaddress" && narrowsAddresses(values);
        // Only hosts that can reach the file system's network interfaces (docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html).
        case "elasticfilesystem:accessedviamounttarget":
            return operator === "bool" && someText(values, (text) => text.toLowerCase() === "true");
        default:
            return narrowsBy(condition, narrowingKeys);
    }
}

function narrowsAddresses(values: unknown): boolean {
    const ranges: ReturnType<typeof parseCidr>[] = [];
    someText(values, (text) => ranges.push(parseCidr(text)) === 0);
    return ranges.length > 0 && !coversWorld(ranges.flatMap((range) => range ?? []));
}

function narrowsBy({ key, operator, values }: Condition, keys: readonly string[]): boolean {
    return (
        keys.includes(key) &&
        narrowingOperator.test(operator) &&
        someText(values, () => true) &&
        !someText(values, (value) => isOpen(key, value))
    );
}

/** Whether a value of a condition leaves room for principals that it does not name. */
function isOpen(key: string, value: string): boolean {
    if (value.includes("${")) {
        // "${aws:PrincipalOrgID}" compares the caller with itself; only what the resource belongs to is fixed.
        return !/^\$\{aws:Resource(?:OrgID|OrgPaths|Account)\}[^$]*$/i.test(value);
    }
    if (!/[*?]/.test(value)) {
        return false;
    }
    if (organizationKeys.includes(key)) {
        return !/^o-[a-z0-9]{10,32}\//.test(value);
    }
    if (arnKeys.includes(key)) {
        return !namesOwner(value);
    }
    // "AROA…:*" stands for all sessions of one role.
    return key !== "aws:userid" || !/^A[A-Z0-9]{15,}:/.test(value);
}

/** An ARN pattern that fixes the account, or for S3, whose names are unique in the world, the bucket. */
function namesOwner(pattern: string): boolean {
    const [, , service, , account, ...rest] = pattern.split(":");
    return /^\d{12}$/.test(account ?? "") || (service === "s3" && /^[^*?]{3,}/.test(rest.join(":")));
}
