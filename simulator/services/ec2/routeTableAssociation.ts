import { z } from "zod";
import type { Call } from "../../kernel/model";
import { ec2Model, oneOf, text } from "./inputs";
import { ownSubnet, routeTable } from "./lookup";
import { internetGatewayType, routeTableAssociationType } from "./types";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html */
export const routeTableAssociation = ec2Model({
    type: routeTableAssociationType,
    operations: {
        create: "AssociateRouteTable",
        update: "ReplaceRouteTableAssociation",
        remove: "DisassociateRouteTable",
        read: "DescribeRouteTables",
    },
    schema: z.looseObject({ routeTableId: z.string() }),
    replaceOnChange: ["gatewayId", "subnetId"],
    computed: [],
    check: (inputs) => oneOf(inputs, ["subnetId", "gatewayId"]),
    create(call, inputs) {
        checkNetworks(call, String(inputs["routeTableId"]), text(inputs, "subnetId"), text(inputs, "gatewayId"));
        // One table for each subnet or gateway: https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html
        const key = text(inputs, "subnetId") === undefined ? "gatewayId" : "subnetId";
        const existing = call.world
            .list(routeTableAssociationType, call.scope)
            .find((record) => record.inputs[key] === inputs[key]);
        if (existing !== undefined) {
            call.fail(
                "Resource.AlreadyAssociated",
                `the specified association for route table ${String(inputs["routeTableId"])} conflicts with an existing ` +
                    `association (${existing.id} of ${String(inputs[key])} with ${String(existing.inputs["routeTableId"])})`,
            );
        }
        return { id: call.world.newId("rtbassoc-", call.urn), outputs: {} };
    },
    update(call, _current, inputs) {
        checkNetworks(call, String(inputs["routeTableId"]), text(inputs, "subnetId"), text(inputs, "gatewayId"));
        return {};
    },
});

function checkNetworks(call: Call, tableId: string, subnetId: string | undefined, gatewayId: string | undefined): void {
    const table = routeTable(call, tableId);
    const vpcId =
        subnetId === undefined ? vpcOfGateway(call, gatewayId ?? "") : ownSubnet(call, subnetId).inputs["vpcId"];
    if (vpcId !== undefined && vpcId !== table.vpc.id) {
        call.fail(
            "InvalidParameterValue",
            `route table ${tableId} and ${subnetId === undefined ? "gateway" : "subnet"} ${subnetId ?? gatewayId} belong to different networks`,
        );
    }
}

/** Virtual private gateways are not modelled: nothing is known of them. */
function vpcOfGateway(call: Call, id: string): unknown {
    const record = call.world.get(internetGatewayType, call.scope, id);
    if (record !== undefined) return record.outputs["vpcId"];
    if (id.startsWith("igw-")) call.fail("InvalidGatewayID.NotFound", `The gateway ID '${id}' does not exist`);
    return undefined;
}
