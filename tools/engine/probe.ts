import { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { describeRun, run } from "./run";
import { parseVersion, refuseVersion } from "./version";

export const CLI = "pulumi";
export const LANGUAGE_HOST = "pulumi-language-nodejs";
/** Starts a Node policy pack; a script that ships with the CLI. */
export const ANALYZER = "pulumi-analyzer-policy";
const ANSWER_MS = 20_000;
const START_MS = 3_000;

export function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        const stat = statSync(file);
        return stat.isFile() && stat.size > 0;
    } catch {
        return false;
    }
}

/** Every executable of this name on PATH, in order. */
export function onPath(name: string, env: NodeJS.ProcessEnv): string[] {
    const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
    return folders.map((folder) => resolve(folder, name)).filter(isExecutable);
}

/** A helper beside the CLI, beside what the CLI is a link to, or on PATH: where the engine itself looks. */
export function findHelper(cli: string, name: string, env: NodeJS.ProcessEnv): string | undefined {
    const beside = [join(dirname(cli), name), join(dirname(realpathSync(cli)), name)];
    return beside.find(isExecutable) ?? onPath(name, env)[0];
}

export type Probe = { readonly version: string } | { readonly reason: string };

/** Whether this CLI answers with a version that serves. */
export async function probeCli(cli: string, env: NodeJS.ProcessEnv): Promise<Probe> {
    const quiet = { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const result = await run(cli, ["version"], { env: quiet, timeoutMs: ANSWER_MS });
    if (result.code !== 0) return { reason: `${cli} version ${describeRun(result)}` };
    const version = parseVersion(result.stdout);
    if (version === undefined)
        return { reason: `${cli} answers ${JSON.stringify(result.stdout.trim())} for a version` };
    const refusal = refuseVersion(version);
    return refusal === undefined ? { version } : { reason: `${cli}: ${refusal}` };
}

/**
 * Why the language host cannot be started: half a file cannot. A program that is no script must show its usage, since
 * what the system does not know as a program is handed to the shell, which ends like a program that fails.
 */
export async function probeLanguageHost(host: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
    const result = await run(host, ["--help"], { env, timeoutMs: START_MS });
    if (result.gaveUp) return undefined;
    if (result.error !== undefined || result.signal !== null) return `${host} ${describeRun(result)}`;
    const answered = isScript(host) || result.tail.some((line) => /usage/i.test(line));
    return answered ? undefined : `${host} does not answer: the file is damaged`;
}

function isScript(file: string): boolean {
    const start = Buffer.alloc(2);
    const descriptor = openSync(file, "r");
    try {
        readSync(descriptor, start);
    } finally {
        closeSync(descriptor);
    }
    return start.toString() === "#!";
}
