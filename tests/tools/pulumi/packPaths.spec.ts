import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withPackPaths } from "../../../tools/pulumi/packPaths";

describe("paths of policy packs", () => {
    let caller: string;
    let folder: string;
    before(() => {
        caller = mkdtempSync(join(tmpdir(), "packs-"));
        folder = join(caller, "program");
        for (const path of ["policies", "both", "program/both", "program/own"])
            mkdirSync(join(caller, path), { recursive: true });
    });
    after(() => rmSync(caller, { recursive: true }));

    it("are taken from the caller's folder where the program's has none", () => {
        const expected = ["up", "--policy-pack", join(caller, "policies"), "--yes"];
        assert.deepEqual(withPackPaths(["up", "--policy-pack", "policies", "--yes"], folder, caller), expected);
        assert.deepEqual(withPackPaths(["--policy-pack=./policies"], folder, caller), [
            `--policy-pack=${join(caller, "policies")}`,
        ]);
    });

    it("stay as the CLI reads them where the program's folder has them, and where nobody has", () => {
        for (const path of ["own", "both", "nowhere", join(caller, "policies")]) {
            assert.deepEqual(withPackPaths(["--policy-pack", path], folder, caller), ["--policy-pack", path]);
        }
    });

    it("leave other arguments alone", () => {
        assert.deepEqual(withPackPaths(["--message", "policies"], folder, caller), ["--message", "policies"]);
    });
});
