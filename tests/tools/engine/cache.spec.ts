import assert from "node:assert/strict";
import { readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { builtBefore, fromCache } from "../../../tools/engine/cache";
import { writeManifest } from "../../../tools/engine/manifest";
import { Sandbox } from "./sandbox";

const NAMES = ["pulumi", "pulumi-language-nodejs"];

describe("the cache of Pulumi CLIs", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
    });
    afterEach(() => sandbox.remove());

    function install(version: string, folder = version): string {
        const root = join(sandbox.versions, folder);
        sandbox.installation(join(root, "bin"), version);
        return root;
    }

    function installOurs(folder = "3.220.0"): string {
        const root = install("3.220.0", folder);
        writeManifest(root, NAMES, { version: "3.220.0", way: "source", recipe: "the recipe" });
        return root;
    }

    async function reason(): Promise<string> {
        const attempt = await fromCache(sandbox.env);
        assert.ok("reason" in attempt);
        return attempt.reason;
    }

    it("yields an installation of another program that answers", async () => {
        const root = install("3.220.0");
        const attempt = await fromCache(sandbox.env);
        const bin = join(root, "bin");
        assert.deepEqual(attempt, { engine: { bin, cli: join(bin, "pulumi"), version: "3.220.0", way: "cache" } });
    });

    it("yields the version that everything is tested with before newer ones, and none older", async () => {
        for (const version of ["3.230.0", "3.99.0", "3.220.0", "3.221.0", "4.1.0"]) install(version);
        const attempt = await fromCache(sandbox.env);
        assert.ok("engine" in attempt);
        assert.equal(attempt.engine.version, "3.220.0");
        rmSync(join(sandbox.versions, "3.220.0"), { recursive: true });
        const next = await fromCache(sandbox.env);
        assert.ok("engine" in next);
        assert.equal(next.engine.version, "3.221.0");
        for (const version of ["3.221.0", "3.230.0"]) rmSync(join(sandbox.versions, version), { recursive: true });
        assert.equal(await reason(), `nothing in ${sandbox.versions}`);
    });

    it("refuses half an installation", async () => {
        const root = install("3.220.0");
        rmSync(join(root, "bin", "pulumi-language-nodejs"));
        assert.match(await reason(), /pulumi-language-nodejs is missing/);
        writeFileSync(join(root, "bin", "pulumi-language-nodejs"), "");
        assert.match(await reason(), /pulumi-language-nodejs is empty/);
    });

    it("refuses a folder whose CLI is of another version than its name promises", async () => {
        const root = install("3.220.0");
        sandbox.pulumi(join(root, "bin"), "3.100.0");
        assert.match(await reason(), /version 3\.100\.0 is older/);
    });

    it("refuses an installation of ours with a file cut short", async () => {
        const root = installOurs();
        const host = join(root, "bin", "pulumi-language-nodejs");
        truncateSync(host, statSync(host).size - 1);
        assert.match(await reason(), /has \d+ bytes instead of \d+/);
    });

    it("refuses an installation of ours with a file changed in place", async () => {
        const cli = join(installOurs(), "bin", "pulumi");
        writeFileSync(cli, readFileSync(cli, "utf8").replace("v3.220.0", "v3.229.9"));
        assert.match(await reason(), /was changed after it was installed/);
    });

    it("accepts an installation of ours that was copied, so that only the times differ", async () => {
        const cli = join(installOurs(), "bin", "pulumi");
        utimesSync(cli, 1, 1);
        assert.ok("engine" in (await fromCache(sandbox.env)));
    });

    it("refuses an installation of ours with an unreadable manifest", async () => {
        const root = installOurs();
        writeFileSync(join(root, "landing-zone.json"), '{"version": "3.2');
        assert.match(await reason(), /landing-zone\.json cannot be read/);
    });

    it("knows a build of the same recipe again, and no other", async () => {
        const root = installOurs();
        assert.equal((await builtBefore(sandbox.env, "the recipe"))?.bin, join(root, "bin"));
        assert.equal(await builtBefore(sandbox.env, "another recipe"), undefined);
        rmSync(join(root, "bin", "pulumi"));
        assert.equal(await builtBefore(sandbox.env, "the recipe"), undefined);
    });

    it("does not take somebody else's CLI for a build", async () => {
        install("3.220.0");
        assert.equal(await builtBefore(sandbox.env, "the recipe"), undefined);
    });

    it("yields a build that stands beside a download", async () => {
        const root = installOurs("3.220.0-source");
        const attempt = await fromCache(sandbox.env);
        assert.ok("engine" in attempt);
        assert.equal(attempt.engine.bin, join(root, "bin"));
    });
});
