import * as z from "zod/mini";
import type { Findings } from "./findings";
import { eachStatement } from "./policyDocument";
import { admitsOutsiders, organizationKeys } from "./principals";
import { type Statement, someText } from "./statement";

/** Parameter of rules that ask for the organization in a condition. */
export const organizations = z._default(z.array(z.string().check(z.regex(/^o-[a-z0-9]{10,32}$/))), []);

/** A policy that may admit everyone only if they belong to the organization. */
export function judgeForOrganization(
    value: unknown,
    property: string,
    allowed: readonly string[],
    findings: Findings,
): void {
    eachStatement(value, property, findings, (statement) => {
        if (!statement.allows) {
            return;
        }
        findings.attempt(() => {
            if (admitsOutsiders(statement)) {
                findings.violation(`${property}: ${statement.label} admits everyone, not only the organization`);
            }
        });
        for (const foreign of allowed.length === 0 ? [] : foreignOrganizations(statement, allowed)) {
            findings.violation(`${property}: ${statement.label} admits ${foreign}; allowed are ${allowed.join(", ")}`);
        }
    });
}

function foreignOrganizations(statement: Statement, allowed: readonly string[]): readonly string[] {
    const named = new Set<string>();
    for (const { values } of statement.conditions.filter(({ key }) => organizationKeys.includes(key))) {
        someText(values, (value) => {
            named.add(value.split("/")[0] ?? value);
            return false;
        });
    }
    // A policy variable names the organization of the resource itself.
    return [...named].filter((id) => !id.startsWith("${") && !allowed.includes(id));
}
