import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type FindOptions, findEngine } from "../../../tools/engine/find";
import { Sandbox } from "./sandbox";

describe("the official download", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
    });
    afterEach(() => sandbox.remove());

    /** An installer is called with the folder to install into and the version. */
    function options(installer: string): FindOptions {
        const file = sandbox.script(join(sandbox.root, "installer"), installer);
        return { env: sandbox.env, stream: sandbox.stream, installer: [file], silenceMs: 600 };
    }

    const write = (name: string, body: string): string =>
        `printf '#!/bin/sh\\n${body}\\n' > "$1/bin/${name}"; chmod 755 "$1/bin/${name}"`;
    const whole = [write("pulumi", "echo v3.220.0"), write("pulumi-language-nodejs", "exit 2")].join("\n");

    it("is taken where there is nothing yet, and found in the cache afterwards", async () => {
        const engine = await findEngine(options(whole));
        assert.equal(engine.way, "download");
        assert.equal(engine.bin, join(sandbox.versions, "3.220.0", "bin"));
        assert.match(sandbox.said, /downloading the Pulumi CLI 3\.220\.0: done after/);
        assert.deepEqual(readdirSync(sandbox.versions), ["3.220.0"]);
        const again = await findEngine(options("exit 1"));
        assert.equal(again.way, "cache");
    });

    it("replaces an installation that is not whole", async () => {
        sandbox.pulumi(join(sandbox.versions, "3.220.0", "bin"), "3.220.0");
        const engine = await findEngine(options(whole));
        assert.equal(engine.way, "download");
        assert.deepEqual(readdirSync(sandbox.versions), ["3.220.0"]);
    });

    it("is given up when nothing arrives, with every process it started, and leaves nothing", async () => {
        const hang = `sleep 300 & echo $! > ${sandbox.root}/pid\n${write("pulumi", "echo v3.220.0")}\nwait`;
        await assert.rejects(findEngine(options(hang)), /3\. the official download: nothing arrived for 0\.6 s/);
        assert.deepEqual(readdirSync(sandbox.versions), []);
        const pid = Number(readFileSync(join(sandbox.root, "pid"), "utf8"));
        await sleep(100);
        assert.ok(isGone(pid), "the installer's own child still runs");
    });

    it("is given up even where a process of it escapes with the streams in its hand", async () => {
        const escapee = `${process.execPath} -e "require('child_process').spawn('sleep', ['3'], { detached: true, stdio: 'inherit' })"`;
        const started = Date.now();
        await assert.rejects(findEngine(options(`${escapee} & sleep 300`)), /nothing arrived for 0\.6 s/);
        assert.ok(Date.now() - started < 2_900);
    });

    it("is not given up as long as something arrives", async () => {
        const drip = 'for i in 1 2 3 4 5 6; do echo more >> "$TMPDIR/archive"; sleep 0.3; done';
        const engine = await findEngine(options(`${drip}\n${whole}`));
        assert.equal(engine.way, "download");
        assert.ok(!existsSync(join(sandbox.versions, "3.220.0", "tmp")));
    });

    it("is not used when it ends well but is not whole", async () => {
        await assert.rejects(
            findEngine(options(write("pulumi", "echo v3.220.0"))),
            /what arrived is not whole: .*pulumi-language-nodejs is missing/,
        );
        assert.deepEqual(readdirSync(sandbox.versions), []);
    });

    it("says what the installer said last when it fails, and goes on to the build", async () => {
        await assert.rejects(findEngine(options("echo no such host >&2; exit 1")), /official download: no such host/);
        sandbox.go();
        const engine = await findEngine(options("exit 1"));
        assert.equal(engine.way, "source");
    });

    it("is not tried with PULUMI_FROM_SOURCE", async () => {
        mkdirSync(sandbox.home);
        const env = { ...sandbox.env, PULUMI_FROM_SOURCE: "1" };
        await assert.rejects(findEngine({ ...options(whole), env }), /official download: skipped/);
    });
});

/** A killed process that nobody has waited for yet still has a number. */
function isGone(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return / [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
    } catch {
        return true;
    }
}
