import assert from "node:assert/strict";
import { sdkShape } from "../../../simulator/kernel/sdkShape";
import { autoscaling } from "../../../simulator/services/autoscaling";
import { ec2 } from "../../../simulator/services/ec2/ec2";

/** Replaces only where the endpoint is no Interface endpoint, and there the model refuses it. */
const conditional = ["privateDnsEnabled"];

describe("ec2 and autoscaling against the SDK", () => {
    for (const model of [...ec2.resources, ...autoscaling.resources]) {
        const shape = sdkShape(model.type);
        it(`${model.type} computes all that the SDK knows as output only`, () => {
            assert.ok(shape);
            const missing = shape.computed.filter((key) => key !== "tagsAll" && !model.computed.includes(key));
            assert.deepEqual(missing, []);
        });
        it(`${model.type} names no property that the SDK does not have`, () => {
            assert.ok(shape);
            const known = new Set([...shape.inputs, ...shape.computed]);
            const named = [...model.computed, ...(model.replaceOnChange ?? []), ...Object.keys(model.defaults ?? {})];
            assert.deepEqual(
                named.filter((key) => !known.has(key)),
                [],
            );
        });
        it(`${model.type} takes tags where the SDK does`, () => {
            assert.equal(model.taggable === true, shape?.computed.includes("tagsAll"));
        });
        it(`${model.type} is replaced where the SDK's documentation says so`, () => {
            const missing = (shape?.forcesNew ?? []).filter(
                (key) => !model.replaceOnChange?.includes(key) && !conditional.includes(key),
            );
            assert.deepEqual(missing, []);
        });
    }
});
