import * as assert from "node:assert/strict";
import { metadataV2Required as rule } from "../../../../policies/rules/ec2/metadataV2Required";
import { judge, passed, type Resource, unknown } from "../../support";

const template = (change: Record<string, unknown> = {}): Resource => ({
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    props: { imageId: unknown, metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1, ...change } },
});

describe("ec2-metadata-v2-required", () => {
    it("accepts version 2 with few hops, or no metadata at all", () => {
        assert.deepEqual(judge(rule, template()), passed);
        assert.deepEqual(judge(rule, template({ httpTokens: "Required", httpPutResponseHopLimit: "2" })), passed);
        assert.deepEqual(judge(rule, template({ httpTokens: undefined, httpEndpoint: "disabled" })), passed);
    });

    it("refuses version 1, stated or by default, on templates, instances and launch configurations", () => {
        assert.equal(judge(rule, template({ httpTokens: "optional" })).violations.length, 1);
        for (const type of rule.types as string[]) {
            assert.equal(judge(rule, { type, props: {} }).violations.length, 1, type);
            assert.equal(judge(rule, { type, props: { metadataOptions: null } }).violations.length, 1, type);
        }
    });

    it("takes options in a list of one", () => {
        assert.deepEqual(
            judge(rule, { ...template(), props: { metadataOptions: [{ httpTokens: "required" }] } }),
            passed,
        );
    });

    it("refuses more hops than allowed", () => {
        assert.equal(judge(rule, template({ httpPutResponseHopLimit: 3 })).violations.length, 1);
        assert.equal(judge(rule, template({ httpPutResponseHopLimit: 2 }), { hopLimit: 1 }).violations.length, 1);
    });

    it("leaves an instance to its launch template where it states nothing itself", () => {
        const type = "aws:ec2/instance:Instance";
        assert.deepEqual(judge(rule, { type, props: { launchTemplate: { id: unknown } } }), passed);
        const own = { launchTemplate: { id: unknown }, metadataOptions: { httpTokens: "optional" } };
        assert.equal(judge(rule, { type, props: own }).violations.length, 1);
    });

    it("is undecided about options that are not known", () => {
        assert.equal(judge(rule, { ...template(), props: { metadataOptions: unknown } }).undecided.length, 1);
    });

    it("does not apply to other types", () => {
        assert.equal(judge(rule, { type: "aws:ec2/eip:Eip", props: {} }).applied, false);
    });
});
