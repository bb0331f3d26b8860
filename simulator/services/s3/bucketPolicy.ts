import { z } from "zod";
import { parsePolicy, policyText, statementsOf } from "../../checks/policyDocument";
import { resourcePolicyProblems } from "../../checks/resourcePolicy";
import { NotModelled } from "../../kernel/errors";
import type { Call, ResourceModel } from "../../kernel/model";
import { isObject, type Properties, type Value } from "../../kernel/values";
import { quota } from "../../quotas";
import { bucketPolicyType, publicAccessBlockType, requireBucket } from "./buckets";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export const bucketPolicy: ResourceModel = {
    type: bucketPolicyType,
    service: "S3",
    operations: {
        create: "PutBucketPolicy",
        update: "PutBucketPolicy",
        remove: "DeleteBucketPolicy",
        read: "GetBucketPolicy",
    },
    schema: z.looseObject({
        bucket: z.string().min(3).max(63),
        policy: z.union([z.string().min(1), z.looseObject({})]),
    }),
    replaceOnChange: ["bucket"],
    computed: [],
    check: (inputs) => resourcePolicyProblems(inputs, "policy"),
    create(call, inputs) {
        const bucket = requireBucket(call, String(inputs["bucket"]));
        if (call.world.get(bucketPolicyType, call.scope, bucket.id) !== undefined) {
            throw new NotModelled(
                `two policies on the bucket ${bucket.id}: S3 keeps only the one that is written last`,
            );
        }
        requireAllowed(call, inputs);
        return { id: bucket.id, outputs: { policy: policyText(inputs["policy"]) } };
    },
    update(call, _current, inputs) {
        requireAllowed(call, inputs);
        return { policy: policyText(inputs["policy"]) };
    },
};

function requireAllowed(call: Call, inputs: Properties): void {
    const text = policyText(inputs["policy"]);
    const name = String(inputs["bucket"]);
    const most = quota("s3.size.bucketPolicy", call.world);
    if (Buffer.byteLength(text) > most) {
        call.fail("InvalidPolicyDocument", `The policy has ${Buffer.byteLength(text)} bytes; a bucket allows ${most}.`);
    }
    const statements = statementsOf(parsePolicy(text) ?? {});
    if (blocksPublicPolicies(call, name) && statements.some(isPublic)) {
        const message = "public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access";
        call.fail("AccessDenied", `Policy of ${name} is not put because ${message}.`, 403);
    }
}

/** New buckets block: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
function blocksPublicPolicies(call: Call, name: string): boolean {
    const block = call.world.get(publicAccessBlockType, call.scope, name);
    return block === undefined || block.inputs["blockPublicPolicy"] === true;
}

/** Only what is surely public: everyone, with no condition at all. */
function isPublic(statement: Value): boolean {
    if (!isObject(statement) || statement["Effect"] !== "Allow" || statement["Condition"] !== undefined) return false;
    const principal = statement["Principal"];
    const everyone = isObject(principal) ? principal["AWS"] : principal;
    return everyone === "*" || (Array.isArray(everyone) && everyone.includes("*"));
}
