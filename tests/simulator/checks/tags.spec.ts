import assert from "node:assert/strict";
import { tagProblems } from "../../../simulator/checks/tags";
import { Unknown } from "../../../simulator/kernel/values";

const reasons = (tags: { readonly [key: string]: string }): string[] =>
    tagProblems({ tags }).map(({ property, reason }) => `${property}: ${reason}`);

describe("tags", () => {
    it("pass when they are within the limits, in any language", () => {
        assert.deepEqual(reasons({ Name: "web", "team:owner": "a+b=c@d/e_f-g.h", straße: "größe 1", empty: "" }), []);
        assert.deepEqual(reasons({ ["k".repeat(128)]: "v".repeat(256) }), []);
    });

    it("are refused one by one, each at its place", () => {
        assert.match(reasons({ "aws:owner": "x" }).join(), /^tags\.aws:owner: .*kept for AWS/);
        assert.match(reasons({ ["k".repeat(129)]: "x" }).join(), /1 to 128 characters, this one 129/);
        assert.match(reasons({ key: "v".repeat(257) }).join(), /at most 256 characters, this one 257/);
        assert.match(reasons({ "a<b": "x" }).join(), /tag key is made of/);
        assert.match(reasons({ key: "a;b" }).join(), /tag value is made of/);
        assert.equal(reasons({ "a<b": "a;b" }).length, 2);
    });

    it("are at most fifty, those of the provider counted", () => {
        const many = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, "v"]));
        assert.match(tagProblems({ tags: {}, tagsAll: many })[0]?.reason ?? "", /51 tags/);
    });

    it("are left alone while they are unknown", () => {
        assert.deepEqual(tagProblems({ tags: { a: Unknown.value } }), []);
        assert.deepEqual(tagProblems({ tagsAll: Unknown.value }), []);
    });
});
