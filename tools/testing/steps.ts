import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { EngineError, engineEnvironment } from "../engine/engine";
import { findEngine } from "../engine/find";
import { run } from "../engine/run";
import { root, runMocha } from "./mocha";
import { NOTHING, ONE_FAILURE, type Tally } from "./tally";

export interface Step {
    readonly name: string;
    /** "checks" are left out where a person asks for some of the tests only. */
    readonly kind: "checks" | "unit" | "engine";
    readonly run: (options: StepOptions) => Promise<Tally>;
}

export interface StepOptions {
    readonly env: NodeJS.ProcessEnv;
    readonly grep?: string | undefined;
}

const UNIT_FILES = ["tests/**/*.spec.ts", "--ignore", "tests/engine/**"];
// A test with the real engine may wait for several updates of a whole stack.
const ENGINE_FILES = ["tests/engine/**/*.spec.ts", "--timeout", "300000"];

export const steps: readonly Step[] = [
    { name: "type check", kind: "checks", run: ({ env }) => runTool(typeCheckArgs(), env) },
    {
        name: "lint and format",
        kind: "checks",
        run: ({ env }) => runTool(["node_modules/@biomejs/biome/bin/biome", "ci", "--colors=off"], env),
    },
    {
        name: "unit, rule and simulator tests",
        kind: "unit",
        run: (options) => runMocha({ ...options, files: UNIT_FILES }),
    },
    { name: "engine tests", kind: "engine", run: runEngineTests },
];

function typeCheckArgs(): string[] {
    const cache = join(root, "node_modules", ".cache");
    mkdirSync(cache, { recursive: true });
    const record = join(cache, "landing-zone.tsbuildinfo");
    return ["node_modules/typescript/bin/tsc", "--noEmit", "--incremental", "--tsBuildInfoFile", record];
}

/** A tool that counts nothing: silent where it passes, one failure with its output where it does not. */
async function runTool(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Tally> {
    const lines: string[] = [];
    const result = await run(process.execPath, args, { env, cwd: root, onLine: (line) => lines.push(line) });
    if (result.code === 0) return NOTHING;
    process.stdout.write(`${lines.map((line) => `  ${line}`).join("\n")}\n`);
    return ONE_FAILURE;
}

async function runEngineTests(options: StepOptions): Promise<Tally> {
    if (options.grep !== undefined) {
        const matching = await runMocha({ ...options, files: ENGINE_FILES, dryRun: true });
        if (matching.passed + matching.failed + matching.skipped === 0) return NOTHING;
    }
    try {
        const engine = await findEngine({ env: options.env });
        return await runMocha({ ...options, files: ENGINE_FILES, env: engineEnvironment(engine, options.env) });
    } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        process.stdout.write(`${error.message}\n`);
        const all = await runMocha({ ...options, files: ENGINE_FILES, dryRun: true });
        const skipped = all.passed + all.skipped;
        process.stdout.write(
            `  SKIPPED all ${skipped} engine tests, because there is no Pulumi CLI to run them with\n`,
        );
        // Even without a test to count, tests that could not be run are not nothing.
        return { passed: 0, failed: all.failed, skipped: Math.max(skipped, 1) };
    }
}
