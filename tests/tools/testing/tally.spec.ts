import assert from "node:assert/strict";
import { add, NOTHING, ONE_FAILURE, strict, summary } from "../../../tools/testing/tally";

describe("the tally of a test run", () => {
    it("is added up over its steps", () => {
        const tests = { passed: 7, failed: 0, skipped: 2 };
        assert.deepEqual(add([NOTHING, tests, ONE_FAILURE, tests]), { passed: 14, failed: 1, skipped: 4 });
        assert.deepEqual(add([]), NOTHING);
    });

    it("is one line, which mentions skipped tests only where there are some", () => {
        assert.equal(summary({ passed: 7, failed: 1, skipped: 0 }), "7 passed, 1 failed");
        assert.equal(summary({ passed: 7, failed: 0, skipped: 2 }), "7 passed, 0 failed, 2 skipped");
    });

    it("counts skipped tests as failed where nobody watches", () => {
        assert.equal(summary(strict({ passed: 7, failed: 1, skipped: 2 })), "7 passed, 3 failed");
    });
});
