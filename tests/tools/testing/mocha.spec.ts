import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..", "..");

describe("a run of mocha", function () {
    this.timeout(20_000);
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "landing-zone-specs-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    /** In a process of its own, so that what it prints can be read; the last line is the tally. */
    async function run(spec: string, more: object = {}): Promise<{ tally: object; output: string }> {
        const file = join(folder, "some.spec.js");
        writeFileSync(file, spec);
        const options = JSON.stringify({ files: [file], ...more });
        const mocha = JSON.stringify(join(root, "tools", "testing", "mocha"));
        const code = `require(${mocha}).runMocha({ env: process.env, ...${options} }).then((t) => console.log(JSON.stringify(t)))`;
        const register = join(root, "tools", "support", "register.cjs");
        const child: ChildProcess = spawn(process.execPath, ["--require", register, "-e", code], { cwd: root });
        let output = "";
        child.stdout?.on("data", (data) => {
            output += data;
        });
        await once(child, "close");
        return { tally: JSON.parse(output.trim().split("\n").at(-1) ?? ""), output };
    }

    it("counts what passed, failed and was skipped, and shows the latter two", async () => {
        const { tally, output } = await run(`
            it("good", () => {});
            it("bad", () => { throw new Error("because of this"); });
            describe("group", () => { it.skip("left out", () => {}); });`);
        assert.deepEqual(tally, { passed: 1, failed: 1, skipped: 1 });
        assert.match(output, /some\.spec\.js: 1 passed, 1 FAILED, 1 SKIPPED/);
        assert.match(output, /because of this/);
        assert.match(output, /SKIPPED group left out/);
    });

    it("runs only what matches, and can count without running", async () => {
        const spec = `it("one", () => {}); it("two", () => { throw new Error("no"); });`;
        assert.deepEqual((await run(spec, { grep: "one" })).tally, { passed: 1, failed: 0, skipped: 0 });
        assert.deepEqual((await run(spec, { dryRun: true })).tally, { passed: 2, failed: 0, skipped: 0 });
        assert.deepEqual((await run(spec, { grep: "three" })).tally, { passed: 0, failed: 0, skipped: 0 });
    });

    it("counts a file that cannot be loaded as a failure", async () => {
        const { tally, output } = await run(`require("./not-there");`);
        assert.deepEqual(tally, { passed: 0, failed: 1, skipped: 0 });
        assert.match(output, /before it had counted its tests/);
    });

    it("counts a process that ends in the middle, or badly after its tests, as a failure", async () => {
        assert.deepEqual((await run(`it("one", () => process.exit(0));`)).tally, { passed: 0, failed: 1, skipped: 0 });
        const late = `it("one", () => {}); process.on("exit", () => process.exit(5));`;
        assert.deepEqual((await run(late)).tally, { passed: 1, failed: 1, skipped: 0 });
    });

    it("counts a failing hook as a failure", async () => {
        const { tally } = await run(`before(() => { throw new Error("no"); }); it("one", () => {});`);
        assert.deepEqual(tally, { passed: 0, failed: 1, skipped: 0 });
    });

    it("refuses a forgotten only", async () => {
        assert.deepEqual((await run(`it.only("one", () => {}); it("two", () => {});`)).tally, {
            passed: 0,
            failed: 1,
            skipped: 0,
        });
    });

    it("ends, and fails, although a test left something open", async () => {
        const { tally, output } = await run(`it("one", () => { setInterval(() => {}, 100); });`, { hangingMs: 300 });
        assert.deepEqual(tally, { passed: 1, failed: 1, skipped: 0 });
        assert.match(output, /left open: Timeout/);
    });
});
