import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { Problem } from "../../components/model/problem";
import { decode } from "./decode";
import { namespace, type StackSettings } from "./stackSettings";

/** One `Pulumi.<stack>.yaml`, decoded or with its problems. */
export interface StackFile {
    readonly stack: string;
    /** File name without folder. */
    readonly file: string;
    readonly settings: StackSettings | undefined;
    readonly problems: readonly Problem[];
}

const pattern = /^Pulumi\.([A-Za-z0-9_.-]+)\.ya?ml$/;

/** Every stack file of a folder, in order of their names. */
export function readStackFiles(folder: string): StackFile[] {
    return readdirSync(folder)
        .filter((file) => pattern.test(file))
        .sort()
        .map((file) => readStackFile(folder, file));
}

/** One stack file by stack name; a missing one is a problem like any other. */
export function readStackFileOf(folder: string, stack: string): StackFile {
    const file = `Pulumi.${stack}.yaml`;
    if (existsSync(join(folder, file))) return readStackFile(folder, file);
    const present = readdirSync(folder).filter((name) => pattern.test(name));
    return failed(stack, file, {
        place: file,
        found: "no such file",
        allowed: present.length === 0 ? "a stack file beside Pulumi.yaml" : present.join(", "),
        fix: "correct the stack's name, or copy one of these files to this name and change its values",
    });
}

function readStackFile(folder: string, file: string): StackFile {
    const stack = pattern.exec(file)?.[1] ?? file;
    const document = parseDocument(readFileSync(join(folder, file), "utf8"));
    const [error] = document.errors;
    if (error !== undefined) {
        const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
        return failed(stack, file, {
            place: `${file}:${line}:${col}`,
            found: error.message.split("\n")[0]?.replace(/ at line \d+.*$/, "") ?? "no YAML",
            allowed: "YAML with each key once",
            fix: "correct the line",
        });
    }
    const content: unknown = document.toJS();
    const config = isMap(content) ? content["config"] : undefined;
    if (!isMap(config)) {
        const fix = `write a mapping "config:" with the keys ${namespace}:region, ${namespace}:tags and one section`;
        return failed(stack, file, { place: file, found: "no mapping config", allowed: "a mapping with config", fix });
    }
    const prefix = `${namespace}:`;
    const values = Object.fromEntries(
        Object.entries(config)
            .filter(([key]) => key.startsWith(prefix))
            .map(([key, value]) => [key.slice(prefix.length), value]),
    );
    const { settings, problems } = decode(values, file);
    return { stack, file, settings, problems };
}

function failed(stack: string, file: string, problem: Problem): StackFile {
    return { stack, file, settings: undefined, problems: [problem] };
}

function isMap(value: unknown): value is { readonly [key: string]: unknown } {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
