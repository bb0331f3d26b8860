import { z } from "zod";
import { tagProblems } from "../../checks/tags";
import type { Call, Problem, ResourceModel } from "../../kernel/model";
import { digits, type Properties } from "../../kernel/values";
import { quota } from "../../quotas";
import { allBuckets, bucketType, oldBucketType } from "./buckets";

const longestName = 63;
const uniqueDigits = 26;
const prefixes = ["xn--", "sthree-", "amzn-s3-demo-"];
const suffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const bucket: ResourceModel = {
    type: bucketType,
    service: "S3",
    operations: { create: "CreateBucket", update: "PutBucketTagging", remove: "DeleteBucket", read: "HeadBucket" },
    schema: z.looseObject({
        bucket: z.string().min(3).max(longestName).optional(),
        bucketPrefix: z
            .string()
            .max(longestName - uniqueDigits)
            .optional(),
        forceDestroy: z.boolean().optional(),
        objectLockEnabled: z.boolean().optional(),
    }),
    defaults: { forceDestroy: false },
    autoname: {
        property: "bucket",
        maxLength: longestName,
        transform: (name) => name.toLowerCase(),
        unless: "bucketPrefix",
    },
    taggable: true,
    replaceOnChange: ["bucket", "bucketPrefix", "bucketNamespace", "objectLockEnabled"],
    computed: [
        "arn",
        "bucket",
        "bucketDomainName",
        "bucketPrefix",
        "bucketRegion",
        "bucketRegionalDomainName",
        "objectLockEnabled",
        "requestPayer",
    ],
    check: (inputs) => [...tagProblems(inputs), ...nameProblems(inputs)],
    create(call, inputs) {
        const name = nameOf(call, inputs);
        const { account, region } = call.scope;
        // One name space for all accounts and Regions of a partition.
        const owner = allBuckets(call.world).find(({ id }) => id === name)?.scope.account;
        if (owner === account) {
            call.fail("BucketAlreadyOwnedByYou", `Your previous request to create ${name} succeeded.`, 409);
        }
        if (owner !== undefined) {
            call.fail("BucketAlreadyExists", `The requested bucket name ${name} is not available.`, 409);
        }
        const most = quota("s3.buckets", call.world);
        if (allBuckets(call.world).filter((other) => other.scope.account === account).length >= most) {
            call.fail("TooManyBuckets", `The account has ${most} buckets, its quota.`);
        }
        return {
            id: name,
            outputs: {
                arn: `arn:aws:s3:::${name}`,
                bucket: name,
                bucketPrefix: inputs["bucketPrefix"] ?? "",
                bucketDomainName: `${name}.s3.amazonaws.com`,
                bucketRegion: region,
                bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
                objectLockEnabled: inputs["objectLockEnabled"] ?? false,
                requestPayer: inputs["requestPayer"] ?? "BucketOwner",
            },
        };
    },
    update: () => undefined,
};

export const oldBucket: ResourceModel = { ...bucket, type: oldBucketType };

function nameOf(call: Call, inputs: Properties): string {
    if (inputs["bucket"] !== undefined) return String(inputs["bucket"]);
    const seed = `${call.urn}#${call.world.next(`name:${call.urn}`)}`;
    return `${inputs["bucketPrefix"] ?? "terraform-"}${digits(seed, uniqueDigits)}`;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function nameProblems(inputs: Properties): Problem[] {
    const { bucket: name, bucketPrefix } = inputs;
    if (name !== undefined && bucketPrefix !== undefined) {
        return [{ property: "bucketPrefix", reason: "conflicts with bucket; leave one of them out" }];
    }
    if (typeof name !== "string") return [];
    const problem = (reason: string): Problem => ({ property: "bucket", reason: `${reason}, this one is ${name}` });
    const problems: Problem[] = [];
    if (!/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(name)) {
        problems.push(
            problem(
                "a bucket name has lower-case letters, digits, . and -, and begins and ends with a letter or digit",
            ),
        );
    }
    if (name.includes("..")) problems.push(problem("a bucket name has no two dots in a row"));
    if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) problems.push(problem("a bucket name does not look like an IP address"));
    for (const prefix of prefixes.filter((start) => name.startsWith(start))) {
        problems.push(problem(`bucket names that begin with ${prefix} are kept for AWS`));
    }
    for (const suffix of suffixes.filter((end) => name.endsWith(end))) {
        problems.push(problem(`bucket names that end with ${suffix} are kept for AWS`));
    }
    return problems;
}
