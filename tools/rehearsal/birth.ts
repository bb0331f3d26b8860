import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { Failure } from "../support/failure";
import type { Sandbox } from "./sandbox";
import { encryptionSalt } from "./secrets";

const run = promisify(execFile);

/** Where the file backend keeps a stack. */
export function checkpointFile(sandbox: Sandbox, project: string, stack: string): string {
    return join(sandbox.backend, ".pulumi", "stacks", project, `${stack}.json`);
}

export const exists = (sandbox: Sandbox, project: string, stack: string): boolean =>
    existsSync(checkpointFile(sandbox, project, stack));

/**
 * Creates a stack that does not exist. `pulumi stack init` writes a salt into the stack file of the project it runs in, so
 * it runs in a scratch project of the same name.
 */
export async function createStack(sandbox: Sandbox, project: string, stack: string): Promise<void> {
    if (exists(sandbox, project, stack)) return;
    const folder = join(sandbox.scratch, `${project}-${stack}-${process.pid}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name: project, runtime: "nodejs" }));
    writeFileSync(join(folder, `Pulumi.${stack}.yaml`), JSON.stringify({ encryptionsalt: encryptionSalt }));
    try {
        await run(sandbox.engine.cli, ["stack", "init", stack, "--non-interactive", "--no-select"], {
            cwd: folder,
            env: sandbox.environment(0),
        });
    } catch (error) {
        // Another command may have created it in the meantime.
        if (exists(sandbox, project, stack)) return;
        const { stderr = "" } = error as { stderr?: string };
        throw new Failure(`stack ${stack} of ${project} could not be created: ${stderr.trim() || String(error)}`);
    }
}
