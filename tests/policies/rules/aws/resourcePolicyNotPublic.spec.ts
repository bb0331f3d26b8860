import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { resourcePolicyNotPublic as rule } from "../../../../policies/rules/aws/resourcePolicyNotPublic";
import { judge, passed, type Resource, unknown } from "../../support";

const statement = (change: Record<string, unknown> = {}) => ({
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: "*",
    ...change,
});
const queuePolicy = (change: Record<string, unknown> = {}): Resource => ({
    type: "aws:sqs/queuePolicy:QueuePolicy",
    props: { queueUrl: unknown, policy: JSON.stringify({ Statement: statement(change) }) },
});
const refuses = (resource: Resource) =>
    assert.equal(judge(rule, resource).violations.length, 1, JSON.stringify(resource));
const accepts = (resource: Resource) => assert.deepEqual(judge(rule, resource), passed, JSON.stringify(resource));
const everyone = { Principal: "*" };

const variable = (name: string) => `$\{${name}}`;

describe("aws-resource-policy-not-public", () => {
    it("accepts named principals", () => {
        accepts(queuePolicy());
        accepts(queuePolicy({ Principal: { AWS: "arn:aws:iam::111122223333:root" } }));
        accepts(queuePolicy({ Principal: "*", Effect: "Deny" }));
    });

    it("refuses everyone, however it is written", () => {
        for (const Principal of [
            "*",
            ["*"],
            { AWS: "*" },
            { AWS: ["*"] },
            { "*": "*" },
            { AWS: ["arn:aws:iam::1:root", "*"] },
        ]) {
            refuses(queuePolicy({ Principal }));
        }
        refuses(queuePolicy({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" } }));
        refuses(queuePolicy({ ...everyone, Effect: "allow" }));
    });

    it("accepts everyone with a condition that narrows", () => {
        for (const Condition of [
            { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
            { StringEquals: { "AWS:principalorgid": ["o-a1b2c3d4e5"] } },
            { ArnLike: { "aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:*" } },
            { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*" } },
            { IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } },
        ]) {
            accepts(queuePolicy({ ...everyone, Condition }));
        }
    });

    it("refuses everyone with a condition that does not narrow", () => {
        for (const Condition of [
            {},
            { Bool: { "aws:SecureTransport": "true" } },
            { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
            { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
            { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
            { StringLike: { "aws:PrincipalOrgID": "o-*" } },
            { ArnLike: { "aws:SourceArn": "arn:aws:*" } },
            { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } },
            { StringEquals: { "aws:PrincipalOrgID": [] } },
        ]) {
            refuses(queuePolicy({ ...everyone, Condition }));
        }
    });

    it("refuses a condition whose wildcard leaves the account open, or that compares the caller with itself", () => {
        for (const Condition of [
            { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } },
            { StringLike: { "aws:SourceArn": ["arn:aws:sns:eu-west-1:111122223333:a", "arn:aws:sns:*:*:*"] } },
            { StringLike: { "aws:PrincipalAccount": "1*" } },
            { StringLike: { "aws:PrincipalOrgID": "o-a1*" } },
            { StringLike: { "aws:userId": "A*" } },
            { StringLike: { "aws:SourceVpce": "vpce-*" } },
            { StringEquals: { "aws:PrincipalOrgID": variable("aws:PrincipalOrgID") } },
            { StringEquals: { "aws:PrincipalAccount": variable("aws:PrincipalAccount") } },
        ]) {
            refuses(queuePolicy({ ...everyone, Condition }));
        }
    });

    it("accepts a condition whose wildcard does not", () => {
        for (const Condition of [
            { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } },
            { ArnLike: { "aws:SourceArn": "arn:aws:s3:*:*:reports" } },
            { StringLike: { "aws:userId": "AROAEXAMPLEEXAMPLE123:*" } },
            { StringEquals: { "aws:PrincipalOrgID": variable("aws:ResourceOrgID") } },
            { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
        ]) {
            accepts(queuePolicy({ ...everyone, Condition }));
        }
    });

    it("takes a principal with a wildcard in it for everyone", () => {
        refuses(queuePolicy({ Principal: { AWS: "arn:aws:iam::*:root" } }));
        refuses(queuePolicy({ Principal: [{ AWS: [["*"]] }] }));
    });

    it("sees an open statement of a document whose other statements are not known", () => {
        const policy = { Statement: [unknown, statement({ Principal: { AWS: [unknown, "*"] } })] };
        const verdict = judge(rule, { type: "aws:sqs/queue:Queue", props: { policy } });
        assert.deepEqual([verdict.violations.length, verdict.undecided.length], [1, 1]);
        const narrowed = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:SourceArn": unknown } };
        accepts({
            type: "aws:sqs/queue:Queue",
            props: { policy: { Statement: statement({ ...everyone, Condition: narrowed }) } },
        });
    });

    it("judges a permission of a Lambda layer", () => {
        const type = "aws:lambda/layerVersionPermission:LayerVersionPermission";
        refuses({ type, props: { principal: "*" } });
        accepts({ type, props: { principal: "*", organizationId: "o-a1b2c3d4e5" } });
    });

    it("reads every carrier, also a document given as an object", () => {
        const document = { Statement: [statement(everyone)] };
        for (const [type, property] of [
            ["aws:sns/topicPolicy:TopicPolicy", "policy"],
            ["aws:kms/key:Key", "policy"],
            ["aws:s3/bucketPolicy:BucketPolicy", "policy"],
            ["aws:iam/role:Role", "assumeRolePolicy"],
            ["aws:opensearch/domainPolicy:DomainPolicy", "accessPolicies"],
        ] as const) {
            refuses({ type, props: { [property]: document } });
            accepts({ type, props: {} });
        }
    });

    it("judges a permission of a Lambda function", () => {
        const permission = (props: Record<string, unknown>) => ({ type: "aws:lambda/permission:Permission", props });
        refuses(permission({ principal: "*" }));
        accepts(permission({ principal: "*", principalOrgId: "o-a1b2c3d4e5" }));
        accepts(permission({ principal: "events.amazonaws.com" }));
    });

    it("is undecided about a document that is not known or no JSON", () => {
        const policy = (value: unknown) => ({ type: "aws:kms/key:Key", props: { policy: value } });
        assert.equal(judge(rule, policy(unknown)).undecided.length, 1);
        assert.equal(judge(rule, policy("{")).undecided.length, 1);
    });

    it("does not apply to identity policies", () => {
        assert.equal(judge(rule, { type: "aws:iam/policy:Policy", props: {} }).applied, false);
    });

    it("never lets an open statement hide among others", () => {
        const others = fc.array(fc.constantFrom(statement(), statement({ Effect: "Deny", ...everyone })), {
            maxLength: 4,
        });
        fc.assert(
            fc.property(others, others, (before, after) => {
                const document = {
                    Statement: [...before, statement({ Sid: "x", Principal: { AWS: ["a", "*"] } }), ...after],
                };
                refuses({ type: "aws:sqs/queue:Queue", props: { policy: JSON.stringify(document) } });
            }),
        );
    });
});
