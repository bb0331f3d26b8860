import * as assert from "node:assert/strict";
import { publicAccessBlocked as rule } from "../../../../policies/rules/s3/publicAccessBlocked";
import { judge, passed, type Resource, unknown } from "../../support";

const block = (change: Record<string, unknown> = {}): Resource => ({
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    props: {
        bucket: unknown,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
        ...change,
    },
});

describe("s3-public-access-blocked", () => {
    it("accepts a complete block, of a bucket and of an account", () => {
        assert.deepEqual(judge(rule, block()), passed);
        const type = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
        assert.deepEqual(judge(rule, { ...block({ blockPublicAcls: "true" }), type }), passed);
    });

    it("refuses each setting that is false or left out", () => {
        for (const setting of ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"]) {
            for (const value of [false, "false", undefined, null]) {
                assert.match(
                    judge(rule, block({ [setting]: value })).violations.join(),
                    new RegExp(`^${setting} is not true`),
                );
            }
        }
    });

    it("refuses public access lists, in any case", () => {
        for (const acl of ["public-read", "public-read-write", "authenticated-read", "Public-Read"]) {
            assert.equal(judge(rule, { type: "aws:s3/bucketAcl:BucketAcl", props: { acl } }).violations.length, 1);
        }
        assert.deepEqual(judge(rule, { type: "aws:s3/bucket:Bucket", props: { acl: "private" } }), passed);
        assert.deepEqual(judge(rule, { type: "aws:s3/bucket:Bucket", props: {} }), passed);
    });

    it("refuses grants to everyone, and public objects", () => {
        const uri = "http://acs.amazonaws.com/groups/global/AllUsers";
        const owner = { id: "a" };
        const cases: [string, Record<string, unknown>][] = [
            ["aws:s3/bucket:Bucket", { grants: [{ id: "x" }, { type: "Group", permissions: ["READ"], uri }] }],
            [
                "aws:s3/bucketAcl:BucketAcl",
                { accessControlPolicy: { owner, grants: [{ grantee: { type: "Group", uri } }] } },
            ],
            ["aws:s3/bucketObjectv2:BucketObjectv2", { acl: "public-read" }],
            ["aws:s3/accessPoint:AccessPoint", { publicAccessBlockConfiguration: { blockPublicPolicy: false } }],
        ];
        for (const [type, props] of cases) {
            assert.equal(judge(rule, { type, props }).violations.length, 1, type);
        }
        const log = { grants: [{ uri: "http://acs.amazonaws.com/groups/s3/LogDelivery" }] };
        assert.deepEqual(judge(rule, { type: "aws:s3/bucket:Bucket", props: log }), passed);
        assert.deepEqual(judge(rule, { type: "aws:s3/accessPoint:AccessPoint", props: { bucket: unknown } }), passed);
    });

    it("sees one setting although another is not known", () => {
        const verdict = judge(rule, block({ blockPublicAcls: unknown, blockPublicPolicy: false }));
        assert.deepEqual([verdict.violations.length, verdict.undecided.length], [1, 1]);
    });

    it("does not apply to other types", () => {
        assert.equal(judge(rule, { type: "aws:s3/bucketVersioning:BucketVersioning", props: {} }).applied, false);
    });
});
