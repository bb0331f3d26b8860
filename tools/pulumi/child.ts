import { spawn } from "node:child_process";
import { constants } from "node:os";

export interface ChildOptions {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
}

const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];

/** Runs a program in our place: its streams are ours, signals are passed on, and its exit code is the answer. */
export function runInOurPlace(program: string, args: readonly string[], options: ChildOptions): Promise<number> {
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, { ...options, stdio: "inherit" });
        // A terminal hands Ctrl-C to the whole group; a second SIGINT would make Pulumi give up at once.
        const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
        const forward = (signal: NodeJS.Signals): void => {
            const delivered = terminal && (signal === "SIGINT" || signal === "SIGQUIT");
            if (!delivered) child.kill(signal);
        };
        for (const signal of signals) process.on(signal, forward);
        const stop = (): void => {
            for (const signal of signals) process.off(signal, forward);
        };
        child.once("error", (error) => {
            stop();
            reject(error);
        });
        child.once("exit", (code, signal) => {
            stop();
            resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
        });
    });
}
