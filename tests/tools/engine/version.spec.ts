import assert from "node:assert/strict";
import fc from "fast-check";
import { nearestFirst, parseVersion, refuseVersion } from "../../../tools/engine/version";

const part = fc.nat(400);

describe("the version of a CLI", () => {
    it("is read from what the CLI prints", () => {
        fc.assert(
            fc.property(part, part, part, (major, minor, patch) => {
                const version = `${major}.${minor}.${patch}`;
                assert.equal(parseVersion(`v${version}\n`), version);
            }),
        );
        for (const text of ["", "3.220", "pulumi 3.220.0", "v3.220.0 v3.221.0"]) {
            assert.equal(parseVersion(text), undefined, text);
        }
    });

    it("serves exactly from 3.220.0 to the next major version", () => {
        fc.assert(
            fc.property(fc.nat(5), part, part, (major, minor, patch) => {
                const serves = refuseVersion(`${major}.${minor}.${patch}`) === undefined;
                assert.equal(serves, major === 3 && minor >= 220);
            }),
        );
    });

    it("is ordered by number, not by letter", () => {
        assert.deepEqual(nearestFirst(["3.1000.0", "3.220.0", "3.231.0"]), ["3.220.0", "3.231.0", "3.1000.0"]);
    });
});
