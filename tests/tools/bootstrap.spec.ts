import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
    chmodSync,
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    realpathSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const repository = join(__dirname, "..", "..");

interface Ended {
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** What the fake npm installs: a ts-node that lets plain JavaScript through is all the bootstrap asks of it. */
const FAKE_NPM = `
echo "$*" >> "$CLONE/npm.log"
echo "npm talks"
rm -rf node_modules && mkdir -p node_modules/ts-node
[ -n "$NPM_SLEEP" ] && sleep "$NPM_SLEEP"
[ -n "$NPM_FAILS" ] && { echo "npm error no network" >&2; exit "$NPM_FAILS"; }
echo 'exports.register = () => { require.extensions[".ts"] = require.extensions[".js"]; };' > node_modules/ts-node/index.js
cp package-lock.json node_modules/.package-lock.json
`;

describe("the bootstrap", function () {
    this.timeout(20_000);
    let clone: string;

    beforeEach(() => {
        clone = realpathSync(mkdtempSync(join(tmpdir(), "landing-zone-clone-")));
        cpSync(join(repository, "tools", "bootstrap.mjs"), join(clone, "tools", "bootstrap.mjs"));
        cpSync(join(repository, "tools", "support"), join(clone, "tools", "support"), { recursive: true });
        write("package.json", JSON.stringify({ devDependencies: { "ts-node": "10.9.2" } }));
        lockOf("10.9.2");
        write("bin/npm", `#!/bin/sh${FAKE_NPM}`);
        chmodSync(join(clone, "bin", "npm"), 0o755);
        write("tools/echo.ts", "process.stdout.write(JSON.stringify(process.argv.slice(2)));");
        write("tools/leave.ts", "process.exitCode = Number(process.argv[2]);");
    });
    afterEach(() => rmSync(clone, { recursive: true, force: true }));

    function write(file: string, text: string): void {
        mkdirSync(join(clone, file, ".."), { recursive: true });
        writeFileSync(join(clone, file), text);
    }

    function lockOf(version: string, more: Record<string, object> = {}): void {
        const packages = { "": {}, "node_modules/ts-node": { version, integrity: `sha512-${version}` }, ...more };
        write("package-lock.json", JSON.stringify({ packages }));
    }

    function start(
        args: readonly string[],
        env: NodeJS.ProcessEnv = {},
        nodeArgs: readonly string[] = [],
    ): ChildProcess {
        return spawn(process.execPath, [...nodeArgs, join(clone, "tools", "bootstrap.mjs"), ...args], {
            cwd: clone,
            env: { PATH: `${join(clone, "bin")}:/bin:/usr/bin`, CLONE: clone, ...env },
            stdio: ["ignore", "pipe", "pipe"],
            detached: true,
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
        const [code, signal] = await once(child, "close");
        return { code, signal, stdout, stderr };
    }

    const run = (args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended> => end(start(args, env));

    function installs(): string[] {
        const log = join(clone, "npm.log");
        return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
    }

    async function until(condition: () => boolean): Promise<void> {
        while (!condition()) await sleep(20);
    }

    it("installs dependencies on a fresh clone, once, and keeps stdout for the command", async () => {
        const first = await run(["echo", "a b", "--c=*", ""]);
        assert.deepEqual(first, {
            code: 0,
            signal: null,
            stdout: '["a b","--c=*",""]',
            stderr: "installing dependencies (npm ci)\nnpm talks\n",
        });
        assert.deepEqual(installs(), ["ci --ignore-scripts --no-audit --no-fund --include=dev"]);
        assert.equal((await run(["echo"])).stderr, "");
        assert.equal(installs().length, 1);
    });

    it("installs again when package-lock.json asks for something else", async () => {
        await run(["echo"]);
        lockOf("10.9.3");
        await run(["echo"]);
        assert.equal(installs().length, 2);
    });

    it("accepts what a person installed with npm, whatever the times of the files", async () => {
        await run(["echo"]);
        rmSync(join(clone, "node_modules", ".landing-zone-installed"));
        lockOf("10.9.2", { "node_modules/for-another-platform": { version: "1.0.0", optional: true } });
        await run(["echo"]);
        assert.equal(installs().length, 1);
    });

    it("installs again after an installation that was broken off", async () => {
        const child = start(["echo"], { NPM_SLEEP: "1" });
        await until(() => existsSync(join(clone, "node_modules", "ts-node")));
        assert.ok(child.pid);
        process.kill(-child.pid, "SIGKILL");
        await once(child, "close");
        const next = await run(["echo"]);
        assert.equal(next.code, 0);
        assert.equal(installs().length, 2);
    });

    it("installs again when a direct dependency is gone", async () => {
        await run(["echo"]);
        rmSync(join(clone, "node_modules", "ts-node"), { recursive: true });
        assert.equal((await run(["echo"])).code, 0);
        assert.equal(installs().length, 2);
    });

    it("installs once for two runs at the same time", async () => {
        const ended = await Promise.all([1, 2].map(() => run(["echo"], { NPM_SLEEP: "0.5" })));
        assert.deepEqual(
            ended.map(({ code }) => code),
            [0, 0],
        );
        assert.equal(installs().length, 1);
        assert.equal(ended.filter(({ stderr }) => stderr.includes("waiting for another run")).length, 1);
    });

    it("says what to do when npm fails, and tries again next time", async () => {
        const failed = await run(["echo"], { NPM_FAILS: "3" });
        assert.equal(failed.code, 1);
        assert.match(
            failed.stderr,
            /npm error no network\ninstalling dependencies failed: npm ci ended with exit code 3/,
        );
        assert.match(failed.stderr, /npm ping/);
        assert.doesNotMatch(failed.stderr, /\n +at /);
        assert.equal((await run(["echo"])).code, 0);
    });

    it("says so when there is no npm", async () => {
        const { code, stderr } = await run(["echo"], { PATH: join(clone, "tools") });
        assert.equal(code, 1);
        assert.match(stderr, /npm was not found on PATH: install Node\.js/);
    });

    it("ends with the exit code of the command", async () => {
        assert.equal((await run(["leave", "0"])).code, 0);
        assert.equal((await run(["leave", "42"])).code, 42);
    });

    it("hands signals on to the command, and ends by the signal that ended it", async () => {
        write("tools/wait.ts", "process.stdout.write('up'); setInterval(() => {}, 1000);");
        write(
            "tools/tidy.ts",
            "process.on('SIGINT', () => process.exit(7)); process.stdout.write('up'); setInterval(() => {}, 1000);",
        );
        await run(["echo"]);
        for (const [command, sent, code, signal] of [
            ["wait", "SIGTERM", null, "SIGTERM"],
            ["tidy", "SIGINT", 7, null],
        ] as const) {
            const child = start([command]);
            const ended = end(child);
            assert.ok(child.stdout);
            await once(child.stdout, "data");
            child.kill(sent);
            const { code: endCode, signal: endSignal } = await ended;
            assert.deepEqual([endCode, endSignal], [code, signal], command);
        }
    });

    it("refuses a command that does not exist, and names those that do, before it installs anything", async () => {
        for (const args of [["nonsense"], [], ["../bin/npm"], ["support/failure"]]) {
            const { code, stderr } = await run(args);
            assert.equal(code, 1);
            assert.match(stderr, /^unknown command ".*": allowed are echo, leave\n$/);
        }
        assert.deepEqual(installs(), []);
    });

    it("refuses a Node.js that is too old", async () => {
        for (const [version, refused] of [
            ["18.20.0", true],
            ["20.18.9", true],
            ["20.19.0", false],
            ["22.0.0", false],
        ] as const) {
            const pretend = join(clone, "pretend.cjs");
            const value = JSON.stringify({ ...process.versions, node: version });
            writeFileSync(pretend, `Object.defineProperty(process, "versions", { value: ${value} });`);
            const { code, stderr } = await end(start(["echo"], {}, ["--require", pretend]));
            assert.equal(code, refused ? 1 : 0, version);
            assert.equal(/is too old: 20\.19 or newer is needed/.test(stderr), refused, stderr);
        }
    });

    it("adds little to the time of the command", async () => {
        await run(["echo"]);
        // The child's own start is part of what is measured, so two bare starts are the floor.
        const bare = await quickest(() => end(spawn(process.execPath, ["-e", ""])));
        const whole = await quickest(() => run(["echo"]));
        assert.ok(whole < 2 * bare + 150, `${whole} ms against ${bare} ms for Node.js alone`);
    });

    async function quickest(action: () => Promise<unknown>): Promise<number> {
        const times: number[] = [];
        for (let count = 0; count < 5; count++) {
            const started = performance.now();
            await action();
            times.push(performance.now() - started);
        }
        return Math.min(...times);
    }

    it("is what continuous integration starts with, with a CLI built from source", async () => {
        cpSync(join(repository, ".ci", "run"), join(clone, ".ci", "run"));
        write("bin/npm", '#!/bin/sh\necho "$PWD $* $PULUMI_FROM_SOURCE $CI"');
        const { stdout, code } = await end(
            spawn(join(clone, ".ci", "run"), { cwd: "/", env: { PATH: `${join(clone, "bin")}:/bin:/usr/bin` } }),
        );
        assert.equal(code, 0);
        assert.equal(stdout, `${clone} test 1 true\n`);
    });
});
