import * as z from "zod/mini";
import type { Findings } from "../../kit/findings";
import { defineRule } from "../../kit/rule";
import { asBoolean, asText } from "../../kit/values";

const shareType = "aws:ram/resourceShare:ResourceShare";
const associationType = "aws:ram/principalAssociation:PrincipalAssociation";
const associationsType = "aws:ram/resourceShareAssociationsExclusive:ResourceShareAssociationsExclusive";
const accountId = z.string().check(z.regex(/^\d{12}$/, "must be an account id of 12 digits"));

export const shareClosedToOutsiders = defineRule({
    id: "ram-share-closed-to-outsiders",
    title: "resource shares are closed to accounts outside the organization",
    why: "AWS RAM admits outside accounts unless told otherwise, and a shared subnet is a way into the network",
    fix: "set allowExternalPrincipals to false and share with an organizational unit; list single accounts in `accounts`",
    severity: "critical",
    types: [shareType, associationType, associationsType],
    sources: ["S004-123", "S004-124"],
    parameters: {
        /** Accounts of the organization that may be named one by one. By default none: shares name OUs. */
        accounts: z._default(z.array(accountId), []),
        /** Ids of the organizations that may be shared with (`o-…`). By default any, as AWS refuses outsiders. */
        organizations: z._default(z.array(z.string().check(z.regex(/^o-[a-z0-9]{10,32}$/))), []),
    },
    resource: ({ type, props }, findings, { accounts, organizations }) => {
        if (type === shareType) {
            const allowed = asBoolean(props["allowExternalPrincipals"]);
            if (allowed !== false) {
                const found = allowed === undefined ? "is not set, which AWS takes as true" : "is true";
                findings.violation(`allowExternalPrincipals ${found}`);
            }
            return;
        }
        findings.each(
            () => props[type === associationsType ? "principals" : "principal"],
            (value) => {
                const principal = asText(value);
                if (principal !== undefined) {
                    judgePrincipal(principal, { accounts, organizations }, findings);
                }
            },
        );
    },
});

interface Insiders {
    readonly accounts: readonly string[];
    readonly organizations: readonly string[];
}

function judgePrincipal(principal: string, { accounts, organizations }: Insiders, findings: Findings): void {
    const organization = /^arn:[^:]*:organizations::\d{12}:(?:organization|ou)\/(o-[a-z0-9]{10,32})(?:\/|$)/i.exec(
        principal,
    )?.[1];
    if (organization !== undefined) {
        if (organizations.length > 0 && !organizations.includes(organization)) {
            findings.violation(`principal ${principal} belongs to ${organization}, not to ${organizations.join(", ")}`);
        }
        return;
    }
    // A service of AWS acts for the owner of the share only.
    if (/^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/i.test(principal)) {
        return;
    }
    const account = /^(\d{12})$/.exec(principal)?.[1] ?? /^arn:[^:]*:iam::(\d{12}):/i.exec(principal)?.[1];
    if (account === undefined || !accounts.includes(account)) {
        const known = accounts.length === 0 ? "no account is listed" : `listed are ${accounts.join(", ")}`;
        findings.violation(`principal ${principal} is not a listed account of the organization (${known})`);
    }
}
