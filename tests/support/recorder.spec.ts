import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { Recorder } from "./recorder";

const queue = "aws:sqs/queue:Queue";

describe("recorder", () => {
    it("refuses a type that the test did not expect", async () => {
        await assert.rejects(
            Recorder.run(() => new aws.sqs.Queue("a"), {}),
            /unexpected type aws:sqs\/queue:Queue \(a\)/,
        );
    });

    it("refuses a type registered twice under one name, which Pulumi's mocks let pass", async () => {
        const program = () => {
            new aws.sqs.Queue("a");
            new aws.sqs.Queue("a");
        };
        await assert.rejects(Recorder.run(program, { [queue]: () => ({}) }), /registered twice under the name a/);
    });

    it("shows protect, which Pulumi's mocks hide", async () => {
        const recorder = await Recorder.run(() => new aws.sqs.Queue("a", {}, { protect: true }), {
            [queue]: () => ({}),
        });
        assert.equal(recorder.one(queue, "a").protect, true);
    });
});
