import type { Arn } from "../../checks/arn";

/**
 * What RAM can share, for the services that the simulator models; of others it knows nothing and says nothing.
 * https://docs.aws.amazon.com/ram/latest/userguide/shareable.html
 */
const shareable: { readonly [service: string]: readonly string[] } = {
    autoscaling: [],
    codeartifact: [],
    ec2: [
        "capacity-block",
        "capacity-reservation",
        "coip-pool",
        "dedicated-host",
        "image",
        "ipam-pool",
        "ipam-resource-discovery",
        "ipam-scope",
        "local-gateway-route-table",
        "placement-group",
        "prefix-list",
        "security-group",
        "subnet",
        "traffic-mirror-target",
        "transit-gateway",
        "transit-gateway-multicast-domain",
        "verified-access-group",
    ],
    iam: [],
    kms: [],
    organizations: [],
    sqs: [],
};

/** Shared within the organization only: the same page, column "can share with accounts outside". */
const insideOnly = new Set(["subnet", "security-group"]);

/** Types whose records are looked up: the resource must exist. */
const modelled: { readonly [kind: string]: string } = {
    subnet: "aws:ec2/subnet:Subnet",
    "security-group": "aws:ec2/securityGroup:SecurityGroup",
};

export function isShareable(arn: Arn): boolean {
    const kinds = shareable[arn.service];
    return kinds === undefined || kinds.includes(kindOf(arn));
}

export function isInsideOnly(arn: Arn): boolean {
    return arn.service === "ec2" && insideOnly.has(kindOf(arn));
}

/** Pulumi type and id under which a resource of this ARN is kept, where its type is modelled. */
export function recordOf(arn: Arn): { readonly type: string; readonly id: string } | undefined {
    const type = arn.service === "ec2" ? modelled[kindOf(arn)] : undefined;
    return type === undefined ? undefined : { type, id: arn.resource.slice(kindOf(arn).length + 1) };
}

function kindOf(arn: Arn): string {
    return arn.resource.split(/[/:]/)[0] ?? "";
}
