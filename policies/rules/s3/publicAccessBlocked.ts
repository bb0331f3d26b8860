import { defineRule } from "../../kit/rule";
import { asBoolean, asText } from "../../kit/values";

const settings = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
const acls = [
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketV2:BucketV2",
    "aws:s3/bucketAcl:BucketAcl",
    "aws:s3/bucketAclV2:BucketAclV2",
];

export const publicAccessBlocked = defineRule({
    id: "s3-public-access-blocked",
    title: "no bucket is opened to the public",
    why: "buckets are closed by default; each of these settings opens one again, and an opened bucket is found within hours",
    fix: "set all four settings of the public access block to true, and serve files through CloudFront",
    severity: "critical",
    types: [
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
        ...acls,
    ],
    sources: ["S001-095", "S002-065", "S004-151"],
    controls: ["S3.1", "S3.8"],
    resource: ({ type, props }, findings) => {
        if (acls.includes(type)) {
            const acl = asText(props["acl"])?.toLowerCase();
            if (acl === "public-read" || acl === "public-read-write" || acl === "authenticated-read") {
                findings.violation(`acl is ${acl}`);
            }
            return;
        }
        for (const setting of settings) {
            findings.attempt(() => {
                if (asBoolean(props[setting]) !== true) {
                    findings.violation(`${setting} is not true`);
                }
            });
        }
    },
});
