import assert from "node:assert/strict";
import { z } from "zod";
import type { Context } from "../../../simulator/kernel/call";
import { check } from "../../../simulator/kernel/check";
import { FaultPlan } from "../../../simulator/kernel/faults";
import type { ResourceModel } from "../../../simulator/kernel/model";
import { Unknown } from "../../../simulator/kernel/values";
import { World } from "../../../simulator/kernel/world";
import { context, queue, urn } from "./toys";

const checked = (
    news: Parameters<typeof check>[2],
    change: Partial<Context> = {},
    olds?: Parameters<typeof check>[3],
) => check(queue, context(change), news, olds);

describe("simulator check", () => {
    it("fills the Region of the provider in and keeps one that the resource names", () => {
        assert.equal(checked({}).inputs["region"], "eu-west-1");
        assert.equal(checked({ region: "us-east-1" }).inputs["region"], "us-east-1");
    });

    it("gives a global type no Region", () => {
        const global: ResourceModel = { ...queue, placement: "global" };
        assert.equal("region" in check(global, context(), {}, undefined).inputs, false);
    });

    it("merges default tags into tagsAll and leaves tags as written", () => {
        const { inputs } = checked({ tags: { a: "own" } }, { defaultTags: { a: "default", b: "default" } });
        assert.deepEqual(inputs["tags"], { a: "own" });
        assert.deepEqual(inputs["tagsAll"], { a: "own", b: "default" });
    });

    it("answers with an empty tagsAll where there are no tags", () => {
        assert.deepEqual(checked({}).inputs["tagsAll"], {});
    });

    it("does not know tagsAll while one tag is unknown", () => {
        const { inputs } = checked({ tags: { a: Unknown.value } }, { defaultTags: { b: "x" } });
        assert.equal(inputs["tagsAll"], Unknown.value);
    });

    it("leaves ignored tags out of tagsAll", () => {
        const ignoreTags = { keys: ["a"], keyPrefixes: ["aws:"] };
        const { inputs } = checked({ tags: { a: "1", "aws:x": "2", b: "3" } }, { ignoreTags });
        assert.deepEqual(inputs["tagsAll"], { b: "3" });
    });

    it("drops null inputs", () => {
        assert.equal("delay" in checked({ delay: null }).inputs, false);
    });

    it("says nothing about an unknown value, and all about known ones", () => {
        assert.deepEqual(checked({ delay: Unknown.value }).problems, []);
        const { problems } = checked({ delay: "x", nested: { count: "y" } });
        assert.deepEqual(
            problems.map(({ property }) => property),
            ["delay", "nested.count"],
        );
    });

    it("says that a required input is missing", () => {
        const strict: ResourceModel = { ...queue, schema: z.looseObject({ needed: z.string() }) };
        const { problems } = check(strict, context(), {}, undefined);
        assert.deepEqual(
            problems.map(({ property }) => property),
            ["needed"],
        );
    });
});

describe("simulator autoname", () => {
    it("is the logical name and seven hexadecimal digits, the same every time", () => {
        const name = String(checked({}).inputs["name"]);
        assert.match(name, /^orders-[0-9a-f]{7}$/);
        assert.equal(checked({}).inputs["name"], name);
    });

    it("notes what it filled in, and keeps that name on an update", () => {
        const { inputs } = checked({});
        assert.deepEqual(inputs["__defaults"], ["name"]);
        assert.equal(checked({}, {}, { ...inputs, name: "orders-0000000" }).inputs["name"], "orders-0000000");
    });

    it("makes a new name where the old one was the program's own", () => {
        assert.match(String(checked({}, {}, { name: "mine" }).inputs["name"]), /^orders-[0-9a-f]{7}$/);
    });

    it("avoids a name that exists, as a replacement needs", () => {
        const world = new World();
        const first = checked({}, { world });
        const scope = { account: "111122223333", region: "eu-west-1" };
        world.put({ type: queue.type, id: "1", scope, inputs: first.inputs, outputs: {} });
        assert.notEqual(checked({}, { world }).inputs["name"], first.inputs["name"]);
    });

    it("follows the engine's autonaming settings", () => {
        const named = (autonaming: Context["autonaming"]) =>
            checked({}, autonaming ? { autonaming } : {}).inputs["name"];
        assert.equal(named({ mode: "enforce", name: "exact" }), "exact");
        assert.equal(named({ mode: "propose", name: "proposed" }), "proposed");
        assert.equal(named({ mode: "disable" }), undefined);
    });

    it("refuses a name that does not fit, as the provider does", () => {
        const long = { urn: urn("x".repeat(30)) };
        const { problems } = checked({}, long);
        assert.equal(problems[0]?.property, "name");
        assert.match(problems[0]?.reason ?? "", /longer than maximum length 20/);
    });

    it("takes the logical name from behind the type, whatever is in it", () => {
        assert.match(String(checked({}, { urn: urn("a::b"), faults: new FaultPlan() }).inputs["name"]), /^a::b-/);
    });
});
