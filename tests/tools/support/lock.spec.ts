import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "../../../tools/support/lock.cjs";

describe("the lock between processes", () => {
    let folder: string;
    let file: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "landing-zone-lock-"));
        file = join(folder, "below", "lock");
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    function left(pid: number, host: string, ageMs: number): void {
        file = join(folder, "lock");
        writeFileSync(file, JSON.stringify({ pid, host, token: "of somebody else" }));
        const then = new Date(Date.now() - ageMs);
        utimesSync(file, then, then);
    }

    const deadPid = (): number => spawnSync(process.execPath, ["-e", ""]).pid;

    /** Whether the lock is had within half a second. */
    async function isHad(): Promise<boolean> {
        const taken = withLock(
            file,
            () => {},
            async () => true,
        );
        const had = await Promise.race([taken, sleep(500, false)]);
        rmSync(file, { force: true });
        await taken;
        return had;
    }

    it("lets one in at a time, and leaves nothing behind", async () => {
        let inside = 0;
        let waited = 0;
        const order: number[] = [];
        await Promise.all(
            [1, 2, 3, 4].map((number) =>
                withLock(
                    file,
                    (pid) => {
                        assert.equal(pid, process.pid);
                        waited += 1;
                    },
                    async () => {
                        inside += 1;
                        assert.equal(inside, 1);
                        await sleep(20);
                        order.push(number);
                        inside -= 1;
                    },
                ),
            ),
        );
        assert.equal(order.length, 4);
        assert.equal(waited, 3);
        assert.deepEqual(readdirSync(join(folder, "below")), []);
    });

    it("is given back when the action fails", async () => {
        await assert.rejects(
            withLock(
                file,
                () => {},
                () => Promise.reject(new Error("no")),
            ),
            /^Error: no$/,
        );
        assert.deepEqual(readdirSync(join(folder, "below")), []);
    });

    it("is taken over at once from a process of this machine that is gone", async () => {
        left(deadPid(), hostname(), 0);
        assert.ok(await isHad());
    });

    it("is not taken over from a process that lives", async () => {
        left(process.pid, hostname(), 0);
        assert.ok(!(await isHad()));
    });

    it("is not taken over from another machine as long as its heart beats", async () => {
        left(deadPid(), "another machine", 5_000);
        assert.ok(!(await isHad()));
    });

    it("is taken over from whoever has not given a sign for long", async () => {
        left(process.pid, "another machine", 60_000);
        assert.ok(await isHad());
        writeFileSync(file, "");
        utimesSync(file, 1, 1);
        assert.ok(await isHad());
    });

    it("goes to one only when several find it stale", async () => {
        left(deadPid(), hostname(), 0);
        let inside = 0;
        const one = (): Promise<void> =>
            withLock(
                file,
                () => {},
                async () => {
                    inside += 1;
                    assert.equal(inside, 1);
                    await sleep(10);
                    inside -= 1;
                },
            );
        await Promise.all(Array.from({ length: 8 }, one));
    });
});
