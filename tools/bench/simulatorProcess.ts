import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { projectRoot } from "../rehearsal/places";

export interface SimulatorProcess {
    readonly port: number;
    readonly pid: number;
    stop(): void;
}

/** The simulator in a process of its own, so that its memory can be told from that of the benchmark. */
export function startSimulatorProcess(): Promise<SimulatorProcess> {
    const register = join(projectRoot, "tools", "support", "register.cjs");
    const main = join(projectRoot, "simulator", "main.ts");
    const child = spawn(process.execPath, [`--require=${register}`, main], { stdio: ["ignore", "pipe", "inherit"] });
    const stop = (): void => {
        child.kill();
    };
    process.once("exit", stop);
    return new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("exit", (code) => reject(new Error(`the simulator ended with ${code}`)));
        createInterface({ input: child.stdout }).once("line", (line) => {
            const port = Number(/^listening (\d+)$/.exec(line)?.[1]);
            resolve({ port, pid: child.pid ?? 0, stop });
        });
    });
}
