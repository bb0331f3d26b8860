import type { Findings } from "../../kit/findings";
import { defineRule, type Subject } from "../../kit/rule";
import { asBoolean, asList, asRecord, asText } from "../../kit/values";

const settings = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
const accessPoint = "aws:s3/accessPoint:AccessPoint";
const publicGroup = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/i;
const acls = [
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketV2:BucketV2",
    "aws:s3/bucketAcl:BucketAcl",
    "aws:s3/bucketAclV2:BucketAclV2",
    "aws:s3/bucketObject:BucketObject",
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/objectCopy:ObjectCopy",
];

export const publicAccessBlocked = defineRule({
    id: "s3-public-access-blocked",
    title: "no bucket or object is opened to the public",
    why: "buckets are closed by default; each of these settings opens one again, and an opened bucket is found within hours",
    fix: "set all four settings of the public access block to true, and serve files through CloudFront",
    severity: "critical",
    types: [
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
        accessPoint,
        ...acls,
    ],
    sources: ["S001-095", "S002-065", "S004-151"],
    controls: ["S3.1", "S3.8"],
    resource: ({ type, props }, findings) => {
        if (acls.includes(type)) {
            judgeAcl(props, findings);
            return;
        }
        // An access point without a block of its own is closed.
        const stated = type === accessPoint ? asRecord(asList(props["publicAccessBlockConfiguration"])[0]) : props;
        for (const setting of stated === undefined ? [] : settings) {
            findings.attempt(() => {
                const value = stated?.[setting] ?? (type === accessPoint ? true : undefined);
                if (asBoolean(value) !== true) {
                    findings.violation(`${setting} is not true`);
                }
            });
        }
    },
});

function judgeAcl(props: Subject["props"], findings: Findings): void {
    findings.attempt(() => {
        const acl = asText(props["acl"])?.toLowerCase();
        if (acl === "public-read" || acl === "public-read-write" || acl === "authenticated-read") {
            findings.violation(`acl is ${acl}`);
        }
    });
    const judgeGrant = (uri: unknown) => {
        const group = publicGroup.exec(asText(uri) ?? "")?.[1];
        if (group !== undefined) {
            findings.violation(`a grant names the group ${group}`);
        }
    };
    findings.each(
        () => props["grants"],
        (grant) => judgeGrant(asRecord(grant)?.["uri"]),
    );
    findings.each(
        () => asRecord(asList(props["accessControlPolicy"])[0])?.["grants"],
        (grant) => judgeGrant(asRecord(asList(asRecord(grant)?.["grantee"])[0])?.["uri"]),
    );
}
