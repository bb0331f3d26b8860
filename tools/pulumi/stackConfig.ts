import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { isRehearsalSalt } from "../rehearsal/secrets";
import { copyStackFile } from "../rehearsal/stackFile";

type Values = { readonly [key: string]: unknown };

/** A value given with `--config`, and what the stack file said of the key then. */
interface Saved {
    readonly key: string;
    readonly value: unknown;
    readonly before: string;
}

/**
 * The file that a command is given in place of the user's stack file: a fresh copy, with the values that earlier commands
 * were given by `--config`. The real CLI saves those in the stack file; here they are kept beside the copy, and hold until
 * the user writes something else into the stack file.
 */
export class StackConfig {
    readonly copy: string;
    private readonly savedFile: string;

    constructor(
        private readonly source: string,
        folder: string,
    ) {
        // Of this command alone: the CLI writes into it.
        this.copy = join(folder, `${process.pid}.yaml`);
        this.savedFile = join(folder, "saved.json");
    }

    open(): void {
        const now = configOf(this.source);
        const valid = this.saved().filter(({ key, before }) => JSON.stringify(now[key] ?? null) === before);
        copyStackFile(this.source, this.copy, (document) => {
            for (const { key, value } of valid) document.setIn(["config", key], value);
        });
    }

    /** Afterwards: what the command saved into its copy is kept for the next one. */
    close(save: boolean): void {
        if (save) {
            const now = configOf(this.source);
            const saved = Object.entries(configOf(this.copy)).flatMap(([key, value]): Saved[] => {
                const before = JSON.stringify(now[key] ?? null);
                return JSON.stringify(value) === before ? [] : [{ key, value, before }];
            });
            write(this.savedFile, JSON.stringify(saved));
        }
        rmSync(this.copy, { force: true });
    }

    private saved(): readonly Saved[] {
        return existsSync(this.savedFile) ? (JSON.parse(readFileSync(this.savedFile, "utf8")) as Saved[]) : [];
    }
}

/**
 * Watches over a stack file during a command that has no business in it: several CLI commands write a salt for secrets.
 * Answers with a function that takes the salt out again.
 */
export function guardStackFile(file: string): () => void {
    const before = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    return () => {
        if (!existsSync(file)) return;
        const after = readFileSync(file, "utf8");
        if (after === before || !isRehearsalSalt(String(readMap(file)["encryptionsalt"]))) return;
        if (JSON.stringify(withoutSalt(after)) !== JSON.stringify(withoutSalt(before ?? ""))) return;
        if (before === undefined) rmSync(file);
        else write(file, before);
    };
}

function withoutSalt(text: string): Values {
    const { encryptionsalt: _, ...rest } = asMap(parse(text));
    return rest;
}

const readMap = (file: string): Values => (existsSync(file) ? asMap(parse(readFileSync(file, "utf8"))) : {});
const configOf = (file: string): Values => asMap(readMap(file)["config"]);
const asMap = (value: unknown): Values => (typeof value === "object" && value !== null ? (value as Values) : {});

function write(file: string, text: string): void {
    mkdirSync(dirname(file), { recursive: true });
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, text);
    renameSync(fresh, file);
}
