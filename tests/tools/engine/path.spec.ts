import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findEngine } from "../../../tools/engine/find";
import { fromPath } from "../../../tools/engine/path";
import { Sandbox } from "./sandbox";

describe("a pulumi on PATH", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
    });
    afterEach(() => sandbox.remove());

    async function reason(): Promise<string> {
        const attempt = await fromPath(sandbox.env);
        assert.ok("reason" in attempt);
        return attempt.reason;
    }

    it("is taken before the cache, and said to be", async () => {
        sandbox.installation(sandbox.bin, "3.231.4");
        sandbox.installation(join(sandbox.versions, "3.220.0", "bin"), "3.220.0");
        const engine = await findEngine({ env: sandbox.env, stream: sandbox.stream });
        assert.deepEqual(engine, {
            bin: sandbox.bin,
            cli: join(sandbox.bin, "pulumi"),
            version: "3.231.4",
            way: "path",
        });
        assert.equal(sandbox.said, `pulumi 3.231.4 found on PATH: ${sandbox.bin}\n`);
    });

    it("is passed over for a newer one further on", async () => {
        const further = join(sandbox.root, "further");
        sandbox.installation(sandbox.bin, "3.219.9");
        sandbox.installation(further, "3.220.0");
        const attempt = await fromPath({ ...sandbox.env, PATH: `${sandbox.env["PATH"]}:${further}` });
        assert.ok("engine" in attempt);
        assert.equal(attempt.engine.bin, further);
    });

    it("is refused below 3.220.0, before its release, and of another major version", async () => {
        sandbox.languageHost(sandbox.bin);
        for (const version of ["3.219.0", "3.220.0-alpha.1"]) {
            sandbox.pulumi(sandbox.bin, version);
            assert.match(await reason(), new RegExp(`version ${version} is older than 3\\.220\\.0`));
        }
        sandbox.pulumi(sandbox.bin, "4.0.0");
        assert.match(await reason(), /version 4\.0\.0 is of another major version/);
    });

    it("is refused when it answers nonsense or fails", async () => {
        sandbox.languageHost(sandbox.bin);
        sandbox.script(join(sandbox.bin, "pulumi"), "echo hello");
        assert.match(await reason(), /answers "hello" for a version/);
        sandbox.script(join(sandbox.bin, "pulumi"), "exit 7");
        assert.match(await reason(), /ended with exit code 7/);
    });

    it("is refused without a language host, and taken with one elsewhere on PATH", async () => {
        sandbox.pulumi(sandbox.bin, "3.220.0");
        assert.match(await reason(), /has no pulumi-language-nodejs beside it or on PATH/);
        const elsewhere = join(sandbox.root, "elsewhere");
        sandbox.languageHost(elsewhere);
        const attempt = await fromPath({ ...sandbox.env, PATH: `${sandbox.env["PATH"]}:${elsewhere}` });
        assert.ok("engine" in attempt);
    });

    it("is taken through a link to the folder with the language host", async () => {
        const cellar = join(sandbox.root, "cellar");
        sandbox.installation(cellar, "3.220.0");
        symlinkSync(join(cellar, "pulumi"), join(sandbox.bin, "pulumi"));
        assert.ok("engine" in (await fromPath(sandbox.env)));
    });

    it("is refused with half a language host", async () => {
        sandbox.pulumi(sandbox.bin, "3.220.0");
        const host = sandbox.languageHost(sandbox.bin);
        writeFileSync(host, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]));
        assert.match(await reason(), /pulumi-language-nodejs does not answer: the file is damaged/);
    });

    it("is not a folder or a file without the executable bit", async () => {
        mkdirSync(join(sandbox.bin, "pulumi"));
        const other = join(sandbox.root, "other");
        mkdirSync(other);
        writeFileSync(join(other, "pulumi"), "#!/bin/sh\necho v3.220.0\n");
        const attempt = await fromPath({ ...sandbox.env, PATH: `${sandbox.env["PATH"]}:${other}` });
        assert.deepEqual(attempt, { reason: "no pulumi on PATH" });
    });
});
