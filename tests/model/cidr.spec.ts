import assert from "node:assert/strict";
import fc from "fast-check";
import { CidrError, contains, formatCidr, overlaps, parseCidr, part, sizeOf } from "../../components/model/cidr";

const anyCidr = fc
    .record({ prefix: fc.integer({ min: 0, max: 32 }), seed: fc.nat({ max: 2 ** 32 - 1 }) })
    .map(({ prefix, seed }) => ({ prefix, network: seed - (seed % sizeOf(prefix)) }));

describe("cidr", () => {
    it("reads what it writes", () => {
        fc.assert(fc.property(anyCidr, (cidr) => assert.deepEqual(parseCidr(formatCidr(cidr)), cidr)));
    });

    it("refuses host bits and names the range that was meant", () => {
        assert.throws(
            () => parseCidr("10.16.0.1/16"),
            (error: unknown) => error instanceof CidrError && error.fix === "write 10.16.0.0/16",
        );
    });

    for (const text of [
        "",
        "10.0.0.0",
        "10.0.0/8",
        "10.0.0.0/33",
        "10.0.0.256/32",
        "010.0.0.0/8",
        "10abc.0.0.0/8",
        "10.0.0.0/16/24",
        " 10.0.0.0/8",
        "0x0a.0.0.0/8",
        "::/0",
    ]) {
        it(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => parseCidr(text), CidrError));
    }

    it("cuts a range into equal parts that fill it without overlap", () => {
        fc.assert(
            fc.property(anyCidr, fc.integer({ min: 0, max: 4 }), (range, bits) => {
                fc.pre(range.prefix + bits <= 32);
                const parts = Array.from({ length: 2 ** bits }, (_, index) => part(range, range.prefix + bits, index));
                assert.equal(
                    parts.reduce((sum, { prefix }) => sum + sizeOf(prefix), 0),
                    sizeOf(range.prefix),
                );
                assert.ok(parts.every((one) => contains(range, one)));
                assert.ok(parts.every((one, index) => parts.slice(0, index).every((other) => !overlaps(one, other))));
            }),
        );
    });

    it("refuses a part that does not exist", () => {
        assert.throws(() => part(parseCidr("10.0.0.0/16"), 18, 4), /has 4 parts of \/18, there is no part 4/);
    });

    it("finds overlaps either way round", () => {
        fc.assert(
            fc.property(anyCidr, anyCidr, (left, right) => assert.equal(overlaps(left, right), overlaps(right, left))),
        );
        assert.ok(overlaps(parseCidr("10.16.0.0/12"), parseCidr("10.16.4.0/24")));
        assert.ok(!overlaps(parseCidr("10.16.0.0/16"), parseCidr("10.17.0.0/16")));
    });
});
