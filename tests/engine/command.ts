import { spawn } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../tools/rehearsal/places";

export interface CommandResult {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

export interface CommandOptions {
    readonly cwd?: string;
    readonly env: NodeJS.ProcessEnv;
    /** Sent to the command once its stdout or stderr matches. */
    readonly interrupt?: { readonly when: RegExp; readonly signal: NodeJS.Signals };
}

/** Runs `npm run <name> -- <args>` as npm does, without npm. */
export function runTool(name: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
    const { cwd = projectRoot, env, interrupt } = options;
    const child = spawn(process.execPath, [join(projectRoot, "tools", "bootstrap.mjs"), name, ...args], {
        cwd: projectRoot,
        env: { ...process.env, INIT_CWD: cwd, ...env },
        stdio: ["ignore", "pipe", "pipe"],
    });
    return new Promise((resolve) => {
        let stdout = "";
        let stderr = "";
        let sent = false;
        const look = (): void => {
            if (sent || interrupt === undefined || !interrupt.when.test(stdout + stderr)) return;
            sent = true;
            child.kill(interrupt.signal);
        };
        child.stdout.on("data", (data) => {
            stdout += String(data);
            look();
        });
        child.stderr.on("data", (data) => {
            stderr += String(data);
            look();
        });
        child.on("close", (code) => resolve({ code, stdout, stderr }));
    });
}
