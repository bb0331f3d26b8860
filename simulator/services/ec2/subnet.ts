import { z } from "zod";
import { cidrContains, cidrProblem, cidrsOverlap } from "../../checks/cidr";
import { NotModelled } from "../../kernel/errors";
import type { Call } from "../../kernel/model";
import type { Properties } from "../../kernel/values";
import type { Entity } from "../../kernel/world";
import { quota } from "../../quotas";
import { isRegion, type Zone, zonesOf } from "../../zones";
import { holdersOfSubnet } from "./holders";
import { atMostOneOf, ec2Model, text } from "./inputs";
import { ec2Arn, ownVpc, rangesOf, subnetsOf } from "./lookup";
import { subnetType } from "./types";

// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
const lengths = { shortest: 16, longest: 28 };

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html */
export const subnet = ec2Model({
    type: subnetType,
    operations: {
        create: "CreateSubnet",
        update: "ModifySubnetAttribute",
        remove: "DeleteSubnet",
        read: "DescribeSubnets",
    },
    schema: z.looseObject({
        vpcId: z.string(),
        cidrBlock: z.string().optional(),
        availabilityZone: z.string().optional(),
        availabilityZoneId: z.string().optional(),
        assignIpv6AddressOnCreation: z.boolean().optional(),
        mapPublicIpOnLaunch: z.boolean().optional(),
        privateDnsHostnameTypeOnLaunch: z
            .enum(["ip-name", "resource-name"], 'is "ip-name" or "resource-name"')
            .optional(),
    }),
    defaults: {
        assignIpv6AddressOnCreation: false,
        enableDns64: false,
        enableResourceNameDnsARecordOnLaunch: false,
        enableResourceNameDnsAaaaRecordOnLaunch: false,
        ipv6Native: false,
        mapPublicIpOnLaunch: false,
    },
    taggable: true,
    replaceOnChange: [
        "availabilityZone",
        "availabilityZoneId",
        "cidrBlock",
        "ipv4IpamPoolId",
        "ipv4NetmaskLength",
        "ipv6Native",
        "outpostArn",
        "vpcId",
    ],
    computed: [
        "arn",
        "availabilityZone",
        "availabilityZoneId",
        "cidrBlock",
        "ipv6CidrBlock",
        "ipv6CidrBlockAssociationId",
        "ownerId",
        "privateDnsHostnameTypeOnLaunch",
    ],
    check(inputs) {
        const block = text(inputs, "cidrBlock");
        const problem = block === undefined ? undefined : cidrProblem(block, "ipv4", lengths);
        return [
            ...atMostOneOf(inputs, ["availabilityZone", "availabilityZoneId"]),
            ...(problem === undefined ? [] : [{ property: "cidrBlock", reason: `InvalidSubnet.Range: ${problem}` }]),
        ];
    },
    create(call: Call, inputs) {
        const vpc = ownVpc(call, String(inputs["vpcId"]));
        const block = text(inputs, "cidrBlock");
        if (block === undefined) {
            if (inputs["ipv4IpamPoolId"] !== undefined) throw new NotModelled("subnets with a block from an IPAM pool");
            call.fail("MissingParameter", "Either 'cidrBlock' or 'ipv6CidrBlock' should be provided.");
        }
        placeInVpc(call, vpc, block);
        const zone = zoneFor(call, inputs);
        const id = call.world.newId("subnet-", call.urn);
        return {
            id,
            outputs: {
                arn: ec2Arn(call.scope, `subnet/${id}`),
                availabilityZone: zone.name,
                availabilityZoneId: zone.zoneId,
                cidrBlock: block,
                ipv6CidrBlock: inputs["ipv6CidrBlock"] ?? "",
                ipv6CidrBlockAssociationId: "",
                ownerId: call.scope.account,
                privateDnsHostnameTypeOnLaunch: inputs["privateDnsHostnameTypeOnLaunch"] ?? "ip-name",
            },
        };
    },
    update: () => ({}),
    retriedOnRemove: ["DependencyViolation"],
    remove(call, current) {
        const holders = holdersOfSubnet(call.world, current.id);
        if (holders.length === 0) return;
        call.fail(
            "DependencyViolation",
            `The subnet '${current.id}' has dependencies and cannot be deleted (${holders.join(", ")}).`,
        );
    },
});

function placeInVpc(call: Call, vpc: Entity, block: string): void {
    const neighbours = subnetsOf(call.world, vpc.id);
    const most = quota("vpc.subnetsPerVpc", call.world);
    if (neighbours.length >= most) {
        call.fail("SubnetLimitExceeded", `The maximum number of subnets of ${vpc.id} has been reached (${most}).`);
    }
    const ranges = rangesOf(call.world, vpc);
    if (!ranges.some((range) => cidrContains(range, block))) {
        call.fail(
            "InvalidSubnet.Range",
            `The CIDR '${block}' is invalid: it does not lie in ${ranges.join(", ")}, the range of ${vpc.id}.`,
        );
    }
    const other = neighbours.find((record) => cidrsOverlap(String(record.outputs["cidrBlock"]), block));
    if (other === undefined) return;
    const range = String(other.outputs["cidrBlock"]);
    call.fail("InvalidSubnet.Conflict", `The CIDR '${block}' conflicts with another subnet (${other.id}, ${range})`);
}

/** By name or id; AWS picks one where neither is given. */
function zoneFor(call: Call, inputs: Properties): Zone {
    const { account, region } = call.scope;
    if (!isRegion(region)) throw new NotModelled(`the zones of ${region}`);
    const zones = zonesOf(account, region);
    const name = text(inputs, "availabilityZone");
    const zoneId = text(inputs, "availabilityZoneId");
    const zone = zones.find(
        (candidate) =>
            (name === undefined || candidate.name === name) && (zoneId === undefined || candidate.zoneId === zoneId),
    );
    if (zone !== undefined) return zone;
    const parameter = name === undefined ? "availabilityZoneId" : "availabilityZone";
    const allowed = zones.map((candidate) => (name === undefined ? candidate.zoneId : candidate.name));
    call.fail(
        "InvalidParameterValue",
        `Value (${name ?? zoneId}) for parameter ${parameter} is invalid. Subnets can currently only be created in the ` +
            `following availability zones: ${allowed.join(", ")}.`,
    );
}
