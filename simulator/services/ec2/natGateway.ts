import { z } from "zod";
import { addressAt, cidrContains } from "../../checks/cidr";
import { NotModelled } from "../../kernel/errors";
import type { Call, Problem } from "../../kernel/model";
import { hex, type Properties } from "../../kernel/values";
import type { Entity } from "../../kernel/world";
import { quota } from "../../quotas";
import { gatewayWith } from "./eip";
import { ec2Model, given, text, texts } from "./inputs";
import { ownSubnet } from "./lookup";
import { eipType, natGatewayType, subnetType } from "./types";

/**
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html
 * That a public gateway needs an internet gateway in its VPC is found by AWS only while the gateway starts, which may be
 * before the internet gateway of the same run is attached; the simulator does not check it.
 */
export const natGateway = ec2Model({
    type: natGatewayType,
    operations: {
        create: "CreateNatGateway",
        update: "AssociateNatGatewayAddress",
        remove: "DeleteNatGateway",
        read: "DescribeNatGateways",
    },
    schema: z.looseObject({
        subnetId: z.string().optional(),
        allocationId: z.string().optional(),
        availabilityMode: z.enum(["zonal", "regional"], 'is "zonal" or "regional"').optional(),
        connectivityType: z.enum(["public", "private"], 'is "public" or "private"').optional(),
        privateIp: z.ipv4("is an IPv4 address").optional(),
    }),
    defaults: { connectivityType: "public" },
    taggable: true,
    replaceOnChange: ["allocationId", "availabilityMode", "connectivityType", "privateIp", "subnetId", "vpcId"],
    computed: [
        "associationId",
        "autoProvisionZones",
        "autoScalingIps",
        "availabilityMode",
        "networkInterfaceId",
        "privateIp",
        "publicIp",
        "regionalNatGatewayAddresses",
        "regionalNatGatewayAutoMode",
        "routeTableId",
        "secondaryAllocationIds",
        "secondaryPrivateIpAddressCount",
        "secondaryPrivateIpAddresses",
        "vpcId",
    ],
    check: addressProblems,
    create(call, inputs) {
        if (inputs["availabilityMode"] === "regional") throw new NotModelled("regional NAT gateways");
        const subnet = ownSubnet(call, String(inputs["subnetId"]));
        refuseTooMany(call, subnet);
        const allocations = [text(inputs, "allocationId") ?? [], texts(inputs["secondaryAllocationIds"])].flat();
        const addresses = allocations.map((id) => freeAllocation(call, id));
        const id = call.world.newId("nat-", call.urn);
        const block = String(subnet.outputs["cidrBlock"]);
        const privateIp = text(inputs, "privateIp") ?? addressAt(block, 4 + (Number.parseInt(hex(id, 4), 16) % 11));
        if (!cidrContains(block, `${privateIp}/32`)) {
            call.fail(
                "InvalidParameterValue",
                `Address ${privateIp} does not fall within the subnet's address range ${block}`,
            );
        }
        return {
            id,
            outputs: {
                associationId: addresses.length === 0 ? "" : `eipassoc-${hex(id, 17)}`,
                autoProvisionZones: "",
                autoScalingIps: "",
                availabilityMode: "zonal",
                networkInterfaceId: `eni-${hex(id, 17)}`,
                privateIp,
                publicIp: addresses[0]?.outputs["publicIp"] ?? "",
                regionalNatGatewayAddresses: [],
                regionalNatGatewayAutoMode: "",
                routeTableId: "",
                secondaryAllocationIds: inputs["secondaryAllocationIds"] ?? [],
                secondaryPrivateIpAddressCount: inputs["secondaryPrivateIpAddressCount"] ?? 0,
                secondaryPrivateIpAddresses: inputs["secondaryPrivateIpAddresses"] ?? [],
                vpcId: String(subnet.inputs["vpcId"]),
            },
        };
    },
    update(call, current, inputs) {
        const held = texts(current.inputs["secondaryAllocationIds"]);
        for (const id of texts(inputs["secondaryAllocationIds"])) if (!held.includes(id)) freeAllocation(call, id);
        return {};
    },
});

function addressProblems(inputs: Properties): Problem[] {
    const problems: Problem[] = [];
    const regional = inputs["availabilityMode"] === "regional";
    if (!regional && !given(inputs, "subnetId")) {
        problems.push({ property: "subnetId", reason: "a zonal NAT gateway needs the subnet it stands in" });
    }
    if (regional) return problems;
    if (inputs["connectivityType"] === "public" && !given(inputs, "allocationId")) {
        problems.push({
            property: "allocationId",
            reason: "a public NAT gateway needs the allocation id of an Elastic IP address",
        });
    }
    if (inputs["connectivityType"] === "private" && given(inputs, "allocationId")) {
        problems.push({
            property: "allocationId",
            reason: "a private NAT gateway takes no Elastic IP address; leave it out",
        });
    }
    return problems;
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-gateways: counted per zone. */
function refuseTooMany(call: Call, subnet: Entity): void {
    const zone = subnet.outputs["availabilityZoneId"];
    const inZone = call.world
        .list(natGatewayType, call.scope)
        .map(({ inputs }) => call.world.get(subnetType, call.scope, String(inputs["subnetId"])))
        .filter((other) => other?.outputs["availabilityZoneId"] === zone);
    const most = quota("vpc.natGatewaysPerZone", call.world);
    if (inZone.length < most) return;
    call.fail(
        "NatGatewayLimitExceeded",
        `The maximum number of NAT gateways in ${String(zone)} has been reached (${most}).`,
    );
}

function freeAllocation(call: Call, id: string): Entity {
    const address = call.world.get(eipType, call.scope, id);
    if (address === undefined) {
        call.fail("InvalidAllocationID.NotFound", `The allocation ID '${id}' does not exist`);
    }
    const holder = gatewayWith(call.world, id);
    if (holder !== undefined) {
        call.fail("Resource.AlreadyAssociated", `Elastic IP address [${id}] is already associated (with ${holder.id})`);
    }
    return address;
}
