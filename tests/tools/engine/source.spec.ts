import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ENGINE_VERSION, type Engine, EngineError } from "../../../tools/engine/engine";
import { findEngine } from "../../../tools/engine/find";
import { Sandbox } from "./sandbox";

describe("a build from Go modules", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
    });
    afterEach(() => sandbox.remove());

    function find(env: NodeJS.ProcessEnv = {}): Promise<Engine> {
        const all = { ...sandbox.env, PULUMI_FROM_SOURCE: "1", ...env };
        const installer = [sandbox.script(join(sandbox.root, "installer"), "echo no network >&2; exit 1")];
        return findEngine({ env: all, stream: sandbox.stream, installer });
    }

    it("makes the CLI, the language host and both scripts, and is kept for the next run", async () => {
        sandbox.go();
        const engine = await find();
        const bin = join(sandbox.versions, "3.220.0", "bin");
        assert.deepEqual(engine, { bin, cli: join(bin, "pulumi"), version: "3.220.0", way: "source" });
        assert.deepEqual(readdirSync(bin), [
            "pulumi",
            "pulumi-analyzer-policy",
            "pulumi-language-nodejs",
            "pulumi-resource-pulumi-nodejs",
        ]);
        assert.deepEqual(readdirSync(sandbox.versions), ["3.220.0"]);
        assert.match(sandbox.said, /building the Pulumi CLI 3\.220\.0 from Go modules: done after/);
        assert.deepEqual(await find(), engine);
        assert.equal(sandbox.builds.length, 2);
    });

    it("is for this machine, without cgo and without a workspace of the user's, from the committed go.sum", async () => {
        sandbox.go();
        await find({ GOOS: "windows", GOWORK: "/elsewhere/go.work", CGO_ENABLED: "1" });
        for (const build of sandbox.builds) assert.match(build, /^plan9 0 off build -mod=readonly /);
        assert.match(sandbox.builds[0] ?? "", /version\.Version=v3\.220\.0 .*pkg\/v3\/cmd\/pulumi$/);
        assert.match(sandbox.builds[1] ?? "", /sdk\/v3\/nodejs\/cmd\/pulumi-language-nodejs$/);
    });

    it("is preferred to PATH and cache with PULUMI_FROM_SOURCE, and leaves another program's CLI alone", async () => {
        const foreign = join(sandbox.versions, "3.220.0", "bin");
        sandbox.installation(sandbox.bin, "3.220.0");
        sandbox.installation(foreign, "3.220.0");
        const before = readFileSync(join(foreign, "pulumi"), "utf8");
        sandbox.go();
        const engine = await find();
        assert.equal(engine.way, "source");
        assert.equal(engine.bin, join(sandbox.versions, "3.220.0-source", "bin"));
        assert.equal(readFileSync(join(foreign, "pulumi"), "utf8"), before);
        assert.equal((await find()).bin, engine.bin);
        assert.equal(sandbox.builds.length, 2);
    });

    it("is done again when a file of it was cut short", async () => {
        sandbox.go();
        const { cli } = await find();
        truncateSync(cli, 3);
        assert.equal((await find()).cli, cli);
        assert.equal(sandbox.builds.length, 4);
        assert.match(readFileSync(cli, "utf8"), /v3\.220\.0/);
        assert.deepEqual(readdirSync(sandbox.versions), ["3.220.0"]);
    });

    it("is done again when it was made from other modules", async () => {
        sandbox.go();
        await find();
        const manifest = join(sandbox.versions, "3.220.0", "landing-zone.json");
        writeFileSync(manifest, readFileSync(manifest, "utf8").replace(/"recipe": "\w/, '"recipe": "-'));
        await find();
        assert.equal(sandbox.builds.length, 4);
    });

    it("shows what Go said when it fails, and leaves nothing", async () => {
        sandbox.go({ build: "echo 'missing go.sum entry' >&2; exit 1" });
        await assert.rejects(find(), (error: unknown) => {
            assert.ok(error instanceof EngineError);
            assert.match(error.message, /go build of pulumi ended with exit code 1\n +missing go\.sum entry/);
            return true;
        });
        assert.deepEqual(readdirSync(sandbox.versions), []);
    });

    it("is refused when the CLI that comes out is of another version", async () => {
        sandbox.go({ cliVersion: "3.1.0" });
        await assert.rejects(find(), /the build is not whole: .*version 3\.1\.0 is older/);
        assert.deepEqual(readdirSync(sandbox.versions), []);
    });

    it("is refused with a Go that is too old, unless Go may fetch a newer toolchain", async () => {
        sandbox.go({ version: "1.23.9" });
        await assert.rejects(find(), /go 1\.23\.9, older than 1\.24\.0/);
        sandbox.go({ version: "1.24.0", toolchain: "local" });
        await assert.rejects(find(), /go 1\.24\.0, older than 1\.24\.7/);
        assert.deepEqual(sandbox.builds, []);
        sandbox.go({ version: "1.24.0", toolchain: "auto" });
        assert.equal((await find()).way, "source");
    });

    it("names all four ways with a command each where there is neither CLI nor Go", async () => {
        const message = await failure(find({ PULUMI_FROM_SOURCE: "" }));
        assert.match(message, /^no Pulumi CLI 3\.220\.0 or newer could be had/);
        assert.match(message, /1\. a pulumi on PATH: no pulumi on PATH\n +curl .*export PATH=/);
        assert.match(message, /2\. the cache of Pulumi CLIs: nothing in .*\n +curl .*--install-root .*3\.220\.0/);
        assert.match(message, /3\. the official download: no network\n +npm run doctor -- --fix/);
        assert.match(message, /4\. a build from Go modules: no go on PATH\n +PULUMI_FROM_SOURCE=1 npm run doctor/);
    });

    it("names the folder and PULUMI_HOME where the home cannot be written", async () => {
        sandbox.go();
        const file = join(sandbox.root, "file");
        writeFileSync(file, "");
        const message = await failure(find({ PULUMI_HOME: join(file, "home") }));
        assert.ok(message.startsWith(`cannot write to ${join(file, "home", "versions")} (ENOTDIR)`), message);
        assert.match(message, /set PULUMI_HOME to a folder you may write to/);
        assert.deepEqual(sandbox.builds, []);
    });

    async function failure(found: Promise<Engine>): Promise<string> {
        const error = await found.then(
            () => undefined,
            (thrown: unknown) => thrown,
        );
        assert.ok(error instanceof EngineError);
        return error.message;
    }

    it("is of the version that the modules and the SDK of the program have", () => {
        const root = join(__dirname, "..", "..", "..");
        const goMod = readFileSync(join(root, "tools", "engine", "go", "cli", "go.mod"), "utf8");
        assert.match(goMod, new RegExp(`pulumi/pkg/v3 v${ENGINE_VERSION}\n`));
        assert.match(goMod, new RegExp(`pulumi/sdk/v3 v${ENGINE_VERSION}( |\n)`));
        const packageJson = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
        assert.equal(packageJson.dependencies["@pulumi/pulumi"], ENGINE_VERSION);
        assert.ok(existsSync(join(root, "tools", "engine", "go", "language", "go.sum")));
    });
});
