import assert from "node:assert/strict";
import fc from "fast-check";
import { eventPatternProblems, usesWildcard } from "../../../simulator/checks/eventPattern";

const problems = (pattern: unknown): string[] => eventPatternProblems(JSON.stringify(pattern));
const ofMatcher = (matcher: unknown): string[] => problems({ detail: { field: [matcher] } });

describe("event patterns", () => {
    it("takes values, nested fields and several values", () => {
        const pattern = {
            source: ["aws.ec2", "com.example"],
            account: ["111122223333"],
            detail: { state: ["running"], count: [1, 2.5], flag: [true, false], none: [null], empty: [""] },
        };
        assert.deepEqual(problems(pattern), []);
    });

    for (const matcher of [
        { prefix: "us-" },
        { prefix: { "equals-ignore-case": "us-" } },
        { suffix: ".png" },
        { suffix: { "equals-ignore-case": ".png" } },
        { "equals-ignore-case": "alice" },
        { wildcard: "dir/*.png" },
        { wildcard: "a\\*b\\\\c" },
        { cidr: "10.0.0.0/24" },
        { cidr: "2001:db8::/56" },
        { exists: false },
        { numeric: ["=", 5] },
        { numeric: ["<", -5] },
        { numeric: [">=", 0, "<", 5] },
        { "anything-but": "initializing" },
        { "anything-but": 3 },
        { "anything-but": ["a", "b"] },
        { "anything-but": [1, 2] },
        { "anything-but": { prefix: "init" } },
        { "anything-but": { prefix: ["a", "b"] } },
        { "anything-but": { suffix: ".tmp" } },
        { "anything-but": { "equals-ignore-case": ["a", "b"] } },
        { "anything-but": { wildcard: "*/lib/*" } },
    ]) {
        it(`takes the operator ${JSON.stringify(matcher)}`, () => assert.deepEqual(ofMatcher(matcher), []));
    }

    for (const [matcher, reason] of [
        [{}, "empty object"],
        [{ prefix: "a", suffix: "b" }, "one operator"],
        [{ regex: ".*" }, "the operators are prefix"],
        [{ Prefix: "a" }, "the operators are prefix"],
        [{ constructor: "a" }, "the operators are prefix"],
        [{ prefix: 5 }, "takes a string"],
        [{ prefix: { suffix: "a" } }, "equals-ignore-case"],
        [{ suffix: ["a"] }, "takes a string"],
        [{ "equals-ignore-case": null }, "takes a string"],
        [{ wildcard: "a**b" }, "two * in a row"],
        [{ wildcard: "a\\b" }, "backslash"],
        [{ cidr: "10.0.0.0" }, "takes a range"],
        [{ cidr: "10.0.0.0/33" }, "takes a range"],
        [{ cidr: "10.0.0.256/24" }, "takes a range"],
        [{ exists: "true" }, "true or false"],
        [{ numeric: 5 }, "it takes"],
        [{ numeric: ["!=", 5] }, "it takes"],
        [{ numeric: ["<", "5"] }, "it takes"],
        [{ numeric: ["<", 5, ">", 1] }, "it takes"],
        [{ numeric: [">", 5, "<", 1] }, "lower bound"],
        [{ numeric: ["<", 6e9] }, "5.0e9"],
        [{ "anything-but": [] }, "not empty"],
        [{ "anything-but": ["a", 1] }, "not mixed"],
        [{ "anything-but": true }, "a string, a number"],
        [{ "anything-but": { exists: true } }, "one of prefix"],
        [{ "anything-but": { prefix: "" } }, "at least one character"],
        [{ "anything-but": { wildcard: "**" } }, "two * in a row"],
    ] as const) {
        it(`refuses the operator ${JSON.stringify(matcher)}`, () => {
            const found = ofMatcher(matcher);
            assert.equal(found.length, 1, found.join("\n"));
            assert.match(found[0] ?? "", /^detail\.field\[0\]/);
            assert.ok(found[0]?.includes(reason), found[0]);
        });
    }

    for (const [text, reason] of [
        ["{", "not valid JSON"],
        ["[]", "no JSON object"],
        ['"source"', "no JSON object"],
        ["{}", "empty object"],
        ['{"source": "aws.ec2"}', 'source: ["aws.ec2"]'],
        ['{"source": []}', "empty list"],
        ['{"detail": {}}', "detail is an empty object"],
        ['{"source": [["aws.ec2"]]}', "source[0] is a list"],
        ['{"detail": {"state": true}}', "detail.state"],
    ] as const) {
        it(`refuses ${text}`, () => {
            const found = eventPatternProblems(text);
            assert.equal(found.length, 1, found.join("\n"));
            assert.ok(found[0]?.includes(reason), found[0]);
        });
    }

    it("joins branches with $or and looks into each", () => {
        const branches = { detail: { $or: [{ a: ["x"] }, { b: [{ exists: true }] }] } };
        assert.deepEqual(problems(branches), []);
        const wrong = { $or: [{ a: "x" }, { b: [{ nope: 1 }] }] };
        assert.equal(problems(wrong).length, 2);
    });

    it("takes $or as a field where it holds no branches", () => {
        assert.deepEqual(problems({ $or: ["x"] }), []);
        assert.deepEqual(problems({ $or: [{ prefix: "a" }, { suffix: "b" }] }), []);
        assert.notDeepEqual(problems({ $or: [{ a: ["x"] }] }), []);
    });

    it("names every problem at once", () => {
        assert.equal(problems({ source: "a", detail: { x: [], y: [{ nope: 1 }] } }).length, 3);
    });

    it("tells patterns with wildcards from others", () => {
        assert.equal(usesWildcard('{"a": [{"wildcard": "*"}]}'), true);
        assert.equal(usesWildcard('{"a": [{"anything-but": {"wildcard": "*"}}]}'), true);
        assert.equal(usesWildcard('{"$or": [{"a": [{"wildcard": "*"}]}, {"b": ["x"]}]}'), true);
        assert.equal(usesWildcard('{"wildcard": {"a": ["*"]}}'), false);
        assert.equal(usesWildcard('{"detail": {"wildcard": ["*"]}}'), false);
        assert.equal(usesWildcard('{"a": ["wildcard"]}'), false);
    });

    it("takes every nesting of fields with lists of plain values", () => {
        const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
        const list = fc.array(value, { minLength: 1, maxLength: 3 });
        const name = fc.stringMatching(/^[a-z]{1,8}$/);
        const object = fc.letrec((tie) => ({
            node: fc.oneof({ depthSize: "small" }, list, tie("object")),
            object: fc.dictionary(name, tie("node"), { minKeys: 1, maxKeys: 3 }),
        })).object;
        fc.assert(fc.property(object, (pattern) => assert.deepEqual(problems(pattern), [])));
    });

    it("never throws on JSON", () => {
        fc.assert(fc.property(fc.json(), (text) => assert.ok(Array.isArray(eventPatternProblems(text)))));
    });
});
