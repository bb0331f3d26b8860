import { z } from "zod";
import { addressAt } from "../../checks/cidr";
import { hex } from "../../kernel/values";
import type { Entity, World } from "../../kernel/world";
import { quota } from "../../quotas";
import { atMostOneOf, ec2Model, texts } from "./inputs";
import { ec2Arn } from "./lookup";
import { eipType, natGatewayType } from "./types";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AllocateAddress.html */
export const eip = ec2Model({
    type: eipType,
    operations: {
        create: "AllocateAddress",
        update: "AssociateAddress",
        remove: "ReleaseAddress",
        read: "DescribeAddresses",
    },
    schema: z.looseObject({ domain: z.enum(["vpc", "standard"], 'is "vpc"').optional() }),
    taggable: true,
    replaceOnChange: [
        "address",
        "customerOwnedIpv4Pool",
        "domain",
        "ipamPoolId",
        "networkBorderGroup",
        "publicIpv4Pool",
    ],
    computed: [
        "allocationId",
        "arn",
        "associationId",
        "carrierIp",
        "customerOwnedIp",
        "domain",
        "instance",
        "ipamPoolId",
        "networkBorderGroup",
        "networkInterface",
        "privateDns",
        "privateIp",
        "ptrRecord",
        "publicDns",
        "publicIp",
        "publicIpv4Pool",
    ],
    check: (inputs) => atMostOneOf(inputs, ["instance", "networkInterface"]),
    create(call, inputs) {
        const most = quota("ec2.elasticIps", call.world);
        if (call.world.list(eipType, call.scope).length >= most) {
            call.fail(
                "AddressLimitExceeded",
                `The maximum number of addresses has been reached (${most} in ${call.scope.region}).`,
            );
        }
        const id = call.world.newId("eipalloc-", call.urn);
        const publicIp = standInAddress(id);
        return {
            id,
            outputs: {
                allocationId: id,
                arn: ec2Arn(call.scope, `elastic-ip/${id}`),
                associationId: "",
                carrierIp: "",
                customerOwnedIp: "",
                domain: inputs["domain"] ?? "vpc",
                instance: inputs["instance"] ?? "",
                ipamPoolId: inputs["ipamPoolId"] ?? "",
                networkBorderGroup: inputs["networkBorderGroup"] ?? call.scope.region,
                networkInterface: inputs["networkInterface"] ?? "",
                privateDns: "",
                privateIp: "",
                ptrRecord: "",
                publicDns: `ec2-${publicIp.replaceAll(".", "-")}.${call.scope.region}.compute.amazonaws.com`,
                publicIp,
                publicIpv4Pool: inputs["publicIpv4Pool"] ?? "amazon",
            },
        };
    },
    update: () => ({}),
    retriedOnRemove: ["InvalidIPAddress.InUse"],
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html
    remove(call, current) {
        const holder = gatewayWith(call.world, current.id);
        if (holder !== undefined) {
            const address = String(current.outputs["publicIp"]);
            call.fail("InvalidIPAddress.InUse", `Address ${address} is in use by ${holder.id}.`);
        }
    },
});

/** The NAT gateway that an allocation belongs to. */
export function gatewayWith(world: World, allocationId: string): Entity | undefined {
    return world
        .list(natGatewayType)
        .find(
            ({ inputs }) =>
                inputs["allocationId"] === allocationId ||
                texts(inputs["secondaryAllocationIds"]).includes(allocationId),
        );
}

/** From 198.18.0.0/15, which belongs to tests (RFC 2544), so that it is nobody's real address. */
function standInAddress(seed: string): string {
    return addressAt("198.18.0.0/15", 1 + (Number.parseInt(hex(seed, 8), 16) % 131_000));
}
