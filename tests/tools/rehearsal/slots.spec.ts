import assert from "node:assert/strict";
import fc from "fast-check";
import { Slots } from "../../../tools/rehearsal/slots";

describe("slots", () => {
    it("run everything, never more at once than there are slots, and as many as there are", async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.integer({ min: 1, max: 4 }),
                fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
                async (count, fails) => {
                    const slots = new Slots(count);
                    let running = 0;
                    let most = 0;
                    const results = await Promise.allSettled(
                        fails.map((fail) =>
                            slots.run(async () => {
                                most = Math.max(most, ++running);
                                await new Promise((resolve) => setImmediate(resolve));
                                running--;
                                if (fail) throw new Error("expected");
                            }),
                        ),
                    );
                    assert.deepEqual(
                        results.map(({ status }) => status === "rejected"),
                        fails,
                    );
                    assert.equal(most, Math.min(count, fails.length));
                },
            ),
            { numRuns: 50 },
        );
    });
});
