import assert from "node:assert/strict";
import fc from "fast-check";
import { formatArn, isAccountId, isArn, parseArn } from "../../../simulator/checks/arn";

describe("ARNs", () => {
    it("come apart into what they were made of", () => {
        const arns = fc.record({
            partition: fc.constantFrom("aws", "aws-cn", "aws-us-gov"),
            service: fc.constantFrom("ec2", "iam", "resource-groups"),
            region: fc.constantFrom("", "eu-west-1"),
            account: fc.constantFrom("", "aws", "123456789012"),
            resource: fc.string({ minLength: 1 }),
        });
        fc.assert(fc.property(arns, (arn) => assert.deepEqual(parseArn(formatArn(arn)), { ...arn })));
    });

    it("are refused when a part is missing or the account is no account", () => {
        const wrong = [
            "",
            "arn",
            "arn:aws:ec2:eu-west-1:123456789012",
            "arn:aws:ec2:eu-west-1:1234:vpc/vpc-1",
            "aws:ec2",
        ];
        for (const text of wrong) assert.equal(isArn(text), false, text);
    });

    it("hold account ids of exactly twelve digits", () => {
        assert.equal(isAccountId("123456789012"), true);
        for (const text of ["12345678901", "1234567890123", "12345678901a", ""]) assert.equal(isAccountId(text), false);
    });
});
