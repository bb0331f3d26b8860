import { spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Failure } from "../support/failure";
import { withLock } from "../support/lock.cjs";
import { playFolder, projectRoot, rehearsalFolder } from "./places";

export const keeperLock = join(rehearsalFolder, "play.lock");
export const keeperFile = join(playFolder, "keeper.json");
const keeperLog = join(playFolder, "keeper.log");
const startMs = 30_000;

/** The right to use the kept simulator; it ends when the last lease is given back, or its holder dies. */
export interface Lease {
    /** Control port of the simulator. */
    readonly port: number;
    release(): void;
}

/** Attaches to the simulator that keeps the state of play, starting it where no other command has. */
export async function takeLease(account: string | undefined): Promise<Lease> {
    mkdirSync(playFolder, { recursive: true });
    return withLock(
        keeperLock,
        () => undefined,
        async () => {
            const running = await runningKeeper();
            if (running !== undefined) return running;
            await startKeeper(account);
            const started = await runningKeeper();
            if (started === undefined) throw new Failure(`the simulator did not answer; see ${keeperLog}`);
            return started;
        },
    );
}

interface KeeperRecord {
    readonly pid: number;
    readonly leasePort: number;
}

/** A lease of the keeper that is running, if one is. One that is about to end is waited for: it is still saving. */
export async function runningKeeper(): Promise<Lease | undefined> {
    const record = readRecord();
    if (record === undefined) return undefined;
    const lease = await attach(record.leasePort);
    if (lease !== undefined) return lease;
    const deadline = Date.now() + startMs;
    while (isAlive(record.pid) && readRecord()?.pid === record.pid) {
        if (Date.now() > deadline) {
            throw new Failure(`the simulator (process ${record.pid}) does not answer; end it, then try again`);
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    rmSync(keeperFile, { force: true });
    return undefined;
}

function attach(leasePort: number): Promise<Lease | undefined> {
    return new Promise((resolve) => {
        const socket: Socket = connect({ host: "127.0.0.1", port: leasePort });
        const give = (lease: Lease | undefined): void => {
            clearTimeout(timer);
            if (lease === undefined) socket.destroy();
            resolve(lease);
        };
        const timer = setTimeout(() => give(undefined), 5_000);
        socket.on("error", () => give(undefined));
        socket.on("close", () => give(undefined));
        createInterface({ input: socket }).once("line", (line) => {
            const port = /^simulator (\d+)$/.exec(line)?.[1];
            give(port === undefined ? undefined : { port: Number(port), release: () => socket.destroy() });
        });
    });
}

/** In a session of its own: Ctrl-C ends the command, and the keeper only after it. */
async function startKeeper(account: string | undefined): Promise<void> {
    const log = openSync(keeperLog, "w");
    const child = spawn(
        process.execPath,
        [
            `--require=${join(projectRoot, "tools", "support", "register.cjs")}`,
            join(__dirname, "keeper.ts"),
            ...(account === undefined ? [] : [account]),
        ],
        { cwd: projectRoot, detached: true, stdio: ["ignore", "pipe", log] },
    );
    const { stdout } = child;
    if (stdout === null) throw new Failure("the simulator could not be started");
    await new Promise<void>((resolve, reject) => {
        const fail = (): void => {
            const said = readFileSync(keeperLog, "utf8").trim();
            reject(new Failure(said === "" ? "the simulator could not be started" : said));
        };
        const timer = setTimeout(() => {
            child.kill();
            fail();
        }, startMs);
        child.once("error", fail);
        child.once("exit", fail);
        stdout.once("data", () => {
            clearTimeout(timer);
            child.removeAllListeners("exit");
            stdout.destroy();
            child.unref();
            resolve();
        });
    });
}

function readRecord(): KeeperRecord | undefined {
    try {
        return JSON.parse(readFileSync(keeperFile, "utf8")) as KeeperRecord;
    } catch {
        return undefined;
    }
}

function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}
