import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../support/failure";
import { runsFolder } from "./places";

const kept = 5;

/** A folder of this run's own, named so that the newest sorts last. Old ones, left by failed or killed runs, are cleared. */
export function openRunFolder(now: Date = new Date()): string {
    const stamp = now.toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15);
    const folder = join(runsFolder, `${stamp}-${process.pid}`);
    try {
        mkdirSync(folder, { recursive: true });
    } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? String(error);
        throw new Failure(
            `cannot write to ${runsFolder} (${code}): a rehearsal keeps its state there; make it writable`,
        );
    }
    const old = readdirSync(runsFolder).filter((name) => !isRunning(name));
    for (const name of old.sort().slice(0, -kept)) rmSync(join(runsFolder, name), { recursive: true, force: true });
    return folder;
}

function isRunning(name: string): boolean {
    const pid = Number(name.split("-").at(-1));
    if (!Number.isInteger(pid)) return false;
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}

/** What a failed run leaves for a look: its logs. State and plugins go. */
export function keepLogsOnly(folder: string): void {
    if (!existsSync(folder)) return;
    for (const name of readdirSync(folder)) {
        if (name !== "logs") rmSync(join(folder, name), { recursive: true, force: true });
    }
}
