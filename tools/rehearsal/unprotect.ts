import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { Failure } from "../support/failure";
import type { Sandbox } from "./sandbox";

const run = promisify(execFile);

/**
 * Lifts the protection of every resource of a stack, as only a rehearsal may. In a scratch project of the same name, since
 * the command may write into the stack file beside Pulumi.yaml.
 */
export async function unprotectAll(sandbox: Sandbox, project: string, stack: string): Promise<void> {
    const folder = join(sandbox.scratch, `unprotect-${project}-${process.pid}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name: project, runtime: "nodejs" }));
    const args = ["state", "unprotect", "--all", "--yes", "--stack", stack, "--non-interactive"];
    try {
        await run(sandbox.engine.cli, args, { cwd: folder, env: sandbox.environment(0) });
    } catch (error) {
        const { stderr = "" } = error as { stderr?: string };
        throw new Failure(`the protection of ${stack} could not be lifted: ${stderr.trim() || String(error)}`);
    }
}
