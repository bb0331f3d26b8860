import type { Call } from "../../kernel/model";
import type { Entity } from "../../kernel/world";

export const bucketType = "aws:s3/bucket:Bucket";
export const publicAccessBlockType = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
export const bucketPolicyType = "aws:s3/bucketPolicy:BucketPolicy";

/** A bucket belongs to the account of the call, whatever its Region: the provider is told the Region apart. */
export function requireBucket(call: Call, name: string): Entity {
    const bucket = call.world.get(bucketType, call.scope, name);
    if (bucket === undefined) return call.fail("NoSuchBucket", `The specified bucket does not exist: ${name}`, 404);
    return bucket;
}
