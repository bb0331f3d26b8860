import { z } from "zod";
import { type Problem, show } from "../../components/model/problem";
import { environmentProblems } from "./environmentProblems";
import { lenientSettings } from "./lenient";
import { organizationProblems } from "./organizationProblems";
import { namespace, type StackSettings, stackSettings } from "./stackSettings";

export type Decoded =
    | { readonly settings: StackSettings; readonly problems: readonly [] }
    | { readonly settings: undefined; readonly problems: readonly Problem[] };

/**
 * Turns the values of one stack file into settings, or says everything that is wrong with them.
 * @param values by key without the namespace, as parsed from YAML or JSON
 * @param file for the place of a problem: "Pulumi.dev.yaml"
 */
export function decode(values: { readonly [key: string]: unknown }, file: string): Decoded {
    const result = stackSettings.safeParse(values);
    if (!result.success) {
        const problems = result.error.issues.flatMap((issue) => problemsOf(issue, values, file));
        const lenient = lenientSettings.safeParse(values).data;
        const further = lenient === undefined ? [] : relationProblems(lenient, file);
        return { settings: undefined, problems: [...problems, ...further.filter((one) => stands(one, problems))] };
    }
    const problems = relationProblems(result.data, file);
    return problems.length === 0 ? { settings: result.data, problems: [] } : { settings: undefined, problems };
}

function relationProblems(settings: z.output<typeof lenientSettings>, file: string): Problem[] {
    const { organization, environment, region } = settings;
    const within =
        (section: string) =>
        (...path: readonly PropertyKey[]) =>
            place(file, [section, ...path]);
    return [
        ...(organization === undefined ? [] : organizationProblems(organization, within("organization"))),
        ...(environment === undefined ? [] : environmentProblems(environment, region, within("environment"))),
    ];
}

/** Whether one place is another or lies around it. A whole file covers nothing: its problem is which sections it has. */
const covers = (outer: string, inner: string): boolean =>
    outer === inner || (outer.includes(":") && (inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`)));

/** Values that the judgement on another value rests on: a wrong Region says nothing of the zones. */
const restsOn: { readonly [part: string]: readonly string[] } = {
    ".network.zones": [":region"],
    ".network.natGateways": [".network.tiers"],
    ".network.tiers": [".network.cidr", ".network.zoneSlots", ".network.tierSlots"],
    ".compute.": [".network.tiers"],
};

/** Whether a problem between values stands although others have problems of their own. */
function stands(problem: Problem, reported: readonly Problem[]): boolean {
    const grounds = Object.entries(restsOn)
        .filter(([part]) => problem.place.includes(part))
        .flatMap(([, parts]) => parts);
    return !reported.some(
        ({ place: other }) =>
            covers(other, problem.place) ||
            covers(problem.place, other) ||
            grounds.some((part) => other.includes(part)),
    );
}

type Issue = z.core.$ZodIssue;

/** What a refinement of ours adds to its message; see fields.ts. */
const hints = z.object({ reason: z.string(), fix: z.string() });

function problemsOf(issue: Issue, values: unknown, file: string): Problem[] {
    if (issue.code === "unrecognized_keys") {
        const allowed = allowedKeys(issue.path);
        return issue.keys.map((key) => ({
            place: place(file, [...issue.path, key]),
            found: "a key that does not exist",
            allowed: allowed.join(", "),
            fix: `remove it, or correct the spelling${nearest(key, allowed)}`,
        }));
    }
    if (issue.code === "invalid_key") {
        const allowed = issue.issues.map((inner) => inner.message).join("; ");
        return [{ place: place(file, issue.path), found: show(issue.path.at(-1)), allowed, fix: "rename the key" }];
    }
    const found = valueAt(values, issue.path);
    const hint = issue.code === "custom" ? hints.safeParse(issue.params).data : undefined;
    if (hint !== undefined) {
        const shown = `${show(found)}, which ${hint.reason}`;
        return [{ place: place(file, issue.path), found: shown, allowed: issue.message, fix: hint.fix }];
    }
    const fix = found === undefined ? "add it" : "correct the value";
    const allowed =
        issue.code === "invalid_type" && issue.message.startsWith("Invalid input")
            ? `a value of type ${issue.expected}`
            : issue.message;
    return [{ place: place(file, issue.path), found: show(found), allowed, fix }];
}

function place(file: string, path: readonly PropertyKey[]): string {
    const [section, ...rest] = path.map(String);
    if (section === undefined) return file;
    const dotted = rest.map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`)).join("");
    return `${file} ${namespace}:${section}${dotted}`;
}

function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
    return path.reduce<unknown>(
        (value, key) =>
            typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
        values,
    );
}

/** Keys of the object at a path of the schema. */
function allowedKeys(path: readonly PropertyKey[]): string[] {
    let schema: unknown = stackSettings;
    for (const key of path) schema = childOf(unwrap(schema), key);
    const shape = (unwrap(schema) as { shape?: object }).shape;
    return Object.keys(shape ?? {});
}

interface SchemaLike {
    readonly shape?: { readonly [key: string]: unknown };
    readonly valueType?: unknown;
    readonly element?: unknown;
    readonly unwrap?: () => unknown;
    readonly innerType?: unknown;
}

function childOf(schema: SchemaLike, key: PropertyKey): unknown {
    return schema.shape?.[String(key)] ?? schema.valueType ?? schema.element;
}

/** Through optional() and default() to the schema itself. */
function unwrap(schema: unknown): SchemaLike {
    let current = schema as SchemaLike;
    while (current.shape === undefined && typeof current.unwrap === "function" && current.element === undefined) {
        current = current.unwrap() as SchemaLike;
    }
    return current;
}

function nearest(key: string, allowed: readonly string[]): string {
    const close = allowed.find((candidate) => distance(key.toLowerCase(), candidate.toLowerCase()) <= 2);
    return close === undefined ? "" : `: did you mean ${close}?`;
}

/** Levenshtein distance: how many letters to change, add or drop. */
function distance(left: string, right: string): number {
    let row = Array.from({ length: right.length + 1 }, (_, index) => index);
    for (let i = 1; i <= left.length; i++) {
        const next = [i];
        for (let j = 1; j <= right.length; j++) {
            const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
            next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
        }
        row = next;
    }
    return row[right.length] ?? 0;
}
