import { isObject, type Value } from "../kernel/values";

const comparisons = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const operators = new Set([
    ...["Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase", "Like", "NotLike"].map((o) => `String${o}`),
    ...comparisons.map((comparison) => `Numeric${comparison}`),
    ...comparisons.map((comparison) => `Date${comparison}`),
    ...["Equals", "NotEquals", "Like", "NotLike"].map((comparison) => `Arn${comparison}`),
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "Null",
]);

/** What is wrong with a Condition element: operators, keys with a service prefix, values of a scalar type. */
export function conditionProblems(condition: Value | undefined, at: string): string[] {
    if (!isObject(condition)) return [`${at}.Condition is not an object`];
    return Object.entries(condition).flatMap(([operator, keys]) => {
        const where = `${at}.Condition.${operator}`;
        const plain = operator.replace(/^(ForAllValues|ForAnyValue):/, "").replace(/IfExists$/, "");
        if (!operators.has(plain) || operator === "NullIfExists") return [`${where}: invalid condition type`];
        if (!isObject(keys) || Object.keys(keys).length === 0) return [`${where} must hold at least one condition key`];
        return Object.entries(keys).flatMap(([key, value]) => keyProblems(key, value, where));
    });
}

function keyProblems(key: string, value: Value, at: string): string[] {
    const problems: string[] = [];
    if (!/^[^:\s]+:.+$/.test(key)) problems.push(`${at}: ${key} must be prefixed by a vendor, as in aws:SourceArn`);
    const values = Array.isArray(value) ? value : [value];
    if (values.some((item) => !["string", "number", "boolean"].includes(typeof item))) {
        problems.push(
            `${at}.${key} is ${JSON.stringify(value)}; it must be text, a number, true, false or a list of them`,
        );
    }
    return problems;
}
