import { type ZodType, z } from "zod";
import { NotModelled } from "../../kernel/errors";
import type { Call, ResourceModel } from "../../kernel/model";
import { isList, isObject, type Properties } from "../../kernel/values";
import { encryptionKey } from "../encryptionKey";
import { publicAccessBlockType, requireBucket } from "./buckets";

interface Setting {
    readonly type: string;
    /** "PublicAccessBlock" of PutPublicAccessBlock. */
    readonly api: string;
    readonly schema: { readonly [input: string]: ZodType };
    readonly defaults?: Properties;
    readonly require?: (call: Call, inputs: Properties) => void;
}

/** A part of a bucket that is a resource of its own: it bears the bucket's name as id, and a bucket has one. */
function setting({ type, api, schema, defaults, require }: Setting): ResourceModel {
    return {
        type,
        service: "S3",
        operations: { create: `Put${api}`, update: `Put${api}`, remove: `Delete${api}`, read: `Get${api}` },
        schema: z.looseObject({ bucket: z.string().min(3).max(63), ...schema }),
        ...(defaults === undefined ? {} : { defaults }),
        replaceOnChange: ["bucket", "expectedBucketOwner"],
        computed: [],
        create(call, inputs) {
            const bucket = requireBucket(call, String(inputs["bucket"]));
            if (call.world.get(type, call.scope, bucket.id) !== undefined) {
                throw new NotModelled(`two ${api} settings of the bucket ${bucket.id}: S3 keeps the one written last`);
            }
            require?.(call, inputs);
            return { id: bucket.id, outputs: {} };
        },
        update(call, _current, inputs) {
            require?.(call, inputs);
            return undefined;
        },
    };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
export const bucketPublicAccessBlock = setting({
    type: publicAccessBlockType,
    api: "PublicAccessBlock",
    schema: {
        blockPublicAcls: z.boolean().optional(),
        blockPublicPolicy: z.boolean().optional(),
        ignorePublicAcls: z.boolean().optional(),
        restrictPublicBuckets: z.boolean().optional(),
    },
    defaults: {
        blockPublicAcls: false,
        blockPublicPolicy: false,
        ignorePublicAcls: false,
        restrictPublicBuckets: false,
    },
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export const bucketVersioning = setting({
    type: "aws:s3/bucketVersioning:BucketVersioning",
    api: "BucketVersioning",
    schema: {
        versioningConfiguration: z.looseObject({
            // "Disabled" is the provider's word for a bucket that never had versioning.
            status: z.enum(["Enabled", "Suspended", "Disabled"]),
            mfaDelete: z.enum(["Enabled", "Disabled"]).optional(),
        }),
    },
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html */
export const bucketServerSideEncryptionConfiguration = setting({
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    api: "BucketEncryption",
    schema: {
        rules: z
            .array(
                z.looseObject({
                    applyServerSideEncryptionByDefault: z
                        .looseObject({
                            sseAlgorithm: z.enum(["AES256", "aws:kms", "aws:kms:dsse"]),
                            kmsMasterKeyId: z.string().optional(),
                        })
                        .refine(
                            ({ sseAlgorithm, kmsMasterKeyId }) =>
                                sseAlgorithm !== "AES256" || kmsMasterKeyId === undefined,
                            "takes a kmsMasterKeyId only where sseAlgorithm is aws:kms or aws:kms:dsse",
                        )
                        .optional(),
                    bucketKeyEnabled: z.boolean().optional(),
                }),
            )
            .length(1, "has one rule"),
    },
    require(call, inputs) {
        const [rule] = isList(inputs["rules"]) ? inputs["rules"] : [];
        const byDefault = isObject(rule) ? rule["applyServerSideEncryptionByDefault"] : undefined;
        if (isObject(byDefault)) encryptionKey(call, byDefault["kmsMasterKeyId"], "InvalidArgument");
    },
});
