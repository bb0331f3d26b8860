import { z } from "zod";
import type { Call } from "../../kernel/model";
import { hex } from "../../kernel/values";
import type { Entity } from "../../kernel/world";
import { zonesOf } from "../../zones";
import { ec2Model } from "./inputs";
import { ec2Arn } from "./lookup";
import { internetGatewayType, subnetType, vpcType } from "./types";

/**
 * Every account has a VPC in every Region, with a /20 in each zone and an internet gateway, until someone deletes it. It comes
 * into the simulated world when it is first asked for, and does not count as something a program left behind.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
 */
export function defaultVpc(call: Call): Entity {
    const { world, scope } = call;
    const existing = world.list(vpcType, scope).find(isDefault);
    if (existing !== undefined) return existing;
    const seed = `default vpc ${scope.account}/${scope.region}`;
    const id = `vpc-${hex(seed, 17)}`;
    const mainRouteTableId = `rtb-${hex(seed, 17)}`;
    const inputs = { cidrBlock: "172.31.0.0/16", enableDnsHostnames: true, enableDnsSupport: true };
    const common = { ownerId: scope.account, tags: {}, tagsAll: {}, region: scope.region };
    zonesOf(scope.account, scope.region).forEach((zone, index) => {
        const subnetId = `subnet-${hex(`${seed} ${zone.name}`, 17)}`;
        const given = {
            vpcId: id,
            cidrBlock: `172.31.${index * 16}.0/20`,
            availabilityZone: zone.name,
            mapPublicIpOnLaunch: true,
        };
        const arn = ec2Arn(scope, `subnet/${subnetId}`);
        const outputs = { ...common, ...given, arn, availabilityZoneId: zone.zoneId, ipv6CidrBlock: "" };
        world.put({ type: subnetType, id: subnetId, scope, inputs: given, outputs, given: true });
    });
    const igw = `igw-${hex(seed, 17)}`;
    const attached = { ...common, vpcId: id, arn: ec2Arn(scope, `internet-gateway/${igw}`) };
    world.put({ type: internetGatewayType, id: igw, scope, inputs: { vpcId: id }, outputs: attached, given: true });
    const outputs = {
        ...common,
        ...inputs,
        arn: ec2Arn(scope, `vpc/${id}`),
        defaultNetworkAclId: `acl-${hex(seed, 17)}`,
        defaultRouteTableId: mainRouteTableId,
        defaultSecurityGroupId: `sg-${hex(seed, 17)}`,
        dhcpOptionsId: `dopt-${hex(`${scope.account}/${scope.region}`, 17)}`,
        enableNetworkAddressUsageMetrics: false,
        instanceTenancy: "default",
        ipv6AssociationId: "",
        ipv6CidrBlock: "",
        ipv6CidrBlockNetworkBorderGroup: "",
        mainRouteTableId,
    };
    return world.put({ type: vpcType, id, scope, inputs, outputs, given: true });
}

/** The one that AWS made, and no program. */
export const isDefault = (record: Entity): boolean => record.given === true;

/** Adopts the default VPC; leaving it only forgets it, unless `forceDestroy` says otherwise. */
export const defaultVpcAdoption = ec2Model({
    type: "aws:ec2/defaultVpc:DefaultVpc",
    operations: {
        create: "DescribeVpcs",
        update: "ModifyVpcAttribute",
        remove: "DescribeVpcs",
        read: "DescribeVpcs",
    },
    schema: z.looseObject({}),
    defaults: { enableDnsHostnames: true, enableDnsSupport: true, forceDestroy: false },
    taggable: true,
    computed: [
        "arn",
        "cidrBlock",
        "defaultNetworkAclId",
        "defaultRouteTableId",
        "defaultSecurityGroupId",
        "dhcpOptionsId",
        "enableNetworkAddressUsageMetrics",
        "existingDefaultVpc",
        "instanceTenancy",
        "ipv6AssociationId",
        "ipv6CidrBlock",
        "ipv6CidrBlockNetworkBorderGroup",
        "mainRouteTableId",
        "ownerId",
    ],
    create(call, inputs) {
        const vpc = defaultVpc(call);
        const { tags: _, tagsAll: __, ...outputs } = vpc.outputs;
        return { id: vpc.id, outputs: { ...outputs, ...inputs, existingDefaultVpc: true } };
    },
    update: () => ({}),
});
