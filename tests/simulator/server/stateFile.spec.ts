import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { World } from "../../../simulator/kernel/world";
import { StateFile } from "../../../simulator/server/stateFile";

const record = { type: "aws:toy/a:A", id: "1", scope: { account: "1", region: "r" }, inputs: { a: [1] }, outputs: {} };
const never = (problem: string): void => assert.fail(problem);

describe("simulator state file", () => {
    let folder: string;
    let file: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "simulator-"));
        file = join(folder, "state.json");
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("brings back what was there: records, counters, tokens without a model", () => {
        const state = new StateFile(file, never);
        state.world.put(record);
        const first = state.world.newId("vpc-", "seed");
        state.world.noteUnmodelled("aws:x/y:Y");
        state.flush();
        const { world } = new StateFile(file, never);
        assert.deepEqual(world.list(record.type), [record]);
        assert.deepEqual(world.unmodelled, ["aws:x/y:Y"]);
        assert.notEqual(world.newId("vpc-", "seed"), first);
        assert.equal(world.newId("vpc-", "other"), new World().newId("vpc-", "other"));
    });

    it("is written some time after a change, whole, and leaves no other file behind", async () => {
        const state = new StateFile(file, never);
        for (const id of ["1", "2"]) {
            state.world.put({ ...record, id });
            state.touch();
        }
        assert.equal(JSON.parse(readFileSync(file, "utf8")).records.length, 0);
        await new Promise((resolve) => setTimeout(resolve, 400));
        assert.equal(JSON.parse(readFileSync(file, "utf8")).records.length, 2);
        assert.deepEqual(readdirSync(folder), ["state.json"]);
        assert.equal(statSync(file).mode & 0o077, 0);
    });

    for (const [what, text, message] of [
        ["is cut off", '{"version":1,"reco', /is not JSON/],
        ["is something else", '{"name":"x"}', /is no state of this simulator/],
        ["is of another version", '{"version":2,"records":[],"counters":{},"unmodelled":[]}', /is no state/],
    ] as const) {
        it(`refuses a file that ${what} and leaves it as it is`, () => {
            writeFileSync(file, text);
            assert.throws(() => new StateFile(file, never), message);
            assert.equal(readFileSync(file, "utf8"), text);
        });
    }

    it("says at the start that a folder cannot be written to", () => {
        assert.throws(() => new StateFile(join(folder, "none", "s.json"), never), /s\.json: cannot be written: ENOENT/);
    });
});
