import type { Call } from "../../kernel/model";
import { isList, isObject, type Properties, type Value } from "../../kernel/values";

/** A statement with its elements in the order in which the provider writes them. */
export type Statement = { readonly [element: string]: Value };

const order = [
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
];

/** A statement given as arguments: lists of more than one are sorted from last to first, lists of one become text. */
export function fromConfiguration(call: Call, value: Value, version: string): Statement {
    if (!isObject(value)) call.fail("ValidationError", "a statement is not an object");
    const { sid, effect = "Allow" } = value;
    if (effect !== "Allow" && effect !== "Deny")
        call.fail("ValidationError", `effect is ${String(effect)}; Allow or Deny`);
    if (typeof sid === "string" && !/^[a-zA-Z0-9]*$/.test(sid)) {
        call.fail("ValidationError", `sid ${sid} must only include alphanumeric characters`);
    }
    const variables = (text: string): string => {
        // `&{…}` stands for an IAM policy variable, since `${…}` is interpolation in Terraform.
        if (version === "2008-10-17" && text.includes("&{")) {
            call.fail(
                "ValidationError",
                `found &{ sequence in (${text}), which is not supported in version 2008-10-17`,
            );
        }
        return text.replaceAll("&{", "${");
    };
    return ordered({
        Sid: sid === "" ? undefined : sid,
        Effect: effect,
        Action: oneOrSorted(texts(value["actions"])),
        NotAction: oneOrSorted(texts(value["notActions"])),
        Resource: oneOrSorted(texts(value["resources"]).map(variables)),
        NotResource: oneOrSorted(texts(value["notResources"]).map(variables)),
        Principal: principals(value["principals"], variables),
        NotPrincipal: principals(value["notPrincipals"], variables),
        Condition: conditions(value["conditions"], variables),
    });
}

/** A statement of a JSON document that is merged in: kept but for the order of elements, of principals and of conditions. */
export function fromSource(value: Value): Statement {
    if (!isObject(value)) return {};
    const { Principal, NotPrincipal, Condition, ...rest } = value;
    return ordered({
        ...rest,
        Sid: rest["Sid"] === "" ? undefined : rest["Sid"],
        Principal: sourcePrincipals(Principal),
        NotPrincipal: sourcePrincipals(NotPrincipal),
        Condition: sourceConditions(Condition),
    });
}

function ordered(statement: { readonly [element: string]: Value | undefined }): Statement {
    return Object.fromEntries(
        order.flatMap((element) => {
            const value = statement[element];
            return value === undefined ? [] : [[element, value]];
        }),
    );
}

function principals(value: Value | undefined, variables: (text: string) => string): Value | undefined {
    const blocks = (isList(value) ? value : []).filter(isObject);
    if (blocks.length === 0) return undefined;
    const byType = new Map<string, Value>();
    for (const block of blocks) {
        const type = String(block["type"]);
        const found = oneOrSorted(texts(block["identifiers"]).map(variables)) ?? [];
        const before = byType.get(type);
        byType.set(type, before === undefined ? found : [...several(before), ...several(found)]);
    }
    if (byType.size === 1 && several(byType.get("*") ?? []).join() === "*") return "*";
    return sorted(byType);
}

function sourcePrincipals(value: Value | undefined): Value | undefined {
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    return sorted(new Map(entries.map(([type, names]) => [type, isList(names) ? lastToFirst(texts(names)) : names])));
}

/** `{ test: { variable: values } }`, one value as text. */
function conditions(value: Value | undefined, variables: (text: string) => string): Value | undefined {
    const blocks = (isList(value) ? value : []).filter(isObject);
    if (blocks.length === 0) return undefined;
    const byTest = new Map<string, Map<string, string[]>>();
    for (const block of blocks) {
        const byVariable = byTest.get(String(block["test"])) ?? new Map<string, string[]>();
        byTest.set(String(block["test"]), byVariable);
        const variable = String(block["variable"]);
        const values = (isList(block["values"]) ? block["values"] : []).map((item) => variables(String(item)));
        byVariable.set(variable, [...(byVariable.get(variable) ?? []), ...values]);
    }
    return sorted(new Map([...byTest].map(([test, keys]) => [test, sorted(flattened(keys))])));
}

function sourceConditions(value: Value | undefined): Value | undefined {
    if (!isObject(value)) return value;
    const tests = Object.entries(value).map(([test, keys]): [string, Value] => {
        const values = Object.entries(isObject(keys) ? keys : {}).map(([key, item]): [string, string[]] => [
            key,
            several(item),
        ]);
        return [test, sorted(flattened(new Map(values)))];
    });
    return sorted(new Map(tests));
}

function flattened(values: ReadonlyMap<string, readonly string[]>): Map<string, Value> {
    return new Map([...values].map(([key, items]) => [key, items.length === 1 ? String(items[0]) : items]));
}

function sorted(entries: ReadonlyMap<string, Value>): Properties {
    return Object.fromEntries([...entries].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** A set, as the provider keeps lists of names: no name twice. */
function texts(value: Value | undefined): string[] {
    return [...new Set((isList(value) ? value : []).map(String))];
}

function several(value: Value): string[] {
    return (isList(value) ? value : [value]).map(String);
}

function lastToFirst(items: readonly string[]): string[] {
    return [...items].sort().reverse();
}

function oneOrSorted(items: readonly string[]): Value | undefined {
    if (items.length === 0) return undefined;
    return items.length === 1 ? String(items[0]) : lastToFirst(items);
}
