import * as ipaddr from "ipaddr.js";

/*
 * Comparison operators of event patterns.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

type Check = (value: Json, path: string) => string[];

/** Numeric matching works from -5.0e9 to 5.0e9 (the page above, "Numeric matching"). */
const numericBound = 5e9;

const checks: { readonly [operator: string]: Check } = {
    prefix: affix,
    suffix: affix,
    "equals-ignore-case": text,
    exactly: text,
    wildcard,
    cidr,
    exists: (value, path) => (typeof value === "boolean" ? [] : [`${path} is ${show(value)}; it takes true or false`]),
    numeric,
    "anything-but": anythingBut,
};

export const operators: readonly string[] = Object.keys(checks);

export function isObject(value: Json): value is { readonly [key: string]: Json } {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is wrong with one `{ operator: argument }` of a list of values. */
export function matcherProblems(matcher: { readonly [key: string]: Json }, path: string): string[] {
    const [entry, ...more] = Object.entries(matcher);
    if (entry === undefined) return [`${path} is an empty object; it takes one operator of ${operators.join(", ")}`];
    if (more.length > 0) {
        return [`${path} holds ${Object.keys(matcher).join(", ")}; it takes one operator, write one object for each`];
    }
    const [operator, value] = entry;
    const check = Object.hasOwn(checks, operator) ? checks[operator] : undefined;
    if (check === undefined) {
        return [`${path} has the operator ${show(operator)}; the operators are ${operators.join(", ")}`];
    }
    return check(value, `${path}.${operator}`);
}

function text(value: Json, path: string): string[] {
    return typeof value === "string" ? [] : [`${path} is ${show(value)}; it takes a string`];
}

/** A string, or the same without regard to case. */
function affix(value: Json, path: string): string[] {
    if (!isObject(value)) return text(value, path);
    const [key, ...more] = Object.keys(value);
    if (key !== "equals-ignore-case" || more.length > 0) {
        return [`${path} is ${show(value)}; it takes a string or {"equals-ignore-case": "..."}`];
    }
    return text(value[key] ?? null, `${path}.${key}`);
}

function wildcard(value: Json, path: string): string[] {
    if (typeof value !== "string") return text(value, path);
    const plain = value.replace(/\\[*\\]/g, "_");
    const problems: string[] = [];
    if (plain.includes("**")) problems.push(`${path} is ${show(value)}; two * in a row are not allowed`);
    if (plain.includes("\\")) problems.push(`${path} is ${show(value)}; a backslash escapes only * and itself`);
    return problems;
}

function cidr(value: Json, path: string): string[] {
    if (typeof value !== "string") return text(value, path);
    const [address = "", bits = ""] = value.split("/");
    const known = ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
    const most = address.includes(":") ? 128 : 32;
    const whole = value.split("/").length === 2 && /^\d+$/.test(bits) && Number(bits) <= most;
    return known && whole ? [] : [`${path} is ${show(value)}; it takes a range such as 10.0.0.0/24 or 2001:db8::/56`];
}

function numeric(value: Json, path: string): string[] {
    const form = `${path} is ${show(value)}; it takes ["=", 5], ["<", 5] or a range [">=", 1, "<", 5]`;
    if (!Array.isArray(value) || (value.length !== 2 && value.length !== 4)) return [form];
    const [first, low, second, high] = value as readonly Json[];
    const ordered = typeof low === "number" && (value.length === 2 || typeof high === "number");
    if (!ordered || typeof first !== "string" || !["=", "<", "<=", ">", ">="].includes(first)) return [form];
    if (value.length === 4 && (!first.startsWith(">") || (second !== "<" && second !== "<="))) return [form];
    if (value.length === 4 && (low as number) >= (high as number)) {
        return [`${path} is ${show(value)}; the lower bound comes first and is below the upper one`];
    }
    return [low, high]
        .filter((bound) => typeof bound === "number" && Math.abs(bound) > numericBound)
        .map((bound) => `${path} holds ${show(bound ?? null)}; numbers are compared from -5.0e9 to 5.0e9`);
}

function anythingBut(value: Json, path: string): string[] {
    if (isObject(value)) return anythingButOperator(value, path);
    const items = Array.isArray(value) ? (value as readonly Json[]) : [value];
    const kinds = new Set(items.map((item) => typeof item));
    const [kind] = kinds;
    if (kinds.size === 1 && (kind === "string" || kind === "number")) return [];
    return [`${path} is ${show(value)}; it takes a string, a number, or a list of either, not mixed and not empty`];
}

function anythingButOperator(value: { readonly [key: string]: Json }, path: string): string[] {
    const inner = ["prefix", "suffix", "equals-ignore-case", "wildcard"];
    const [key = "", ...more] = Object.keys(value);
    if (!inner.includes(key) || more.length > 0) {
        return [`${path} is ${show(value)}; an operator in it is one of ${inner.join(", ")}`];
    }
    const argument = value[key] ?? null;
    const items = Array.isArray(argument) ? (argument as readonly Json[]) : [argument];
    if (items.length === 0) return [`${path}.${key} is an empty list; name at least one string`];
    const affixed = key === "prefix" || key === "suffix";
    return items.flatMap((item) => {
        if (affixed && item === "") return [`${path}.${key} is empty; it takes at least one character`];
        return key === "wildcard" ? wildcard(item, `${path}.${key}`) : text(item, `${path}.${key}`);
    });
}

function show(value: Json): string {
    return JSON.stringify(value);
}
