import * as z from "zod/mini";
import type { Findings } from "./findings";
import { readPolicyDocument, type Statement } from "./policyDocument";
import { admitsEveryone, organizationKeys } from "./principals";

/** Parameter of rules that ask for the organization in a condition. */
export const organizations = z._default(z.array(z.string().check(z.regex(/^o-[a-z0-9]{10,32}$/))), []);

/** A policy that may admit everyone only if they belong to the organization. */
export function judgeForOrganization(
    value: unknown,
    property: string,
    allowed: readonly string[],
    findings: Findings,
): void {
    const document = readPolicyDocument(value);
    if ("problem" in document) {
        findings.undecided(`${property}: ${document.problem}`);
        return;
    }
    for (const statement of document.statements.filter((one) => one.allows)) {
        if (admitsEveryone(statement, organizationKeys)) {
            findings.violation(`${property}: ${statement.label} admits everyone, not only the organization`);
        }
        for (const foreign of allowed.length === 0 ? [] : foreignOrganizations(statement, allowed)) {
            findings.violation(`${property}: ${statement.label} admits ${foreign}; allowed are ${allowed.join(", ")}`);
        }
    }
}

function foreignOrganizations(statement: Statement, allowed: readonly string[]): string[] {
    const named = statement.conditions
        .filter(({ key }) => organizationKeys.includes(key))
        .flatMap(({ values }) => values.map((value) => value.split("/")[0] ?? value));
    return [...new Set(named)].filter((id) => !allowed.includes(id));
}
