import assert from "node:assert/strict";
import { Unknown } from "../../../simulator/kernel/values";
import { detailedDiff } from "../../../simulator/server/detailedDiff";

const paths = (olds: Parameters<typeof detailedDiff>[0], news: Parameters<typeof detailedDiff>[1]) =>
    Object.fromEntries(detailedDiff(olds, news, [...new Set([...Object.keys(olds), ...Object.keys(news)])]));

describe("simulator detailed diff", () => {
    it("names the deepest place that differs", () => {
        const rule = (port: number) => ({ fromPort: port, toPort: 1 });
        assert.deepEqual(paths({ ingress: [rule(1), rule(2)] }, { ingress: [rule(1), rule(3)] }), {
            "ingress[1].fromPort": "update",
        });
    });

    it("tells additions and deletions from updates", () => {
        const found = paths(
            { tags: { gone: "a", same: "b" }, list: [1] },
            { tags: { same: "b", come: "c" }, list: [1, 2] },
        );
        assert.deepEqual(found, { "tags.gone": "delete", "tags.come": "add", "list[1]": "add" });
    });

    it("quotes keys that are no names", () => {
        assert.deepEqual(paths({ tags: {} }, { tags: { "a.b": "1" } }), { 'tags["a.b"]': "add" });
    });

    it("takes an unknown as a change", () => {
        assert.deepEqual(paths({ a: "1" }, { a: Unknown.value }), { a: "update" });
    });
});
