import * as aws from "@pulumi/aws";
// The package as a whole loads the Docker SDK too, 0.1 s at every start.
import { Vpc } from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedTier, SubnetPlan, TierType } from "../model/subnetPlan";
import { TierShare } from "./tierShare";

export type NatGateways = "none" | "single" | "per-zone";

export interface SharedVpcArgs {
    /** Finished address plan; see components/model/subnetPlan. */
    readonly plan: SubnetPlan;
    /** Names of the plan's zones in the owning account, in the plan's order: awsx takes names only, and they differ per account. */
    readonly availabilityZoneNames: readonly string[];
    readonly region: string;
    /** Id of the account that owns the VPC, for the ARNs of its subnets. */
    readonly ownerAccountId: string;
    /** How private tiers reach the internet. Each gateway costs about 33 USD a month plus traffic. */
    readonly natGateways: NatGateways;
    /** Names of the tiers that are shared. */
    readonly sharedTiers: readonly string[];
    /** Who they are shared with: ARNs of organizational units of the own organization. */
    readonly principals: readonly pulumi.Input<string>[];
}

const subnetTypes = {
    public: "Public",
    private: "Private",
    isolated: "Isolated",
} as const satisfies { [type in TierType]: string };

const natStrategies = {
    none: "None",
    single: "Single",
    "per-zone": "OnePerAz",
} as const satisfies { [choice in NatGateways]: string };

/**
 * One VPC for an environment, on `awsx.ec2.Vpc` with every range fixed by the plan: a subnet per tier and zone, internet and NAT
 * gateways, gateway endpoints for S3 and DynamoDB (free), an emptied default security group; its shared tiers are handed to the
 * principals through RAM, never to anybody outside the organization.
 */
export class SharedVpc extends pulumi.ComponentResource {
    public readonly vpcId: pulumi.Output<string>;
    /** Subnet ids by tier, in the order of the zones. */
    public readonly subnetIds: { readonly [tier: string]: readonly pulumi.Output<string>[] };
    /** ARNs of the resource shares by tier. */
    public readonly shareArns: { readonly [tier: string]: pulumi.Output<string> };

    constructor(name: string, args: SharedVpcArgs, opts?: pulumi.ComponentResourceOptions) {
        super("landingzone:network:SharedVpc", name, {}, opts);

        const vpc = this.vpc(name, args);
        this.vpcId = vpc.vpcId;
        this.subnetIds = subnetIds(vpc, args.plan);
        this.emptyDefaultSecurityGroup(name);
        this.shareArns = this.share(name, args);

        this.registerOutputs({ vpcId: this.vpcId, subnetIds: this.subnetIds, shareArns: this.shareArns });
    }

    private vpc(name: string, { plan, availabilityZoneNames, natGateways, region }: SharedVpcArgs): Vpc {
        return new Vpc(
            name,
            {
                cidrBlock: plan.cidr,
                availabilityZoneNames: [...availabilityZoneNames],
                enableDnsSupport: true,
                enableDnsHostnames: true,
                // Auto accepts the free room that the plan keeps between subnets; Exact refuses any gap.
                subnetStrategy: "Auto",
                subnetSpecs: plan.tiers.map((tier) => ({
                    name: tier.name,
                    type: subnetTypes[tier.type],
                    cidrBlocks: tier.subnets.map((subnet) => subnet.cidr),
                    tags: { tier: tier.name },
                })),
                // Without it a gateway endpoint is attached to no route table, and so serves nobody.
                vpcEndpointStrategy: "Auto",
                natGateways: { strategy: natStrategies[natGateways] },
                vpcEndpointSpecs: ["s3", "dynamodb"].map((service) => ({
                    serviceName: `com.amazonaws.${region}.${service}`,
                    vpcEndpointType: "Gateway",
                })),
            },
            { parent: this },
        );
    }

    /** AWS fills the default group with a rule that admits its members; adopted without rules it admits nobody. Security Hub EC2.2. */
    private emptyDefaultSecurityGroup(name: string): void {
        new aws.ec2.DefaultSecurityGroup(
            `${name}-default`,
            { vpcId: this.vpcId, ingress: [], egress: [], tags: { Name: `${name}-default-unused` } },
            { parent: this },
        );
    }

    private share(name: string, args: SharedVpcArgs): { [tier: string]: pulumi.Output<string> } {
        const shares = args.sharedTiers.map((tier) => {
            const share = new TierShare(
                `${name}-${tier}`,
                {
                    subnetArns: (this.subnetIds[tier] ?? []).map(
                        (id) => pulumi.interpolate`arn:aws:ec2:${args.region}:${args.ownerAccountId}:subnet/${id}`,
                    ),
                    principals: args.principals,
                },
                { parent: this },
            );
            return [tier, share.arn] as const;
        });
        return Object.fromEntries(shares);
    }
}

/**
 * awsx lists the subnets of each type zone by zone, within a zone in the order of the specs. They are taken from the lists of
 * resources, not from the lists of ids: one new subnet makes a whole list of ids unknown at preview, and every share of an old
 * subnet with it. That each is the one that was planned is checked by its range, since a share of the wrong tier is a breach.
 */
function subnetIds(vpc: Vpc, plan: SubnetPlan): { [tier: string]: pulumi.Output<string>[] } {
    const lists = { public: vpc.publicSubnets, private: vpc.privateSubnets, isolated: vpc.isolatedSubnets };
    const idsOf = (tier: PlannedTier): pulumi.Output<string>[] => {
        const peers = plan.tiers.filter((other) => other.type === tier.type);
        const position = peers.indexOf(tier);
        return tier.subnets.map(({ cidr }, zone) =>
            lists[tier.type].apply((subnets) => {
                const subnet = subnets[zone * peers.length + position];
                if (subnet === undefined) throw new Error(`awsx.ec2.Vpc made no subnet ${cidr} for tier ${tier.name}`);
                return pulumi.all([subnet.id, subnet.cidrBlock]).apply(([id, found]) => {
                    if (found === cidr) return id;
                    throw new Error(`awsx.ec2.Vpc answered with ${found} in the place of ${cidr} of tier ${tier.name}`);
                });
            }),
        );
    };
    return Object.fromEntries(plan.tiers.map((tier) => [tier.name, idsOf(tier)]));
}
