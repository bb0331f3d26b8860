import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { type Glob, glob } from "./urn";

export interface Exception {
    readonly rule: string;
    readonly resource: string;
    readonly pattern: Glob;
    readonly reason: string;
    readonly owner: string;
    /** Last day on which it holds, `YYYY-MM-DD`. */
    readonly expires: string;
    /** Where it stands, `exceptions.yaml:12`. */
    readonly place: string;
}

export interface ExceptionFile {
    readonly exceptions: readonly Exception[];
    readonly problems: readonly string[];
}

const fields = ["rule", "resource", "reason", "owner", "expires"] as const;
type Field = (typeof fields)[number];

/** Reads the whole file; a bad entry is a problem of its own and takes no effect, the others hold. */
export function parseExceptions(text: string, file: string, ruleIds: ReadonlySet<string>): ExceptionFile {
    try {
        return parse(text, file, ruleIds);
    } catch (error) {
        // The parser itself fails on lists nested thousands deep.
        const reason = error instanceof Error ? error.message : String(error);
        return { exceptions: [], problems: [`${file}: not readable as YAML: ${reason}`] };
    }
}

function parse(text: string, file: string, ruleIds: ReadonlySet<string>): ExceptionFile {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines });
    const place = (offset: number) => `${file}:${lines.linePos(offset).line}`;
    if (document.errors.length > 0) {
        return {
            exceptions: [],
            problems: document.errors.map(
                (error) => `${place(error.pos[0])}: not readable as YAML: ${error.message.split("\n")[0]}`,
            ),
        };
    }
    const root = document.contents;
    if (root === null || (isScalar(root) && root.value === null)) {
        return { exceptions: [], problems: [] };
    }
    if (!isSeq(root)) {
        return {
            exceptions: [],
            problems: [`${place(start(root))}: must be a list of exceptions, each beginning with "-"`],
        };
    }
    const exceptions: Exception[] = [];
    const problems: string[] = [];
    const seen = new Map<string, string>();
    for (const item of root.items as Node[]) {
        const where = place(start(item));
        const entry = parseEntry(item, where, place, ruleIds);
        if (entry.problems.length > 0) {
            problems.push(...entry.problems);
            continue;
        }
        const key = `${entry.exception.rule} ${entry.exception.resource}`;
        const first = seen.get(key);
        if (first !== undefined) {
            problems.push(`${where}: says the same as ${first}; keep one of them`);
            continue;
        }
        seen.set(key, where);
        exceptions.push(entry.exception);
    }
    return { exceptions, problems };
}

type Entry = { readonly problems: readonly string[]; readonly exception: Exception };

function parseEntry(item: Node, where: string, place: (offset: number) => string, ruleIds: ReadonlySet<string>): Entry {
    const problems: string[] = [];
    const texts: Record<Field, string> = { rule: "", resource: "", reason: "", owner: "", expires: "" };
    const places: Record<string, string> = {};
    const unreadable = new Set<string>();
    if (!isMap(item)) {
        problems.push(`${where}: an exception is a map with ${fields.join(", ")}`);
    } else {
        for (const pair of item.items) {
            const key = isScalar(pair.key) ? String(pair.key.value) : "";
            const value = isScalar(pair.value) ? pair.value.value : undefined;
            places[key] = pair.key === null ? where : place(start(pair.key as Node));
            if (!(fields as readonly string[]).includes(key)) {
                problems.push(`${places[key]}: unknown key "${key}"; allowed are ${fields.join(", ")}`);
            } else if (typeof value === "string") {
                texts[key as Field] = value.trim();
            } else {
                unreadable.add(key);
                const hint = isAlias(pair.value) ? '; write a value that begins with "*" in quotes' : "";
                problems.push(`${places[key]}: ${key} must be text${hint}`);
            }
        }
        const missing = fields.filter((field) => texts[field] === "" && !unreadable.has(field));
        if (missing.length > 0) {
            problems.push(
                `${where}: ${missing.join(", ")} missing or empty; every exception states ${fields.join(", ")}`,
            );
        }
    }
    if (texts.rule !== "" && !ruleIds.has(texts.rule)) {
        problems.push(`${places["rule"]}: no rule is called "${texts.rule}"; the rules are listed in docs/policies.md`);
    }
    if (texts.resource !== "" && !namesResource(texts.resource)) {
        problems.push(
            `${places["resource"]}: "${texts.resource}" names no resource; write its URN, with * for parts that vary`,
        );
    }
    if (texts.expires !== "" && !isDate(texts.expires)) {
        problems.push(`${places["expires"]}: expires is "${texts.expires}", which is no date; write YYYY-MM-DD`);
    }
    return { problems, exception: { ...texts, pattern: glob(texts.resource), place: where } };
}

/** Without a name, or a type, or a good part of one of them, a pattern would except whole stacks. */
function namesResource(pattern: string): boolean {
    const parts = pattern.split("::");
    const name = parts.length > 1 ? (parts.at(-1) ?? "") : pattern.replace(/^urn(:pulumi(:[^:]*)?)?/, "");
    const type = parts.length > 2 ? (parts.at(-2) ?? "") : "";
    const literal = (text: string, least: number) => text.split("*").some((piece) => piece.length >= least);
    return (name !== "" && !name.includes("*")) || literal(name, 3) || /[\w-]+:[\w/-]+:\w+$/.test(type);
}

function isDate(text: string): boolean {
    const date = new Date(`${text}T00:00:00Z`);
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function start(node: Node): number {
    return node.range?.[0] ?? 0;
}
