/** A limit of AWS: dated data, since they change under our feet (size and count of SCPs doubled on 2026-05-15). */
export interface Limit {
    readonly value: number;
    readonly unit: string;
    /** The AWS page the value was read from. */
    readonly source: string;
    /** ISO date on which the page was read; "unverified" where the value still waits for that. */
    readonly read: string;
}

const organizationsLimits = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html";
const organizationsApi = "https://docs.aws.amazon.com/organizations/latest/APIReference";
const vpcSizing = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html";

const limit = (value: number, unit: string, source: string, read = "2026-11-21"): Limit => ({
    value,
    unit,
    source,
    read,
});

export const limits = {
    organizationalUnitDepth: limit(5, "levels below the root", organizationsLimits),
    accountNameLength: limit(50, "characters", `${organizationsApi}/API_CreateAccount.html`, "unverified"),
    organizationalUnitNameLength: limit(
        128,
        "characters",
        `${organizationsApi}/API_CreateOrganizationalUnit.html`,
        "unverified",
    ),
    concurrentAccountCreations: limit(5, "accounts in creation at once", organizationsLimits),
    vpcSmallestPrefix: limit(16, "prefix length of the largest range of a VPC", vpcSizing),
    subnetLargestPrefix: limit(28, "prefix length of the smallest subnet", vpcSizing),
    subnetReservedAddresses: limit(5, "addresses AWS keeps in every subnet", vpcSizing),
} as const satisfies { readonly [name: string]: Limit };

/**
 * Ours, not AWS's: every provider is a process of 170 to 430 MB (pulumi-aws issues 5226 and 5860), so a stack that needs more
 * than this is split instead.
 */
export const providersPerStack = 8;
