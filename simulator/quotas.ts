import type { World } from "./kernel/world";

/** An AWS service quota: its default for a new account. */
export interface Quota {
    readonly value: number;
    /** What is counted: "accounts per organization". */
    readonly unit: string;
    readonly source: string;
    /** ISO date on which the page was read; "unverified" where the value was written from memory and waits for that. */
    readonly read: string;
}

const organizations = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html";
const organizationsMay2026 =
    "https://aws.amazon.com/about-aws/whats-new/2026/05/aws-organizations-increased-scp-quotas/";
const iam = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const ram = "https://docs.aws.amazon.com/general/latest/gr/ram.html";
const kms = "https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html";
const events = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html";
const sqs = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-quotas.html";
const codeartifact = "https://docs.aws.amazon.com/codeartifact/latest/ug/service-limits.html";
const codeartifactPolicy =
    "https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_PutDomainPermissionsPolicy.html";
const s3 = "https://docs.aws.amazon.com/general/latest/gr/s3.html";
const s3Policy = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html";
const vpc = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";
const ec2 = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-resource-limits.html";
const autoscaling = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html";
const tagging = "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html";

const read = "2026-11-21";
const unverified = { read: "unverified" } as const;

/** The one table of quotas of the simulator. A service adds its rows here, not a number in its own file. */
const table = {
    "tags.perResource": { value: 50, unit: "tags per resource", source: tagging, ...unverified },

    "organizations.accounts": { value: 10, unit: "accounts per organization", source: organizations, read },
    "organizations.units": { value: 2000, unit: "organizational units per organization", source: organizations, read },
    "organizations.unitDepth": { value: 5, unit: "levels of units below the root", source: organizations, read },
    "organizations.policies.scp": { value: 10000, unit: "policies per organization", source: organizations, read },
    "organizations.policies.other": { value: 1000, unit: "policies of a type", source: organizations, read },
    "organizations.size.scp": { value: 10240, unit: "characters", source: organizationsMay2026, read },
    "organizations.size.rcp": { value: 5120, unit: "characters", source: organizations, read },
    "organizations.size.aiOptOut": { value: 2500, unit: "characters", source: organizations, read },
    "organizations.size.other": { value: 10000, unit: "characters", source: organizations, read },
    "organizations.attached.scp": { value: 10, unit: "policies per target", source: organizationsMay2026, read },
    "organizations.attached.rcp": { value: 5, unit: "policies per target", source: organizations, ...unverified },
    "organizations.attached.aiOptOut": { value: 5, unit: "policies per target", source: organizations, ...unverified },
    "organizations.attached.other": { value: 10, unit: "policies per target", source: organizations, ...unverified },

    "iam.roles": { value: 1000, unit: "roles per account", source: iam, read },
    "iam.users": { value: 5000, unit: "users per account", source: iam, ...unverified },
    "iam.instanceProfiles": { value: 1000, unit: "instance profiles per account", source: iam, ...unverified },
    "iam.policies": { value: 1500, unit: "customer managed policies per account", source: iam, read },
    "iam.policiesPerRole": { value: 10, unit: "managed policies per role", source: iam, read },
    "iam.accessKeysPerUser": { value: 2, unit: "access keys per user", source: iam, ...unverified },
    "iam.size.policy": { value: 6144, unit: "characters without white space", source: iam, read },
    "iam.size.trust": { value: 2048, unit: "characters without white space", source: iam, read },
    "iam.size.roleInline": { value: 10240, unit: "characters without white space, all together", source: iam, read },

    "ram.shares": { value: 25000, unit: "resource shares per Region", source: ram, read },
    "ram.resourcesPerShare": { value: 5000, unit: "resource associations per share", source: ram, read },
    "ram.principalsPerShare": { value: 5000, unit: "principal associations per share", source: ram, read },

    "kms.keys": { value: 100000, unit: "customer managed keys per Region", source: kms, ...unverified },
    "kms.aliasesPerKey": { value: 50, unit: "aliases per key", source: kms, ...unverified },
    "kms.size.policy": { value: 32768, unit: "bytes", source: kms, ...unverified },

    "events.buses": { value: 100, unit: "event buses per Region", source: events, read },
    "events.rulesPerBus": { value: 300, unit: "rules per event bus", source: events, read },
    "events.wildcardRulesPerBus": { value: 30, unit: "rules with wildcards per event bus", source: events, read },
    "events.targetsPerRule": { value: 5, unit: "targets per rule", source: events, read },
    "events.size.pattern": { value: 2048, unit: "characters", source: events, read },
    "events.size.busPolicy": { value: 10240, unit: "characters", source: events, read },

    "sqs.size.message": { value: 1048576, unit: "bytes", source: sqs, read },
    "sqs.policy.statements": { value: 20, unit: "statements per queue policy", source: sqs, read },

    "s3.buckets": { value: 10000, unit: "general purpose buckets per account", source: s3, ...unverified },
    "s3.size.bucketPolicy": { value: 20480, unit: "bytes", source: s3Policy, ...unverified },

    "codeartifact.domains": { value: 10, unit: "domains per Region", source: codeartifact, read },
    "codeartifact.repositories": { value: 1000, unit: "repositories per domain", source: codeartifact, read },
    "codeartifact.upstreams": { value: 10, unit: "direct upstreams per repository", source: codeartifact, read },
    "codeartifact.size.policy": { value: 7168, unit: "bytes", source: codeartifactPolicy, read },

    "vpc.vpcs": { value: 5, unit: "VPCs per Region", source: vpc, ...unverified },
    "vpc.subnetsPerVpc": { value: 200, unit: "subnets per VPC", source: vpc, ...unverified },
    "vpc.internetGateways": { value: 5, unit: "internet gateways per Region", source: vpc, ...unverified },
    "vpc.natGatewaysPerZone": { value: 5, unit: "NAT gateways per Availability Zone", source: vpc, ...unverified },
    "vpc.routeTables": { value: 200, unit: "route tables per VPC", source: vpc, ...unverified },
    "vpc.routesPerTable": { value: 500, unit: "routes per route table", source: vpc, ...unverified },
    "vpc.securityGroups": { value: 2500, unit: "security groups per Region", source: vpc, ...unverified },
    "vpc.rulesPerSecurityGroup": {
        value: 60,
        unit: "rules per security group and direction",
        source: vpc,
        ...unverified,
    },
    "vpc.gatewayEndpoints": { value: 20, unit: "gateway endpoints per Region", source: vpc, ...unverified },
    "vpc.interfaceEndpointsPerVpc": { value: 50, unit: "interface endpoints per VPC", source: vpc, ...unverified },
    "ec2.elasticIps": { value: 5, unit: "Elastic IP addresses per Region", source: vpc, ...unverified },
    "ec2.launchTemplates": { value: 5000, unit: "launch templates per Region", source: ec2, ...unverified },
    "autoscaling.groups": { value: 500, unit: "Auto Scaling groups per Region", source: autoscaling, ...unverified },
} as const satisfies { readonly [name: string]: Quota };

