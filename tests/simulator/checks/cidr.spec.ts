import assert from "node:assert/strict";
import fc from "fast-check";
import { addressAt, cidrContains, cidrProblem, cidrsOverlap, parseCidr } from "../../../simulator/checks/cidr";

const lengths = { shortest: 16, longest: 28 };
/** An IPv4 range in canonical form. */
const block = fc.tuple(fc.nat(0xffffffff), fc.integer({ min: 0, max: 32 })).map(([value, prefix]) => {
    const size = 2 ** (32 - prefix);
    const first = Math.floor(value / size) * size;
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
    return { text: `${octets.join(".")}/${prefix}`, first, last: first + size - 1 };
});

describe("cidr", () => {
    for (const good of ["10.0.0.0/16", "0.0.0.0/0", "10.0.0.16/28", "192.0.2.1/32", "::/0", "2001:db8::/32"]) {
        it(`takes ${good}`, () => assert.equal(cidrProblem(good), undefined));
    }
    for (const bad of [
        "10.0.0.0",
        "10.0.0/16",
        "10.0.0.0/33",
        "10.0.0.0/016",
        "10abc.0.0.0/8",
        "10.0.0.0/16/24",
        "",
        "010.0.0.0/8",
        "/8",
    ]) {
        it(`refuses ${JSON.stringify(bad)}`, () => assert.match(cidrProblem(bad) ?? "", /is not a valid CIDR block/));
    }
    it("refuses host bits and says what was meant", () => {
        assert.equal(
            cidrProblem("10.0.1.1/16", "ipv4"),
            '"10.0.1.1/16" has bits set below its prefix; did you mean "10.0.0.0/16"?',
        );
    });
    it("refuses the other family", () => {
        assert.match(cidrProblem("2001:db8::/32", "ipv4") ?? "", /not a valid IPv4/);
        assert.match(cidrProblem("10.0.0.0/16", "ipv6") ?? "", /not a valid IPv6/);
    });
    it("refuses prefixes outside the lengths, and takes the lengths themselves", () => {
        assert.match(cidrProblem("10.0.0.0/15", "ipv4", lengths) ?? "", /allowed is \/16 to \/28/);
        assert.match(cidrProblem("10.0.0.0/29", "ipv4", lengths) ?? "", /prefix of \/29/);
        assert.equal(cidrProblem("10.0.0.0/16", "ipv4", lengths), undefined);
        assert.equal(cidrProblem("10.0.0.0/28", "ipv4", lengths), undefined);
    });
    it("never mixes the families", () => {
        assert.equal(cidrContains("::/0", "10.0.0.0/8"), false);
        assert.equal(cidrsOverlap("::/0", "0.0.0.0/0"), false);
    });
    it("counts addresses from the first", () => {
        assert.equal(addressAt("10.0.0.0/24", 0), "10.0.0.0");
        assert.equal(addressAt("10.0.0.0/16", 257), "10.0.1.1");
    });
    it("reads any range as the addresses it has", () => {
        fc.assert(
            fc.property(block, ({ text, first, last }) => {
                const result = parseCidr(text);
                assert.ok("cidr" in result);
                assert.deepEqual(
                    [result.cidr.first, result.cidr.last, result.cidr.text],
                    [BigInt(first), BigInt(last), text],
                );
            }),
        );
    });
    it("contains and overlaps as sets of addresses do", () => {
        fc.assert(
            fc.property(block, block, (one, other) => {
                const inside = one.first <= other.first && other.last <= one.last;
                const touch = one.first <= other.last && other.first <= one.last;
                assert.equal(cidrContains(one.text, other.text), inside);
                assert.equal(cidrsOverlap(one.text, other.text), touch);
                assert.equal(cidrsOverlap(one.text, other.text), cidrsOverlap(other.text, one.text));
            }),
        );
    });
});
