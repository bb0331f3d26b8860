import assert from "node:assert/strict";
import { AwsError } from "../../../simulator/kernel/errors";
import { World } from "../../../simulator/kernel/world";
import { patiently } from "../../../simulator/server/patience";

const refusal = (code: string): AwsError =>
    new AwsError({ service: "EC2", operation: "DetachInternetGateway", code, message: "in use" });

describe("patience with deletions", () => {
    it("succeeds once what stood in the way is gone", async () => {
        const world = new World();
        let free = false;
        setTimeout(() => {
            free = true;
        }, 60);
        let attempts = 0;
        await patiently(world, ["DependencyViolation"], () => {
            attempts++;
            if (!free) throw refusal("DependencyViolation");
        });
        assert.ok(attempts > 1);
    });
    it("does not repeat other errors", async () => {
        let attempts = 0;
        const act = () => {
            attempts++;
            throw refusal("UnauthorizedOperation");
        };
        await assert.rejects(patiently(new World(), ["DependencyViolation"], act), /UnauthorizedOperation/);
        assert.equal(attempts, 1);
    });
    it("gives up when nothing moves any more", async function () {
        this.timeout(5_000);
        const act = () => {
            throw refusal("DependencyViolation");
        };
        const begun = Date.now();
        await assert.rejects(patiently(new World(), ["DependencyViolation"], act), /DependencyViolation/);
        assert.ok(Date.now() - begun >= 1_000);
    });
});
