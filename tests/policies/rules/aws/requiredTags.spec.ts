import * as assert from "node:assert/strict";
import { requiredTags as rule } from "../../../../policies/rules/aws/requiredTags";
import { judge, passed, type Resource, unknown } from "../../support";

const tags = { environment: "dev", owner: "platform", "cost-center": "4711" };
const bucket = (props: Record<string, unknown>, provider?: Record<string, unknown>): Resource => ({
    type: "aws:s3/bucket:Bucket",
    props,
    ...(provider && { provider }),
});

describe("aws-required-tags", () => {
    it("accepts the tags on the resource, among all tags, or as defaults of the provider", () => {
        assert.deepEqual(judge(rule, bucket({ tags })), passed);
        assert.deepEqual(judge(rule, bucket({ tags: null, tagsAll: tags })), passed);
        assert.deepEqual(judge(rule, bucket({}, { defaultTags: JSON.stringify({ tags }) })), passed);
        assert.deepEqual(judge(rule, bucket({}, { defaultTags: { tags } })), passed);
        assert.deepEqual(
            judge(rule, bucket({ tags: { owner: "a", environment: "b" } }, { defaultTags: { tags } })),
            passed,
        );
    });

    it("refuses missing and blank tags, naming them", () => {
        const { owner: _, ...rest } = tags;
        assert.match(judge(rule, bucket({ tags: rest })).violations[0] ?? "", /^tags are missing: owner\n/);
        assert.match(
            judge(rule, bucket({ tags: { ...tags, owner: " " } })).violations[0] ?? "",
            /^tags have no value: owner\n/,
        );
        assert.match(judge(rule, bucket({})).violations[0] ?? "", /environment, owner, cost-center/);
        assert.match(
            judge(rule, bucket({ tags: { ...rest, Owner: "a" } })).violations[0] ?? "",
            /found Owner; the case matters/,
        );
    });

    it("reads the list of tags of an Auto Scaling group", () => {
        const type = "aws:autoscaling/group:Group";
        const list = Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true }));
        assert.deepEqual(judge(rule, { type, props: { tags: list } }), passed);
        assert.equal(judge(rule, { type, props: { tags: list.slice(1) } }).violations.length, 1);
        assert.equal(judge(rule, { type, props: { tags: list[0] } }).violations.length, 1);
    });

    it("takes a value that is not known for a value, and is undecided when the tags are not known", () => {
        assert.deepEqual(judge(rule, bucket({ tags: { ...tags, owner: unknown } })), passed);
        const verdict = judge(rule, bucket({ tags: unknown }));
        assert.deepEqual([verdict.violations.length, verdict.undecided.length], [0, 1]);
        assert.deepEqual(judge(rule, bucket({ tags, tagsAll: unknown })), passed);
    });

    it("does not let defaults of the provider hide a blank value, nor reach an Auto Scaling group", () => {
        const blank = bucket({ tags: { owner: "" } }, { defaultTags: { tags } });
        assert.match(judge(rule, blank).violations[0] ?? "", /no value: owner/);
        const group = { ...bucket({ tags: [] }, { defaultTags: { tags } }), type: "aws:autoscaling/group:Group" };
        assert.equal(judge(rule, group).violations.length, 1);
    });

    it("takes keys called key and value for tags like any other", () => {
        assert.deepEqual(judge(rule, bucket({ tags: { ...tags, key: "a", value: "b" } })), passed);
    });

    it("needs no tags of the resource to be known where defaults of the provider suffice", () => {
        assert.deepEqual(judge(rule, bucket({ tags: unknown }, { defaultTags: { tags } })), passed);
    });

    it("takes the keys from its parameter", () => {
        assert.deepEqual(judge(rule, bucket({ tags: { team: "a" } }), { tags: ["team"] }), passed);
        assert.equal(judge(rule, bucket({ tags }), { tags: ["team"] }).violations.length, 1);
    });

    it("does not apply to types that take no tags", () => {
        for (const type of [
            "aws:ec2/route:Route",
            "aws:ec2/tag:Tag",
            "random:index/randomId:RandomId",
            "landingzone:network:SharedVpc",
        ]) {
            assert.equal(judge(rule, { type, props: {} }).applied, false, type);
        }
    });
});
