import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { ONE_FAILURE, type Tally } from "./tally";

export const root = join(__dirname, "..", "..");

const tallySchema = z.strictObject({ passed: z.int(), failed: z.int(), skipped: z.int() });

export interface MochaRun {
    /** Arguments that choose the spec files and their time limit. */
    readonly files: readonly string[];
    readonly env: NodeJS.ProcessEnv;
    readonly grep?: string | undefined;
    /** How long after the last test the process may take to end. */
    readonly hangingMs?: number;
    /** Counts the tests without running them. */
    readonly dryRun?: boolean;
}

/** Runs mocha in a process of its own. Where it ends without counting, or otherwise than it counted, that is a failure. */
export async function runMocha(options: MochaRun): Promise<Tally> {
    const folder = mkdtempSync(join(tmpdir(), "landing-zone-test-"));
    const results = join(folder, "results.json");
    const args = [join(root, "node_modules", "mocha", "bin", "mocha.js"), ...options.files];
    args.push("--reporter", join(root, "tools", "testing", "reporter.ts"), "--reporter-option", `results=${results}`);
    if (options.hangingMs !== undefined) args.push("--reporter-option", `hangingMs=${options.hangingMs}`);
    args.push("--forbid-only");
    if (options.grep !== undefined) args.push("--grep", options.grep);
    if (options.dryRun === true) args.push("--dry-run");
    try {
        const code = await spawnInherited(args, options.env, options.dryRun === true);
        const tally = readTally(results);
        if (tally === undefined) {
            process.stdout.write(`  FAILED mocha ended with ${code} before it had counted its tests\n`);
            return ONE_FAILURE;
        }
        if (code === 0 || tally.failed > 0) return tally;
        process.stdout.write(`  FAILED mocha ended with ${code} although no test failed\n`);
        return { ...tally, failed: 1 };
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function readTally(file: string): Tally | undefined {
    try {
        return tallySchema.parse(JSON.parse(readFileSync(file, "utf8")));
    } catch {
        return undefined;
    }
}

function spawnInherited(args: readonly string[], env: NodeJS.ProcessEnv, quiet: boolean): Promise<number | string> {
    return new Promise((resolve) => {
        const stdio = quiet ? "ignore" : "inherit";
        const child = spawn(process.execPath, args, { cwd: root, env, stdio });
        const forward = (signal: NodeJS.Signals): void => {
            child.kill(signal);
        };
        process.on("SIGTERM", forward);
        process.on("SIGHUP", forward);
        child.on("exit", (code, signal) => {
            process.off("SIGTERM", forward);
            process.off("SIGHUP", forward);
            resolve(code ?? signal ?? "nothing");
        });
        child.on("error", (error) => resolve(error.message));
    });
}
