import { isObject, type Json, matcherProblems, operators } from "./eventMatcher";

/*
 * Event patterns: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html and, for the exact
 * grammar, the compiler that AWS publishes: https://github.com/aws/event-ruler
 */

/** What is wrong with an event pattern, each with its path; empty when AWS takes it. */
export function eventPatternProblems(text: string): string[] {
    let pattern: Json;
    try {
        pattern = JSON.parse(text) as Json;
    } catch (error) {
        return [`the event pattern is not valid JSON: ${(error as Error).message}`];
    }
    if (!isObject(pattern)) return ['the event pattern is no JSON object; write {"source": ["..."]}'];
    return objectProblems(pattern, "");
}

/** Whether a valid pattern filters with wildcards: AWS has a quota of its own for such rules. */
export function usesWildcard(text: string): boolean {
    return holdsWildcard(JSON.parse(text) as Json, false);
}

/** An operator stands in an object in a list, or in the `anything-but` of one; elsewhere it is the name of a field. */
function holdsWildcard(value: Json, matcher: boolean): boolean {
    if (Array.isArray(value)) return value.some((item: Json) => holdsWildcard(item, true));
    if (!isObject(value)) return false;
    return Object.entries(value).some(
        ([key, child]) => (matcher && key === "wildcard") || holdsWildcard(child, matcher && key === "anything-but"),
    );
}

function objectProblems(object: { readonly [key: string]: Json }, path: string): string[] {
    const entries = Object.entries(object);
    if (entries.length === 0) return [`${place(path)} is an empty object; name at least one field`];
    return entries.flatMap(([key, value]) => {
        const at = path === "" ? key : `${path}.${key}`;
        if (key === "$or" && isBranches(value)) {
            return value.flatMap((branch, index) => objectProblems(branch, `${at}[${index}]`));
        }
        if (Array.isArray(value)) return listProblems(value, at);
        if (isObject(value)) return objectProblems(value, at);
        return [
            `${at} is ${JSON.stringify(value)}; a field takes a list of values: ${key}: [${JSON.stringify(value)}]`,
        ];
    });
}

/** `$or` joins branches only as a list of two or more objects of fields; else it is a field that happens to be named so. */
function isBranches(value: Json): value is readonly { readonly [key: string]: Json }[] {
    return (
        Array.isArray(value) &&
        value.length >= 2 &&
        value.every((item) => isObject(item) && !Object.keys(item).some((key) => operators.includes(key)))
    );
}

function listProblems(list: readonly Json[], path: string): string[] {
    if (list.length === 0) return [`${path} is an empty list; name at least one value`];
    return list.flatMap((item, index) => {
        if (Array.isArray(item)) {
            return [`${path}[${index}] is a list; a value is a string, number, true, false, null or one operator`];
        }
        return isObject(item) ? matcherProblems(item, `${path}[${index}]`) : [];
    });
}

function place(path: string): string {
    return path === "" ? "the event pattern" : path;
}
