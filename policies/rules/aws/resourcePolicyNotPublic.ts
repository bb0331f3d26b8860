import type { Findings } from "../../kit/findings";
import { readPolicyDocument } from "../../kit/policyDocument";
import { admitsEveryone } from "../../kit/principals";
import { defineRule, type Subject } from "../../kit/rule";
import { asText } from "../../kit/values";

/** Property that holds a policy which says who may reach the resource, by type. */
const documents: Readonly<Record<string, string>> = {
    "aws:backup/vaultPolicy:VaultPolicy": "policy",
    "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": "accessPolicy",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "policyDocument",
    "aws:dynamodb/resourcePolicy:ResourcePolicy": "policy",
    "aws:ecr/registryPolicy:RegistryPolicy": "policy",
    "aws:ecr/repositoryPolicy:RepositoryPolicy": "policy",
    "aws:efs/fileSystemPolicy:FileSystemPolicy": "policy",
    "aws:glue/resourcePolicy:ResourcePolicy": "policy",
    "aws:iam/role:Role": "assumeRolePolicy",
    "aws:kinesis/resourcePolicy:ResourcePolicy": "policy",
    "aws:kms/externalKey:ExternalKey": "policy",
    "aws:kms/key:Key": "policy",
    "aws:kms/keyPolicy:KeyPolicy": "policy",
    "aws:kms/replicaKey:ReplicaKey": "policy",
    "aws:opensearch/domainPolicy:DomainPolicy": "accessPolicies",
    "aws:s3/bucketPolicy:BucketPolicy": "policy",
    "aws:s3control/accessPointPolicy:AccessPointPolicy": "policy",
    "aws:schemas/registryPolicy:RegistryPolicy": "policy",
    "aws:secretsmanager/secret:Secret": "policy",
    "aws:secretsmanager/secretPolicy:SecretPolicy": "policy",
    "aws:sns/topic:Topic": "policy",
    "aws:sns/topicPolicy:TopicPolicy": "policy",
    "aws:sqs/queue:Queue": "policy",
    "aws:sqs/queuePolicy:QueuePolicy": "policy",
};

const lambdaPermission = "aws:lambda/permission:Permission";

export const resourcePolicyNotPublic = defineRule({
    id: "aws-resource-policy-not-public",
    title: "no resource policy or trust policy admits everyone",
    why: "a wildcard principal without a condition lets any AWS account in, and often anyone without one",
    fix: "name the principals, or add a condition on aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount",
    severity: "critical",
    types: [...Object.keys(documents), lambdaPermission],
    sources: ["S001-060", "S001-081", "S001-097", "S001-226"],
    controls: ["KMS.5", "S3.2", "S3.3", "SNS.4", "SQS.3", "Lambda.1"],
    resource: (subject, findings) => {
        const { type, props } = subject;
        const property = documents[type];
        if (property === undefined) {
            judgePermission(subject, findings);
            return;
        }
        const value = props[property];
        if (value === undefined || value === null || value === "") {
            return;
        }
        const document = readPolicyDocument(value);
        if ("problem" in document) {
            findings.undecided(`${property}: ${document.problem}`);
            return;
        }
        for (const statement of document.statements.filter((one) => admitsEveryone(one))) {
            findings.violation(`${property}: ${statement.label} admits everyone`);
        }
    },
});

/** A permission of a Lambda function is a statement taken apart into properties. */
function judgePermission({ props }: Subject, findings: Findings): void {
    if (asText(props["principal"]) !== "*") {
        return;
    }
    const narrowed = ["principalOrgId", "sourceAccount", "sourceArn"].some((key) => asText(props[key]) !== undefined);
    if (!narrowed) {
        findings.violation("principal * may invoke the function from any account");
    }
}