export type QuotaName = keyof typeof table;

export const quotas: { readonly [name in QuotaName]: Quota } = table;

/**
 * What AWS has granted to a simulated company on request, since one that runs a landing zone asks for these first: with the
 * defaults, an eleventh account or a third environment with a NAT gateway per zone would be refused. Start the simulator with
 * `--quota ec2.elasticIps=5` to see the default at work.
 */
export const granted: { readonly [name in QuotaName]?: number } = {
    "organizations.accounts": 10_000,
    "vpc.vpcs": 50,
    "vpc.internetGateways": 50,
    "vpc.natGatewaysPerZone": 50,
    "ec2.elasticIps": 100,
};

const raised = new WeakMap<World, ReadonlyMap<string, number>>();

/** The value in force in a simulated AWS: what was granted to it on request, or the default. */
export function quota(name: QuotaName, world?: World): number {
    return (world && raised.get(world)?.get(name)) ?? quotas[name].value;
}

/** Grants other values to one simulated AWS, as a request to Service Quotas would. Throws on a name that does not exist. */
export function raiseQuotas(world: World, values: { readonly [name: string]: number }): void {
    const unknown = Object.keys(values).filter((name) => !(name in quotas));
    if (unknown.length > 0) {
        const allowed = Object.keys(quotas).join(", ");
        throw new Error(`quotas: ${unknown.join(", ")} is not a quota; the simulator knows ${allowed}`);
    }
    raised.set(world, new Map([...(raised.get(world) ?? []), ...Object.entries(values)]));
}
