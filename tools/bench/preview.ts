import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createStack } from "../rehearsal/birth";
import { readProject } from "../rehearsal/project";
import type { Sandbox } from "../rehearsal/sandbox";
import { copyStackFile } from "../rehearsal/stackFile";
import { Failure } from "../support/failure";
import type { SimulatorProcess } from "./simulatorProcess";

export interface Case {
    readonly program: string;
    readonly stack: string;
    readonly packArgs: readonly string[];
    /** Resources that the pack must have seen; a run that broke off early is no measurement. */
    readonly atLeast: number;
}

export interface Bench {
    readonly sandbox: Sandbox;
    readonly simulator: SimulatorProcess;
}

/** Seconds that one command of the CLI takes, as a person waits for it. */
export async function timeCommand(bench: Bench, operation: "preview" | "up", one: Case): Promise<number> {
    const { sandbox, simulator } = bench;
    const { program, stack, packArgs } = one;
    const { name } = readProject(program);
    await createStack(sandbox, name, stack);
    const config = join(sandbox.folder, "config", name, `Pulumi.${stack}.yaml`);
    copyStackFile(join(program, `Pulumi.${stack}.yaml`), config);
    const report = join(sandbox.folder, "report.json");
    rmSync(report, { force: true });
    const args = [operation, "--stack", stack, "--config-file", config, "--non-interactive", ...packArgs];
    const started = process.hrtime.bigint();
    const { code, text } = await run(
        sandbox.engine.cli,
        operation === "up" ? [...args, "--yes", "-f"] : args,
        program,
        {
            ...sandbox.environment(simulator.port),
            PULUMI_SKIP_CHECKPOINTS: "true",
            LANDING_ZONE_POLICY_REPORT: report,
        },
    );
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    const seen = existsSync(report) ? (JSON.parse(readFileSync(report, "utf8")) as { resources: number }).resources : 0;
    // The benchmark's own programs need not please every rule; they must have been judged to the end.
    const whole = packArgs.length === 0 ? code === 0 : seen >= one.atLeast;
    if (!whole) throw new Failure(`${operation} of ${name} ${stack} ended with ${code}:\n${text}`);
    return seconds;
}

function run(
    program: string,
    args: readonly string[],
    cwd: string,
    env: NodeJS.ProcessEnv,
): Promise<{ readonly code: number | null; readonly text: string }> {
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
        let text = "";
        for (const stream of [child.stdout, child.stderr]) {
            stream.on("data", (data) => {
                text += String(data);
            });
        }
        child.once("error", reject);
        child.once("close", (code) => resolve({ code, text }));
    });
}
