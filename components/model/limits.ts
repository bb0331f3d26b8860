/** A quota of AWS: dated data, since they change under our feet (SCP size and count doubled on 2026-05-15). */
export interface Limit {
    readonly value: number;
    readonly unit: string;
    /** The AWS page the value was read from. */
    readonly source: string;
    /** The day it was read. */
    readonly read: string;
}

const organizationsLimits = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html";
const vpcLimits = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";
const vpcSizing = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html";

const limit = (value: number, unit: string, source: string, read = "2026-11-21"): Limit => ({
    value,
    unit,
    source,
    read,
});

export const limits = {
    organizationalUnitDepth: limit(5, "levels below the root", organizationsLimits),
    accountNameLength: limit(50, "characters", organizationsLimits),
    organizationalUnitNameLength: limit(128, "characters", organizationsLimits),
    concurrentAccountCreations: limit(5, "accounts in creation at once", organizationsLimits),
    serviceControlPolicySize: limit(10_240, "characters", organizationsLimits),
    serviceControlPoliciesPerTarget: limit(
        10,
        "policies per root, unit or account, FullAWSAccess included",
        organizationsLimits,
    ),
    vpcSmallestPrefix: limit(16, "prefix length of the largest range of a VPC", vpcSizing),
    subnetLargestPrefix: limit(28, "prefix length of the smallest subnet", vpcSizing),
    subnetReservedAddresses: limit(5, "addresses AWS keeps in every subnet", vpcSizing),
    subnetsPerVpc: limit(200, "subnets per VPC", vpcLimits),
} as const satisfies { readonly [name: string]: Limit };

/**
 * Ours, not AWS's: every provider is a process of 170 to 430 MB (pulumi-aws issues 5226 and 5860), so a stack that needs more
 * than this is split instead.
 */
export const providersPerStack = 8;
