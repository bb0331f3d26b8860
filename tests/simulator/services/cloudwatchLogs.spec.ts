import assert from "node:assert/strict";
import type { Properties } from "../../../simulator/kernel/values";
import { World } from "../../../simulator/kernel/world";
import { cloudwatchLogs } from "../../../simulator/services/cloudwatchLogs";
import { account, type Driver } from "../support";

const type = "aws:cloudwatch/logGroup:LogGroup";

describe("cloudwatch logs", () => {
    let aws: Driver;
    beforeEach(() => {
        aws = account(new World(), { account: "111122223333", region: "eu-west-1", services: [cloudwatchLogs] });
    });

    it("has its name as id", () => {
        const made = aws.create(type, "trail", { name: "/org/trail", retentionInDays: 365 });
        assert.equal(made.id, "/org/trail");
        assert.equal(made.outputs["arn"], "arn:aws:logs:eu-west-1:111122223333:log-group:/org/trail");
        assert.equal(made.outputs["logGroupClass"], "STANDARD");
        assert.match(aws.create(type, "trail").id, /^trail-[0-9a-f]{7}$/);
        assert.match(aws.create(type, "more", { namePrefix: "/org/" }).id, /^\/org\/\d{26}$/);
    });

    for (const [inputs, property] of [
        [{ name: "a b" }, "name"],
        [{ name: "aws/lambda" }, "name"],
        [{ name: "a".repeat(513) }, "name"],
        [{ name: "a", namePrefix: "b" }, "namePrefix"],
        [{ retentionInDays: 2 }, "retentionInDays"],
        [{ logGroupClass: "COLD" }, "logGroupClass"],
        [{ kmsKeyId: "alias/a" }, "kmsKeyId"],
        [{ logGroupClass: "DELIVERY", kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/a" }, "kmsKeyId"],
    ] as const) {
        it(`refuses ${JSON.stringify(inputs).slice(0, 80)}`, () => {
            const found = aws.check(type, "x", inputs as Properties).problems.map((problem) => problem.property);
            assert.deepEqual([...new Set(found)], [property]);
        });
    }

    it("refuses a name in use and a key that does not exist", () => {
        aws.create(type, "a", { name: "a" });
        assert.throws(() => aws.create(type, "b", { name: "a" }), /CreateLogGroup.*ResourceAlreadyExistsException/);
        const kmsKeyId = "arn:aws:kms:eu-west-1:111122223333:key/none";
        assert.throws(() => aws.create(type, "c", { kmsKeyId }), /InvalidParameterException: KMS key not found/);
    });

    it("is kept by deletion protection until that is lifted", () => {
        const made = aws.create(type, "a", { deletionProtectionEnabled: true });
        assert.throws(() => aws.delete(made), /DeleteLogGroup.*deletion protection/);
        aws.delete(aws.update(made, "a", {}));
    });
});
