import { isObject, type Properties, type Value } from "../kernel/values";
import type { PolicyRules } from "./policyRules";
import { statementProblems } from "./policyStatement";

const versions = ["2012-10-17", "2008-10-17"];
const topLevel = ["Version", "Id", "Statement"];
/** Tab, line feed, carriage return and U+0020 to U+00FF: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const characters = /^[\t\n\r\u0020-\u00ff]*$/;

/** The text of a policy given as JSON text or, as Pulumi allows for some inputs, as the document itself. */
export function policyText(value: Value | undefined): string {
    return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

export function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}

/** The document, or undefined where the text is not a JSON object. */
export function parsePolicy(text: string): Properties | undefined {
    if (!isJson(text)) return undefined;
    const document: unknown = JSON.parse(text);
    return isObject(document) ? document : undefined;
}

export function statementsOf(document: Properties): readonly Value[] {
    const statement = document["Statement"];
    if (statement === undefined) return [];
    return Array.isArray(statement) ? statement : [statement as Value];
}

/** Everything that is wrong with a policy of a kind; empty when AWS would take it. */
export function policyProblems(text: string, rules: PolicyRules): string[] {
    const document = parsePolicy(text);
    if (document === undefined) return ["the policy is not a JSON object"];
    const problems: string[] = [];
    if (!characters.test(text)) problems.push("the policy holds characters outside U+0020 to U+00FF");
    for (const key of Object.keys(document)) {
        if (!topLevel.includes(key)) problems.push(`unknown element ${key}; allowed are ${topLevel.join(", ")}`);
    }
    const version = document["Version"];
    if (version === undefined && rules.version === "required") problems.push('Version is missing; it is "2012-10-17"');
    if (version !== undefined && (typeof version !== "string" || !versions.includes(version))) {
        problems.push(`Version is ${JSON.stringify(version)}; allowed are ${versions.join(" and ")}`);
    }
    if (rules.version === "required" && version === "2008-10-17") problems.push('Version must be "2012-10-17"');
    const statements = statementsOf(document);
    if (statements.length === 0) problems.push("Statement is missing or empty");
    statements.forEach((statement, index) => {
        problems.push(...statementProblems(statement, `Statement[${index}]`, rules));
    });
    if (rules.strictSids) problems.push(...repeatedSids(statements));
    return problems;
}

/** IAM does not count white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export function sizeWithoutSpace(text: string): number {
    return text.replace(/\s/g, "").length;
}

function repeatedSids(statements: readonly Value[]): string[] {
    const sids = statements.map((statement) => (isObject(statement) ? statement["Sid"] : undefined));
    const repeated = sids.filter((sid, index) => sid !== undefined && sid !== "" && sids.indexOf(sid) !== index);
    return [...new Set(repeated)].map((sid) => `Sid ${JSON.stringify(sid)} is used more than once`);
}
