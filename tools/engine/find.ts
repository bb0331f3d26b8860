import { join } from "node:path";
import { withLock } from "../support/lock.cjs";
import { builtBefore, fromCache } from "./cache";
import { fromDownload } from "./download";
import { type Attempt, ENGINE_VERSION, type Engine, type Way } from "./engine";
import { isFileSystemError, openVersionsFolder, unwritable } from "./home";
import { removeLeftovers } from "./installation";
import { nothingFound } from "./nothingFound";
import { fromPath } from "./path";
import type { ProgressStream } from "./progress";
import { fromSource, recipe } from "./source";

export interface FindOptions {
    readonly env?: NodeJS.ProcessEnv;
    /** Says which engine was taken, and shows the progress of a download or build; stderr by default. */
    readonly stream?: ProgressStream;
    /** Replaces the official installer in tests. */
    readonly installer?: readonly string[];
    readonly silenceMs?: number;
}

export function buildsFromSource(env: NodeJS.ProcessEnv): boolean {
    return !["", "0", "false"].includes((env["PULUMI_FROM_SOURCE"] ?? "").toLowerCase());
}

/** A Pulumi CLI with its Node language host, by the first of the four ways that has one; otherwise an EngineError. */
export async function findEngine(options: FindOptions = {}): Promise<Engine> {
    const env = options.env ?? process.env;
    const stream = options.stream ?? process.stderr;
    const engine = (await lookUp(env, new Map())) ?? (await obtain(env, stream, options));
    stream.write(`pulumi ${engine.version} ${ORIGIN[engine.way]}: ${engine.bin}\n`);
    return engine;
}

const ORIGIN: Record<Way, string> = {
    path: "found on PATH",
    cache: "found in the cache",
    download: "downloaded",
    source: "built from Go modules",
};

/** What is there already: ways 1 and 2, or the build of an earlier run where only that is wanted. Changes nothing. */
export async function lookUp(env: NodeJS.ProcessEnv, reasons: Map<Way, string>): Promise<Engine | undefined> {
    if (buildsFromSource(env)) return builtBefore(env, recipe());
    return (await attempt("path", fromPath(env), reasons)) ?? (await attempt("cache", fromCache(env), reasons));
}

/** Ways 3 and 4, for one process at a time. */
async function obtain(env: NodeJS.ProcessEnv, stream: ProgressStream, options: FindOptions): Promise<Engine> {
    const folder = openVersionsFolder(env);
    const waiting = (pid: number | undefined): void => {
        stream.write(`waiting for another run (process ${pid ?? "unknown"}) to get the Pulumi CLI ${ENGINE_VERSION}\n`);
    };
    try {
        return await withLock(join(folder, `landing-zone-${ENGINE_VERSION}.lock`), waiting, async () => {
            const reasons = new Map<Way, string>();
            // Whoever held the lock before may have left what we need.
            const found = await lookUp(env, reasons);
            if (found !== undefined) return found;
            removeLeftovers(folder);
            if (!buildsFromSource(env)) {
                const download = fromDownload(folder, { ...options, env, stream });
                const downloaded = await attempt("download", download, reasons);
                if (downloaded !== undefined) return downloaded;
            }
            const built = await attempt("source", fromSource(folder, { env, stream }), reasons);
            if (built !== undefined) return built;
            throw nothingFound(env, reasons);
        });
    } catch (error) {
        if (isFileSystemError(error)) throw unwritable(folder, error);
        throw error;
    }
}

async function attempt(way: Way, pending: Promise<Attempt>, reasons: Map<Way, string>): Promise<Engine | undefined> {
    const result = await pending;
    if ("engine" in result) return result.engine;
    reasons.set(way, result.reason);
    return undefined;
}
