import type { ServiceModel } from "../kernel/model";
import { bucket, oldBucket } from "./s3/bucket";
import { bucketPolicy } from "./s3/bucketPolicy";
import {
    bucketPublicAccessBlock,
    bucketServerSideEncryptionConfiguration,
    bucketVersioning,
} from "./s3/bucketSettings";

export const s3: ServiceModel = {
    resources: [
        bucket,
        bucketPolicy,
        bucketPublicAccessBlock,
        bucketServerSideEncryptionConfiguration,
        bucketVersioning,
        oldBucket,
    ],
};
