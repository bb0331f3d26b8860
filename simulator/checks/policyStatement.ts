import { isObject, type Value } from "../kernel/values";
import { isAccountId, isArn } from "./arn";
import { conditionProblems } from "./policyCondition";
import type { PolicyRules } from "./policyRules";

const elements = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];
const principalTypes = ["AWS", "Service", "Federated", "CanonicalUser"];
const action = /^(\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+)$/;
/** Wildcards may stand in any segment: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
const resource = /^(\*|arn:[^:]+:[^:]+:[^:]*:[^:]*:.+)$/s;

/** What is wrong with one statement. Elements: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export function statementProblems(statement: Value, at: string, rules: PolicyRules): string[] {
    if (!isObject(statement)) return [`${at} is not an object`];
    const problems: string[] = [];
    for (const key of Object.keys(statement)) {
        if (!elements.includes(key)) problems.push(`${at} has the unknown element ${key}`);
        else if (rules.refused.includes(key))
            problems.push(`${at} has ${key}, which this kind of policy does not take`);
    }
    const sid = statement["Sid"];
    if (sid !== undefined && (typeof sid !== "string" || (rules.strictSids && !/^[A-Za-z0-9]*$/.test(sid)))) {
        problems.push(`${at}.Sid is ${JSON.stringify(sid)}; a Sid is made of letters and digits`);
    }
    const effect = statement["Effect"];
    if (!rules.effect.some((allowed) => allowed === effect)) {
        problems.push(`${at}.Effect is ${JSON.stringify(effect) ?? "missing"}; allowed: ${rules.effect.join(", ")}`);
    }
    problems.push(...actionProblems(statement, at, rules));
    problems.push(...resourceProblems(statement, at, rules));
    problems.push(...principalProblems(statement, at, rules));
    if (statement["Condition"] !== undefined) problems.push(...conditionProblems(statement["Condition"], at));
    return problems;
}

type Statement = { readonly [key: string]: Value };

function actionProblems(statement: Statement, at: string, rules: PolicyRules): string[] {
    const element = oneOf(statement, "Action", "NotAction");
    if (element === undefined) return [`${at} must have exactly one of Action and NotAction`];
    return texts(statement[element], `${at}.${element}`, (text) => {
        if (!action.test(text)) return `is ${JSON.stringify(text)}; an action is "*" or "service:Name"`;
        const service = text.split(":")[0];
        if (rules.service === undefined || service === rules.service) return undefined;
        return `is ${JSON.stringify(text)}; this kind of policy may only name ${rules.service} actions`;
    });
}

function resourceProblems(statement: Statement, at: string, rules: PolicyRules): string[] {
    const given = "Resource" in statement || "NotResource" in statement;
    if (rules.resource === "refused") return given ? [`${at} has the prohibited element Resource`] : [];
    if (rules.resource === "optional" && !given) return [];
    const element = oneOf(statement, "Resource", "NotResource");
    if (element === undefined) return [`${at} must have exactly one of Resource and NotResource`];
    return texts(statement[element], `${at}.${element}`, (text) =>
        resource.test(text) ? undefined : `is ${JSON.stringify(text)}; it must be in ARN format or "*"`,
    );
}

function principalProblems(statement: Statement, at: string, rules: PolicyRules): string[] {
    const given = "Principal" in statement || "NotPrincipal" in statement;
    if (rules.principal === "refused") return given ? [`${at} should not specify a principal`] : [];
    const element = oneOf(statement, "Principal", "NotPrincipal");
    if (element === undefined) return [`${at} must have exactly one of Principal and NotPrincipal`];
    const principal = statement[element];
    const where = `${at}.${element}`;
    if (principal === "*") return [];
    if (rules.principal === "everyone") return [`${where} must be "*" in this kind of policy`];
    if (!isObject(principal) || Object.keys(principal).length === 0) {
        return [`${where} is ${JSON.stringify(principal)}; it is "*" or an object of ${principalTypes.join(", ")}`];
    }
    return Object.entries(principal).flatMap(([type, value]) => {
        if (!principalTypes.includes(type)) {
            return [`${where} has the unknown type ${type}; allowed are ${principalTypes.join(", ")}`];
        }
        return texts(value, `${where}.${type}`, (text) =>
            isPrincipal(type, text) ? undefined : `is the invalid principal ${JSON.stringify(text)}`,
        );
    });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function isPrincipal(type: string, text: string): boolean {
    switch (type) {
        case "AWS":
            return text === "*" || isAccountId(text) || isArn(text) || /^A[A-Z]{3}[A-Z0-9]{12,}$/.test(text);
        case "Service":
            return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text);
        case "Federated":
            return isArn(text) || /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text);
        default:
            return /^[0-9a-f]{64}$/.test(text);
    }
}

function oneOf(statement: Statement, left: string, right: string): string | undefined {
    if (left in statement === right in statement) return undefined;
    return left in statement ? left : right;
}

/** Text, or a list of at least one text, each of which `wrong` judges. */
function texts(value: Value | undefined, at: string, wrong: (text: string) => string | undefined): string[] {
    const items = Array.isArray(value) ? value : [value];
    if (items.length === 0) return [`${at} is empty`];
    return items.flatMap((item) => {
        const problem = typeof item === "string" ? wrong(item) : `is ${JSON.stringify(item)}, which is not text`;
        return problem === undefined ? [] : [`${at} ${problem}`];
    });
}
