import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { diagnose, type Finding, type Host } from "../../../tools/engine/diagnosis";
import { Sandbox } from "./sandbox";

// Nothing listens on port 1 of the loopback.
const UNREACHABLE: Host = { host: "127.0.0.1", port: 1 };

describe("the doctor", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
    });
    afterEach(() => sandbox.remove());

    async function finding(name: string, env: NodeJS.ProcessEnv = {}, host = UNREACHABLE): Promise<Finding> {
        const findings = await diagnose({ ...sandbox.env, ...env }, host);
        const found = findings.find((candidate) => candidate.name === name);
        assert.ok(found, `nothing about ${name}`);
        return found;
    }

    it("says which CLI, Node.js, Go, home, bash and port there are", async () => {
        sandbox.installation(sandbox.bin, "3.224.0");
        sandbox.script(join(sandbox.bin, "pulumi-analyzer-policy"), "exit 0");
        sandbox.go({ version: "1.25.1" });
        const findings = await diagnose(sandbox.env, UNREACHABLE);
        assert.deepEqual(
            findings.map(({ state, name }) => `${state} ${name}`),
            ["ok Node.js", "ok Pulumi CLI", "ok Go", "ok Pulumi home", "ok bash", "ok Ports"],
        );
        assert.equal(findings[1]?.found, `3.224.0 on PATH: ${join(sandbox.bin, "pulumi")}`);
        assert.equal(findings[2]?.found, `1.25.1 at ${join(sandbox.bin, "go")}`);
    });

    it("counts a CLI that can be built, or downloaded, as no obstacle", async () => {
        sandbox.go();
        const built = await finding("Pulumi CLI");
        assert.equal(built.state, "note");
        assert.match(built.advice?.join() ?? "", /built from Go modules \(about 3 minutes\)/);

        rmSync(join(sandbox.bin, "go"));
        const { server, port } = await listen();
        const downloaded = await finding("Pulumi CLI", {}, { host: "127.0.0.1", port });
        server.close();
        assert.equal(downloaded.state, "note");
        assert.match(downloaded.advice?.join() ?? "", /it will be downloaded/);
    });

    it("names the command of each way where there is no CLI and no way to one", async () => {
        const { state, advice } = await finding("Pulumi CLI");
        assert.equal(state, "missing");
        const text = advice?.join("\n") ?? "";
        for (const part of ["export PATH=", "--install-root", "doctor -- --fix", "https://go.dev/dl"]) {
            assert.ok(text.includes(part), `${part} in ${text}`);
        }
    });

    it("asks for Go where only a build will do", async () => {
        sandbox.installation(sandbox.bin, "3.220.0");
        const env = { PULUMI_FROM_SOURCE: "1" };
        assert.equal((await finding("Go", env)).state, "missing");
        assert.equal((await finding("Go")).state, "note");
        assert.match((await finding("Pulumi CLI", env)).found, /no build of 3\.220\.0 in .*PULUMI_FROM_SOURCE is set/);
    });

    it("points out a CLI without the script that starts a policy pack", async () => {
        sandbox.installation(sandbox.bin, "3.220.0");
        assert.equal((await finding("pulumi-analyzer-policy")).state, "note");
    });

    it("finds a home that cannot be written, and does not make one that can", async () => {
        const file = join(sandbox.root, "file");
        writeFileSync(file, "");
        const home = await finding("Pulumi home", { PULUMI_HOME: join(file, "home") });
        assert.equal(home.state, "missing");
        assert.match(home.found, /cannot be written \(ENOTDIR\)/);
        assert.match(home.advice?.join() ?? "", /set PULUMI_HOME/);
        assert.equal((await finding("Pulumi home")).state, "ok");
        mkdirSync(sandbox.home); // fails where the doctor made it
    });

    it("finds a bash that is missing", async () => {
        assert.equal((await finding("bash", { PATH: sandbox.bin })).state, "missing");
    });

    it("says whether a simulator that the environment names answers", async () => {
        const { server, port } = await listen();
        assert.equal((await finding("Simulator", { LANDING_ZONE_SIMULATOR: String(port) })).state, "ok");
        server.close();
        assert.match((await finding("Simulator", { LANDING_ZONE_SIMULATOR: "1" })).found, /nothing answers on port 1/);
        assert.match((await finding("Simulator", { LANDING_ZONE_SIMULATOR: "99999" })).found, /"99999" is no port/);
    });
});

function listen(): Promise<{ server: Server; port: number }> {
    return new Promise((resolve) => {
        const server = createServer();
        server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            resolve({ server, port: typeof address === "object" && address !== null ? address.port : 0 });
        });
    });
}
