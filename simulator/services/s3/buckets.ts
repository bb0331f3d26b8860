import type { Call } from "../../kernel/model";
import type { Entity, World } from "../../kernel/world";

export const bucketType = "aws:s3/bucket:Bucket";
/** The old name of the same resource: https://www.pulumi.com/registry/packages/aws/how-to-guides/7-0-migration/ */
export const oldBucketType = "aws:s3/bucketV2:BucketV2";
export const publicAccessBlockType = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
export const bucketPolicyType = "aws:s3/bucketPolicy:BucketPolicy";

export const allBuckets = (world: World): Entity[] => [...world.list(bucketType), ...world.list(oldBucketType)];

/** A bucket belongs to the account of the call, whatever its Region: the provider is told the Region apart. */
export function requireBucket(call: Call, name: string): Entity {
    const bucket = call.world.get(bucketType, call.scope, name) ?? call.world.get(oldBucketType, call.scope, name);
    if (bucket === undefined) return call.fail("NoSuchBucket", `The specified bucket does not exist: ${name}`, 404);
    return bucket;
}
