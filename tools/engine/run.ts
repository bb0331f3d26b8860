import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface RunOptions {
    readonly env: NodeJS.ProcessEnv;
    readonly cwd?: string;
    /** The whole process group is killed after this time. */
    readonly timeoutMs?: number;
    /** Killed as well once this says so; asked about five times a second. */
    readonly giveUp?: () => boolean;
    /** Each line of either stream as it comes. */
    readonly onLine?: (line: string) => void;
}

export interface RunResult {
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
    readonly stdout: string;
    /** The last lines of both streams, to explain a failure with. */
    readonly tail: readonly string[];
    readonly gaveUp: boolean;
    /** Set where the program could not be started at all. */
    readonly error?: NodeJS.ErrnoException;
}

const TAIL_LINES = 15;
const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Runs a program in a process group of its own, which is ended with us: a build or download leaves no orphan. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
    return new Promise((resolve) => {
        const onSignal = (signal: NodeJS.Signals): void => {
            killGroup(started);
            detach();
            // Whoever else listens decides what the signal means; where nobody does, it means the end.
            if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
        };
        // Before the start: a signal right after it would otherwise leave an orphan.
        for (const signal of SIGNALS) process.on(signal, onSignal);
        const started = spawn(command, args, {
            env: options.env,
            stdio: ["ignore", "pipe", "pipe"],
            detached: true,
            ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        });
        let stdout = "";
        let gaveUp = false;
        let ended = false;
        const tail: string[] = [];
        const take = (line: string): void => {
            tail.push(line);
            if (tail.length > TAIL_LINES) tail.shift();
            options.onLine?.(line);
        };
        started.stdout.on("data", (data: Buffer) => {
            stdout += data.toString();
        });
        createInterface({ input: started.stdout }).on("line", take);
        createInterface({ input: started.stderr }).on("line", take);

        const abandon = (): void => {
            gaveUp = true;
            killGroup(started);
        };
        const timer = options.timeoutMs === undefined ? undefined : setTimeout(abandon, options.timeoutMs);
        const watch = setInterval(() => {
            if (!gaveUp && options.giveUp?.() === true) abandon();
        }, 200);
        const detach = (): void => {
            clearTimeout(timer);
            clearInterval(watch);
            for (const signal of SIGNALS) process.off(signal, onSignal);
        };
        const finish = (result: Pick<RunResult, "code" | "signal" | "error">): void => {
            if (ended) return;
            ended = true;
            detach();
            resolve({ ...result, stdout, tail, gaveUp });
        };
        started.on("error", (error) => finish({ code: null, signal: null, error }));
        // A program that left the group may hold the streams open for as long as it likes.
        started.on("exit", (code, signal) => {
            if (gaveUp) finish({ code, signal });
        });
        started.on("close", (code, signal) => finish({ code, signal }));
    });
}

function killGroup(child: ChildProcess): void {
    if (child.pid === undefined) return;
    try {
        process.kill(-child.pid, "SIGKILL");
    } catch {
        // already gone
    }
}

/** One line that says how a program failed. */
export function describeRun(result: RunResult): string {
    if (result.error !== undefined) return `could not be started (${result.error.code ?? result.error.message})`;
    if (result.gaveUp) return "did not end in time";
    if (result.signal !== null) return `was ended by ${result.signal}`;
    return `ended with exit code ${result.code}`;
}
