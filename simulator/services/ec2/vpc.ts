import { z } from "zod";
import { cidrProblem } from "../../checks/cidr";
import type { Call } from "../../kernel/model";
import { hex, type Properties } from "../../kernel/values";
import type { Entity } from "../../kernel/world";
import { quota } from "../../quotas";
import { ec2Model, oneOf, text } from "./inputs";
import { ec2Arn, subnetsOf } from "./lookup";
import { internetGatewayType, routeTableType, securityGroupType, vpcEndpointType, vpcType } from "./types";

// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html: a block between /16 and /28. AWS would quietly turn
// 10.0.1.0/16 into 10.0.0.0/16; the provider refuses host bits instead.
const lengths = { shortest: 16, longest: 28 };

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html */
export const vpc = ec2Model({
    type: vpcType,
    operations: { create: "CreateVpc", update: "ModifyVpcAttribute", remove: "DeleteVpc", read: "DescribeVpcs" },
    schema: z.looseObject({
        cidrBlock: z.string().optional(),
        enableDnsHostnames: z.boolean().optional(),
        enableDnsSupport: z.boolean().optional(),
        enableNetworkAddressUsageMetrics: z.boolean().optional(),
        instanceTenancy: z.enum(["default", "dedicated"], 'is "default" or "dedicated"').optional(),
        ipv4NetmaskLength: z.int().min(lengths.shortest).max(lengths.longest).optional(),
    }),
    defaults: { enableDnsSupport: true, instanceTenancy: "default" },
    taggable: true,
    replaceOnChange: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
    computed: [
        "arn",
        "cidrBlock",
        "defaultNetworkAclId",
        "defaultRouteTableId",
        "defaultSecurityGroupId",
        "dhcpOptionsId",
        "enableDnsHostnames",
        "enableNetworkAddressUsageMetrics",
        "ipv6AssociationId",
        "ipv6CidrBlock",
        "ipv6CidrBlockNetworkBorderGroup",
        "mainRouteTableId",
        "ownerId",
    ],
    recomputed: {
        ipv6AssociationId: ["assignGeneratedIpv6CidrBlock", "ipv6IpamPoolId", "ipv6CidrBlock"],
        ipv6CidrBlock: ["assignGeneratedIpv6CidrBlock", "ipv6IpamPoolId"],
        ipv6CidrBlockNetworkBorderGroup: ["assignGeneratedIpv6CidrBlock"],
    },
    check(inputs) {
        const block = text(inputs, "cidrBlock");
        const problem = block === undefined ? undefined : cidrProblem(block, "ipv4", lengths);
        return [
            ...oneOf(inputs, ["cidrBlock", "ipv4IpamPoolId"]),
            ...(problem === undefined ? [] : [{ property: "cidrBlock", reason: `InvalidVpc.Range: ${problem}` }]),
        ];
    },
    create(call, inputs) {
        const most = quota("vpc.vpcs", call.world);
        if (call.world.list(vpcType, call.scope).length >= most) {
            call.fail(
                "VpcLimitExceeded",
                `The maximum number of VPCs has been reached (${most} in ${call.scope.region}).`,
            );
        }
        const { account, region } = call.scope;
        const id = call.world.newId("vpc-", call.urn);
        // Every VPC comes with these three: https://docs.aws.amazon.com/vpc/latest/userguide/how-it-works.html
        const mainRouteTableId = call.world.newId("rtb-", `${call.urn} main`);
        return {
            id,
            outputs: {
                arn: ec2Arn(call.scope, `vpc/${id}`),
                cidrBlock:
                    inputs["cidrBlock"] ?? blockFromPool(id, Number(inputs["ipv4NetmaskLength"] ?? lengths.shortest)),
                defaultNetworkAclId: call.world.newId("acl-", `${call.urn} default`),
                defaultRouteTableId: mainRouteTableId,
                defaultSecurityGroupId: call.world.newId("sg-", `${call.urn} default`),
                dhcpOptionsId: `dopt-${hex(`${account}/${region}`, 17)}`,
                enableDnsHostnames: inputs["enableDnsHostnames"] ?? false,
                enableNetworkAddressUsageMetrics: inputs["enableNetworkAddressUsageMetrics"] ?? false,
                ...ipv6(call, inputs, id),
                mainRouteTableId,
                ownerId: account,
            },
        };
    },
    update(call, current, inputs) {
        // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcTenancy.html
        if (
            current.inputs["instanceTenancy"] !== inputs["instanceTenancy"] &&
            inputs["instanceTenancy"] === "dedicated"
        ) {
            call.operation("ModifyVpcTenancy");
            call.fail(
                "InvalidParameterValue",
                "Value (dedicated) for parameter instanceTenancy is invalid: only default.",
            );
        }
        return ipv6(call, inputs, current.id);
    },
    retriedOnRemove: ["DependencyViolation"],
    remove(call, current) {
        const left = dependents(call, current);
        if (left.length > 0) {
            call.fail(
                "DependencyViolation",
                `The vpc '${current.id}' has dependencies and cannot be deleted (${left.join(", ")}).`,
            );
        }
    },
});

/** Amazon gives a /56 of its own: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#vpc-sizing-ipv6 */
function ipv6(call: Call, inputs: Properties, id: string): Properties {
    const asked = inputs["assignGeneratedIpv6CidrBlock"] === true || inputs["ipv6IpamPoolId"] !== undefined;
    const given = text(inputs, "ipv6CidrBlock");
    const [high, low] = [hex(`${id} ipv6`, 4), hex(`${id} ipv6 low`, 2)];
    const block = given ?? (asked ? `2600:1f1${high[0]}:1${high.slice(1)}:${low}00::/56` : "");
    return {
        ipv6AssociationId: block === "" ? "" : `vpc-cidr-assoc-${hex(`${id} ${block}`, 17)}`,
        ipv6CidrBlock: block,
        ipv6CidrBlockNetworkBorderGroup:
            text(inputs, "ipv6CidrBlockNetworkBorderGroup") ?? (block === "" ? "" : call.scope.region),
    };
}

/** What keeps a VPC: https://docs.aws.amazon.com/vpc/latest/userguide/delete-vpc.html */
function dependents(call: Call, vpc: Entity): string[] {
    const inside = [internetGatewayType, routeTableType, securityGroupType, vpcEndpointType].flatMap((type) =>
        call.world.list(type).filter((record) => record.outputs["vpcId"] === vpc.id),
    );
    return [...subnetsOf(call.world, vpc.id), ...inside].map(({ id }) => id);
}

/** IPAM is not modelled: a pool hands out any block of the size asked for. */
function blockFromPool(seed: string, length: number): string {
    return `10.${Number.parseInt(hex(seed, 2), 16)}.0.0/${length}`;
}
