import assert from "node:assert/strict";
import type { Properties } from "../../../simulator/kernel/values";
import { type Entity, World } from "../../../simulator/kernel/world";
import { raiseQuotas } from "../../../simulator/quotas";
import { s3 } from "../../../simulator/services/s3";
import { account, type Driver } from "../support";

const bucket = "aws:s3/bucket:Bucket";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
const block = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const versioning = "aws:s3/bucketVersioning:BucketVersioning";
const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const here = { account: "111122223333", region: "eu-west-1", services: [s3] };

describe("s3", () => {
    let world: World;
    let aws: Driver;
    let logs: Entity;
    beforeEach(() => {
        world = new World();
        aws = account(world, here);
        logs = aws.create(bucket, "logs", { bucket: "example-logs" });
    });
    const problems = (type: string, inputs: Properties): string[] => [
        ...new Set(aws.check(type, "x", inputs).problems.map(({ property }) => property)),
    ];

    describe("bucket", () => {
        it("is the same thing under its old type", () => {
            const old = aws.create("aws:s3/bucketV2:BucketV2", "old", { bucket: "example-old" });
            aws.create(versioning, "v", { bucket: old.id, versioningConfiguration: { status: "Enabled" } });
            assert.throws(() => aws.create(bucket, "again", { bucket: old.id }), /BucketAlreadyOwnedByYou/);
        });
        it("has its name as id", () => {
            assert.equal(logs.id, "example-logs");
            assert.equal(logs.outputs["arn"], "arn:aws:s3:::example-logs");
            assert.equal(logs.outputs["bucketRegionalDomainName"], "example-logs.s3.eu-west-1.amazonaws.com");
            assert.match(aws.create(bucket, "Logs").id, /^logs-[0-9a-f]{7}$/);
            assert.match(aws.create(bucket, "more", { bucketPrefix: "more-" }).id, /^more-\d{26}$/);
        });

        for (const name of [
            "Logs",
            "a_b",
            "ab",
            "-logs",
            "logs-",
            "a..b",
            "10.0.0.1",
            "xn--logs",
            "sthree-logs",
            "logs-s3alias",
            "a".repeat(64),
        ]) {
            it(`refuses the name ${name}`, () => assert.deepEqual(problems(bucket, { bucket: name }), ["bucket"]));
        }

        it("refuses a name that any account has, in any Region, and more than the quota", () => {
            const make = (from: Driver) => () => from.create(bucket, "again", { bucket: "example-logs" });
            assert.throws(
                make(account(world, { ...here, region: "us-east-1" })),
                /CreateBucket.*BucketAlreadyOwnedByYou/,
            );
            assert.throws(make(account(world, { ...here, account: "444455556666" })), /BucketAlreadyExists/);
            raiseQuotas(world, { "s3.buckets": 1 });
            assert.throws(() => aws.create(bucket, "more"), /TooManyBuckets/);
        });
    });

    describe("settings of a bucket", () => {
        for (const [type, inputs] of [
            [block, { blockPublicAcls: true }],
            [versioning, { versioningConfiguration: { status: "Enabled" } }],
            [encryption, { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] }],
        ] as const) {
            it(`belong to one bucket that exists: ${type}`, () => {
                assert.equal(aws.create(type, "a", { bucket: logs.id, ...inputs }).id, logs.id);
                assert.throws(() => aws.create(type, "b", { bucket: logs.id, ...inputs }), /written last/);
                assert.throws(() => aws.create(type, "c", { bucket: "none", ...inputs }), /NoSuchBucket/);
            });
        }

        it("refuse states and algorithms that S3 does not know", () => {
            const status = { bucket: logs.id, versioningConfiguration: { status: "On" } };
            assert.deepEqual(problems(versioning, status), ["versioningConfiguration.status"]);
            const rules = (inputs: Properties): Properties => ({
                bucket: logs.id,
                rules: [{ applyServerSideEncryptionByDefault: inputs }],
            });
            const at = "rules[0].applyServerSideEncryptionByDefault";
            assert.deepEqual(problems(encryption, rules({ sseAlgorithm: "DES" })), [`${at}.sseAlgorithm`]);
            assert.deepEqual(problems(encryption, rules({ sseAlgorithm: "AES256", kmsMasterKeyId: "k" })), [at]);
            const none = rules({ sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/none" });
            assert.throws(() => aws.create(encryption, "x", none), /PutBucketEncryption.*KMS key not found/);
        });
    });

    describe("bucketPolicy", () => {
        const document = (more: Properties = {}): string =>
            JSON.stringify({
                Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*", ...more }],
            });
        const closed = document({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } } });

        it("belongs to one bucket that exists", () => {
            assert.equal(aws.create(bucketPolicy, "a", { bucket: logs.id, policy: closed }).id, logs.id);
            assert.throws(() => aws.create(bucketPolicy, "b", { bucket: logs.id, policy: closed }), /two policies/);
            assert.throws(() => aws.create(bucketPolicy, "c", { bucket: "none", policy: closed }), /NoSuchBucket/);
        });

        it("refuses a public policy until the bucket allows one, which a new bucket does not", () => {
            const open = { bucket: logs.id, policy: document() };
            assert.throws(
                () => aws.create(bucketPolicy, "a", open),
                /PutBucketPolicy.*AccessDenied.*BlockPublicPolicy/,
            );
            const blocked = aws.create(block, "a", { bucket: logs.id, blockPublicPolicy: true });
            assert.throws(() => aws.create(bucketPolicy, "a", open), /AccessDenied/);
            aws.update(blocked, "a", { bucket: logs.id, blockPublicPolicy: false });
            aws.create(bucketPolicy, "a", open);
        });

        it("refuses a broken document and one that is too long", () => {
            assert.deepEqual(problems(bucketPolicy, { bucket: logs.id, policy: "{" }), ["policy"]);
            const long = document({ Principal: { AWS: "111122223333" }, Sid: "a".repeat(20480) });
            assert.throws(() => aws.create(bucketPolicy, "a", { bucket: logs.id, policy: long }), /allows 20480/);
        });
    });
});
