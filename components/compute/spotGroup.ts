import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { InstanceRole } from "./instanceRole";

export interface SpotGroupArgs {
    readonly vpcId: pulumi.Input<string>;
    /** Subnets in two zones or more: each instance type in each zone is a Spot pool of its own. */
    readonly subnetIds: readonly pulumi.Input<string>[];
    /** At least two, of one architecture and about one size. */
    readonly instanceTypes: readonly string[];
    readonly architecture: "arm64" | "x86_64";
    readonly minSize: number;
    readonly maxSize: number;
    /** Instances that are On-Demand always. */
    readonly onDemandBase: number;
    /** Share of On-Demand above the base, 0 to 100 percent. */
    readonly onDemandPercentage: number;
    /** Tags of the group, its instances and volumes: an Auto Scaling group does not hand on a provider's default tags. */
    readonly tags: { readonly [key: string]: string };
}

/**
 * A Spot-first Auto Scaling group without load balancer: launch template (IMDSv2 with one hop, encrypted gp3, no public address,
 * no key pair, Amazon Linux 2023 by its public parameter), a security group that admits nobody and lets HTTPS out, a role for
 * Systems Manager, and a mixed-instances policy that follows price and capacity and rebalances before an interruption.
 * Costs what its instances and volumes cost.
 */
export class SpotGroup extends pulumi.ComponentResource {
    public readonly groupName: pulumi.Output<string>;
    public readonly securityGroupId: pulumi.Output<string>;
    public readonly roleName: pulumi.Output<string>;

    constructor(name: string, args: SpotGroupArgs, opts?: pulumi.ComponentResourceOptions) {
        super("landingzone:compute:SpotGroup", name, {}, opts);

        const role = new InstanceRole(name, { parent: this });
        const securityGroup = this.securityGroup(name, args);
        const template = this.launchTemplate(name, args, role, securityGroup);
        const group = this.group(name, args, template);
        this.groupName = group.name;
        this.securityGroupId = securityGroup.id;
        this.roleName = role.roleName;

        this.registerOutputs({
            groupName: this.groupName,
            securityGroupId: this.securityGroupId,
            roleName: this.roleName,
        });
    }

    private securityGroup(name: string, args: SpotGroupArgs): aws.ec2.SecurityGroup {
        const group = new aws.ec2.SecurityGroup(
            name,
            { vpcId: args.vpcId, description: `Instances of ${name}`, tags: { Name: name } },
            { parent: this },
        );
        new aws.vpc.SecurityGroupEgressRule(
            `${name}-https`,
            {
                securityGroupId: group.id,
                description: "HTTPS to AWS endpoints and package sources",
                ipProtocol: "tcp",
                fromPort: 443,
                toPort: 443,
                cidrIpv4: "0.0.0.0/0",
            },
            { parent: this },
        );
        return group;
    }

    private launchTemplate(
        name: string,
        args: SpotGroupArgs,
        role: InstanceRole,
        securityGroup: aws.ec2.SecurityGroup,
    ): aws.ec2.LaunchTemplate {
        const tags = { ...args.tags, Name: name };
        return new aws.ec2.LaunchTemplate(
            name,
            {
                // Resolved at each launch, so new instances get the current image without a change here.
                imageId: `resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${args.architecture}`,
                updateDefaultVersion: true,
                iamInstanceProfile: { arn: role.instanceProfileArn },
                // No market options: the group's mixed-instances policy decides, and AWS refuses both.
                metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
                networkInterfaces: [
                    {
                        deviceIndex: 0,
                        associatePublicIpAddress: "false",
                        deleteOnTermination: "true",
                        securityGroups: [securityGroup.id],
                    },
                ],
                blockDeviceMappings: [
                    {
                        deviceName: "/dev/xvda",
                        ebs: { volumeType: "gp3", volumeSize: 20, encrypted: "true", deleteOnTermination: "true" },
                    },
                ],
                tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
                    resourceType,
                    tags,
                })),
                tags: { Name: name },
            },
            { parent: this },
        );
    }

    private group(name: string, args: SpotGroupArgs, template: aws.ec2.LaunchTemplate): aws.autoscaling.Group {
        return new aws.autoscaling.Group(
            name,
            {
                vpcZoneIdentifiers: [...args.subnetIds],
                minSize: args.minSize,
                maxSize: args.maxSize,
                healthCheckType: "EC2",
                // Starts a replacement on the rebalance recommendation, before the two-minute notice.
                capacityRebalance: true,
                mixedInstancesPolicy: {
                    instancesDistribution: {
                        onDemandBaseCapacity: args.onDemandBase,
                        onDemandPercentageAboveBaseCapacity: args.onDemandPercentage,
                        onDemandAllocationStrategy: "prioritized",
                        // Left out, AWS takes lowest-price: the pools that are interrupted most.
                        spotAllocationStrategy: "price-capacity-optimized",
                    },
                    launchTemplate: {
                        launchTemplateSpecification: {
                            launchTemplateId: template.id,
                            version: pulumi.interpolate`${template.latestVersion}`,
                        },
                        overrides: args.instanceTypes.map((instanceType) => ({ instanceType })),
                    },
                },
                tags: Object.entries({ ...args.tags, Name: name }).map(([key, value]) => ({
                    key,
                    value,
                    propagateAtLaunch: true,
                })),
            },
            // Scaling changes it while the group runs.
            { parent: this, ignoreChanges: ["desiredCapacity"] },
        );
    }
}
