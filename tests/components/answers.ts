/** What AWS answers for the types that components register, as far as other resources read it. */

type Inputs = { readonly [key: string]: unknown };

const arn = (service: string) => (name: string) => ({ arn: `arn:aws:${service}:eu-west-1:222233334444:${name}` });
const named = (service: string) => (name: string, inputs: Inputs) => ({
    ...arn(service)(name),
    name: inputs["name"] ?? name,
});
const nothing = () => ({});

export const answers = {
    "aws:organizations/organization:Organization": () => ({
        arn: "arn:aws:organizations::111122223333:organization/o-abcdefghij",
        roots: [{ id: "r-abcd" }],
    }),
    "aws:organizations/organizationalUnit:OrganizationalUnit": arn("organizations"),
    "aws:organizations/account:Account": arn("organizations"),
    "aws:organizations/policy:Policy": arn("organizations"),
    "aws:organizations/policyAttachment:PolicyAttachment": nothing,
    "aws:ram/sharingWithOrganization:SharingWithOrganization": nothing,
    "aws:ram/resourceShare:ResourceShare": arn("ram"),
    "aws:ram/resourceAssociation:ResourceAssociation": nothing,
    "aws:ram/principalAssociation:PrincipalAssociation": nothing,
    "awsx:ec2:Vpc": (_: string, inputs: Inputs) => awsxVpc(inputs),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": nothing,
    "aws:ec2/securityGroup:SecurityGroup": arn("ec2"),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": arn("ec2"),
    "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 1 }),
    "aws:autoscaling/group:Group": named("autoscaling"),
    "aws:iam/role:Role": named("iam"),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": nothing,
    "aws:iam/instanceProfile:InstanceProfile": named("iam"),
    "aws:cloudwatch/eventBus:EventBus": named("events"),
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy": nothing,
    "aws:cloudwatch/eventRule:EventRule": named("events"),
    "aws:cloudwatch/eventTarget:EventTarget": nothing,
    "aws:sqs/queue:Queue": (name: string) => ({ ...arn("sqs")(name), url: `https://sqs/${name}` }),
    "aws:sqs/queuePolicy:QueuePolicy": nothing,
    "aws:kms/key:Key": arn("kms"),
    "aws:codeartifact/domain:Domain": arn("codeartifact"),
    "aws:codeartifact/domainPermissions:DomainPermissions": nothing,
    "aws:codeartifact/repository:Repository": arn("codeartifact"),
    "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy": nothing,
};

interface Spec {
    readonly name: string;
    readonly type: string;
    readonly cidrBlocks: readonly string[];
}

/** Subnets as awsx lists them: by type, zone by zone, within a zone in the order of the specs. */
function awsxVpc(inputs: Inputs): Inputs {
    const specs = inputs["subnetSpecs"] as readonly Spec[];
    const zones = inputs["availabilityZoneNames"] as readonly string[];
    const subnets = (type: string) =>
        zones.flatMap((_, zone) =>
            specs
                .filter((spec) => spec.type === type)
                .map(({ name, cidrBlocks }) => ({ id: `${name}-${zone + 1}`, cidrBlock: cidrBlocks[zone] })),
        );
    return {
        vpcId: "vpc-1",
        publicSubnets: subnets("Public"),
        privateSubnets: subnets("Private"),
        isolatedSubnets: subnets("Isolated"),
    };
}
