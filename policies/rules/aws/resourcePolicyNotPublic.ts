import type { Findings } from "../../kit/findings";
import { eachStatement } from "../../kit/policyDocument";
import { admitsEveryone } from "../../kit/principals";
import { defineRule, type Subject } from "../../kit/rule";
import { someKnown } from "../../kit/unknowns";
import { asText } from "../../kit/values";

/** Property that holds a policy which says who may reach the resource, by type. */
const documents: Readonly<Record<string, string>> = {
    "aws:acmpca/policy:Policy": "policy",
    "aws:amp/resourcePolicy:ResourcePolicy": "policyDocument",
    "aws:backup/vaultPolicy:VaultPolicy": "policy",
    "aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy": "policy",
    "aws:cloudsearch/domainServiceAccessPolicy:DomainServiceAccessPolicy": "accessPolicy",
    "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": "accessPolicy",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "policyDocument",
    "aws:codebuild/resourcePolicy:ResourcePolicy": "policy",
    "aws:dsql/clusterPolicy:ClusterPolicy": "policy",
    "aws:dynamodb/resourcePolicy:ResourcePolicy": "policy",
    "aws:ecr/registryPolicy:RegistryPolicy": "policy",
    "aws:ecr/repositoryPolicy:RepositoryPolicy": "policy",
    "aws:efs/fileSystemPolicy:FileSystemPolicy": "policy",
    "aws:elasticsearch/domain:Domain": "accessPolicies",
    "aws:elasticsearch/domainPolicy:DomainPolicy": "accessPolicies",
    "aws:glacier/vault:Vault": "accessPolicy",
    "aws:glue/resourcePolicy:ResourcePolicy": "policy",
    "aws:iam/role:Role": "assumeRolePolicy",
    "aws:kinesis/resourcePolicy:ResourcePolicy": "policy",
    "aws:kms/externalKey:ExternalKey": "policy",
    "aws:kms/key:Key": "policy",
    "aws:kms/keyPolicy:KeyPolicy": "policy",
    "aws:kms/replicaExternalKey:ReplicaExternalKey": "policy",
    "aws:kms/replicaKey:ReplicaKey": "policy",
    "aws:lambda/resourcePolicy:ResourcePolicy": "policy",
    "aws:mediastore/containerPolicy:ContainerPolicy": "policy",
    "aws:msk/clusterPolicy:ClusterPolicy": "policy",
    "aws:networkfirewall/resourcePolicy:ResourcePolicy": "policy",
    "aws:oam/sinkPolicy:SinkPolicy": "policy",
    "aws:opensearch/domain:Domain": "accessPolicies",
    "aws:opensearch/domainPolicy:DomainPolicy": "accessPolicies",
    "aws:opensearchingest/resourcePolicy:ResourcePolicy": "policy",
    "aws:redshift/resourcePolicy:ResourcePolicy": "policy",
    "aws:redshiftserverless/resourcePolicy:ResourcePolicy": "policy",
    "aws:s3/accessPoint:AccessPoint": "policy",
    "aws:s3/bucket:Bucket": "policy",
    "aws:s3/bucketPolicy:BucketPolicy": "policy",
    "aws:s3/bucketV2:BucketV2": "policy",
    "aws:s3/filesFileSystemPolicy:FilesFileSystemPolicy": "policy",
    "aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy": "policy",
    "aws:s3control/accessGrantsInstanceResourcePolicy:AccessGrantsInstanceResourcePolicy": "policy",
    "aws:s3control/accessPointPolicy:AccessPointPolicy": "policy",
    "aws:s3control/bucketPolicy:BucketPolicy": "policy",
    "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy": "policy",
    "aws:s3tables/tableBucketPolicy:TableBucketPolicy": "resourcePolicy",
    "aws:s3tables/tablePolicy:TablePolicy": "resourcePolicy",
    "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy": "resourcePolicy",
    "aws:schemas/registryPolicy:RegistryPolicy": "policy",
    "aws:secretsmanager/secret:Secret": "policy",
    "aws:secretsmanager/secretPolicy:SecretPolicy": "policy",
    "aws:ses/identityPolicy:IdentityPolicy": "policy",
    "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy": "policy",
    "aws:sns/topic:Topic": "policy",
    "aws:sns/topicPolicy:TopicPolicy": "policy",
    "aws:sqs/queue:Queue": "policy",
    "aws:sqs/queuePolicy:QueuePolicy": "policy",
    "aws:vpclattice/resourcePolicy:ResourcePolicy": "policy",
    "aws:xray/resourcePolicy:ResourcePolicy": "policyDocument",
};

const lambdaPermission = "aws:lambda/permission:Permission";
/** Its permissions know one condition only, an organization. */
const layerPermission = "aws:lambda/layerVersionPermission:LayerVersionPermission";

export const resourcePolicyNotPublic = defineRule({
    id: "aws-resource-policy-not-public",
    title: "no resource policy or trust policy admits everyone",
    why: "a wildcard principal without a condition lets any AWS account in, and often anyone without one",
    fix: "name the principals, or add a condition on aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount",
    severity: "critical",
    types: [...Object.keys(documents), lambdaPermission, layerPermission],
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
        eachStatement(value, property, findings, (statement) => {
            if (admitsEveryone(statement)) {
                findings.violation(`${property}: ${statement.label} admits everyone`);
            }
        });
    },
});

/** A permission of a Lambda function or layer is a statement taken apart into properties. */
function judgePermission({ props }: Subject, findings: Findings): void {
    if (asText(props["principal"]) !== "*") {
        return;
    }
    const narrowed = someKnown(["principalOrgId", "organizationId", "sourceAccount", "sourceArn"], (key) => {
        const text = asText(props[key]);
        return text !== undefined && !text.startsWith("*");
    });
    if (!narrowed) {
        findings.violation("principal * admits any account");
    }
}
