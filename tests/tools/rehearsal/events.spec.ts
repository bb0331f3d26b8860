import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { changesOf, describeChanges, errorsOf, violationsOf } from "../../../tools/rehearsal/events";

const event = (part: object): EngineEvent => ({ sequence: 0, timestamp: 0, ...part }) as EngineEvent;
const policy = (enforcementLevel: string): EngineEvent =>
    event({
        policyEvent: {
            policyName: "a-rule",
            resourceUrn: "urn",
            message: "<{%reset%}>no<{%reset%}>\n",
            enforcementLevel,
        },
    });
const diagnostic = (severity: string, message: string): EngineEvent =>
    event({ diagnosticEvent: { severity, message } });

describe("what the engine tells of a run", () => {
    it("sums up changes and leaves out what stays", () => {
        const events = [event({ summaryEvent: { resourceChanges: { same: 3, create: 2, update: 1 } } })];
        assert.equal(describeChanges(changesOf(events)), "2 create, 1 update");
        assert.equal(describeChanges({ same: 3 }), "no change");
        assert.equal(describeChanges(changesOf([])), "no change");
    });

    it("takes mandatory policies for refusals, advisory ones not", () => {
        const found = violationsOf([policy("advisory"), policy("mandatory")]);
        assert.deepEqual(found, [{ rule: "a-rule", urn: "urn", message: "no" }]);
    });

    it("lists each error once, without the closing line that every failure has", () => {
        const events = [
            diagnostic("error", "boom\n"),
            diagnostic("error", "boom"),
            diagnostic("warning", "hm"),
            diagnostic("error", "preview failed"),
        ];
        assert.deepEqual(errorsOf(events), ["boom"]);
    });
});
