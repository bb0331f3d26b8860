import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "..", "..", "..");

/** A process with a simulator in which an error comes up that nobody catches; ends with 7 where it lives on. */
function processWith(error: string) {
    const program = `
        require(${JSON.stringify(join(root, "tools/support/register.cjs"))});
        const { startSimulator } = require(${JSON.stringify(join(root, "simulator/start"))});
        startSimulator({ complain: (problem) => console.log(problem) }).then(async (simulator) => {
            setTimeout(() => { throw ${error}; }, 10);
            setTimeout(() => process.exit(7), 200);
        });`;
    return spawnSync(process.execPath, ["-e", program], { encoding: "utf8", timeout: 30_000 });
}

describe("simulator beside a breaking engine", () => {
    it("outlives an HTTP/2 error of a connection and says so", () => {
        const { status, stdout } = processWith(
            `Object.assign(new Error("Protocol error"), { code: "ERR_HTTP2_ERROR" })`,
        );
        assert.equal(status, 7);
        assert.match(stdout, /a connection was dropped: Protocol error/);
    });

    it("does not outlive a fault of its own", () => {
        const { status, stderr } = processWith(`new Error("a fault")`);
        assert.equal(status, 1);
        assert.match(stderr, /a fault/);
    });
});
