import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Engine } from "../../../tools/engine/engine";
import { findEngine } from "../../../tools/engine/find";
import { Sandbox } from "./sandbox";

const root = join(__dirname, "..", "..", "..");

interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

describe("several runs that need a CLI", function () {
    this.timeout(30_000);
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
    });
    afterEach(() => sandbox.remove());

    function start(): ChildProcess {
        const register = join(root, "tools", "support", "register.cjs");
        return spawn(process.execPath, ["--require", register, join(__dirname, "findMain.ts")], {
            env: { ...sandbox.env, PULUMI_FROM_SOURCE: "1" },
            stdio: ["ignore", "pipe", "pipe"],
        });
    }

    async function end(child: ChildProcess): Promise<Ended> {
        let stdout = "";
        let stderr = "";
        child.stdout?.on("data", (data) => {
            stdout += data;
        });
        child.stderr?.on("data", (data) => {
            stderr += data;
        });
        const [code] = await once(child, "close");
        return { code, stdout, stderr };
    }

    async function until(condition: () => boolean): Promise<void> {
        while (!condition()) await sleep(20);
    }

    it("build once when they run at the same time, and say that they wait", async () => {
        sandbox.go({ build: "sleep 0.5" });
        const ended = await Promise.all([end(start()), end(start()), end(start())]);
        const engines = ended.map(({ stdout }) => JSON.parse(stdout) as Engine);
        assert.deepEqual(
            engines.map((engine) => engine.bin),
            Array(3).fill(join(sandbox.versions, "3.220.0", "bin")),
        );
        assert.equal(sandbox.builds.length, 2, "one build of each binary");
        assert.equal(ended.filter(({ stderr }) => stderr.includes("waiting for another run (process ")).length, 2);
    });

    it("start over, and clear up, after one was killed in the middle of its build", async () => {
        sandbox.go({ build: `echo half > "$output"; [ -e "${sandbox.root}/go-on" ] || sleep 2` });
        const child = start();
        await until(() => sandbox.builds.length > 0);
        child.kill("SIGKILL");
        await once(child, "close");
        const left = readdirSync(sandbox.versions);
        assert.ok(left.includes("landing-zone-3.220.0.lock") && left.length === 2, left.join());

        sandbox.script(join(sandbox.root, "go-on"), "");
        const engine = await findEngine({
            env: { ...sandbox.env, PULUMI_FROM_SOURCE: "1" },
            stream: sandbox.stream,
        });
        assert.match(readFileSync(engine.cli, "utf8"), /v3\.220\.0/);
        assert.deepEqual(readdirSync(sandbox.versions), ["3.220.0"]);
        assert.doesNotMatch(sandbox.said, /waiting/);
    });

    it("end their build with them when they are told to end", async () => {
        sandbox.go({ build: `echo $$ > "${sandbox.root}/pid"; sleep 300` });
        const child = start();
        await until(() => existsSync(join(sandbox.root, "pid")));
        const pid = Number(readFileSync(join(sandbox.root, "pid"), "utf8"));
        child.kill("SIGTERM");
        const [, signal] = await once(child, "close");
        assert.equal(signal, "SIGTERM");
        await until(() => !isRunning(pid));
    });

    it("end with exit code 1 and a message without a stack where nothing can be had", async () => {
        const { code, stdout, stderr } = await end(start());
        assert.equal(code, 1);
        assert.equal(stdout, "");
        assert.match(stderr, /^no Pulumi CLI 3\.220\.0/);
        assert.doesNotMatch(stderr, /\n +at /);
    });
});

function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return !/ [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
    } catch {
        return false;
    }
}
