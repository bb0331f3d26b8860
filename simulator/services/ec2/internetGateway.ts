import { z } from "zod";
import type { Call } from "../../kernel/model";
import { quota } from "../../quotas";
import { runningGroups } from "./holders";
import { ec2Model, text, texts } from "./inputs";
import { ec2Arn, ownVpc, subnetsOf } from "./lookup";
import { internetGatewayType, natGatewayType } from "./types";

/** https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html */
export const internetGateway = ec2Model({
    type: internetGatewayType,
    operations: {
        create: "CreateInternetGateway",
        update: "AttachInternetGateway",
        remove: "DeleteInternetGateway",
        read: "DescribeInternetGateways",
    },
    schema: z.looseObject({ vpcId: z.string().optional() }),
    taggable: true,
    computed: ["arn", "ownerId", "vpcId"],
    create(call, inputs) {
        const most = quota("vpc.internetGateways", call.world);
        if (call.world.list(internetGatewayType, call.scope).length >= most) {
            call.fail(
                "InternetGatewayLimitExceeded",
                `The maximum number of internet gateways has been reached (${most}).`,
            );
        }
        const vpcId = text(inputs, "vpcId");
        if (vpcId !== undefined) attach(call, vpcId);
        const id = call.world.newId("igw-", call.urn);
        const arn = ec2Arn(call.scope, `internet-gateway/${id}`);
        return { id, outputs: { arn, ownerId: call.scope.account, vpcId: vpcId ?? "" } };
    },
    update(call, current, inputs) {
        const [from, to] = [text(current.outputs, "vpcId"), text(inputs, "vpcId")];
        if (from === to) return {};
        if (from !== undefined) detach(call, from);
        if (to !== undefined) attach(call, to);
        return { vpcId: to ?? "" };
    },
    retriedOnRemove: ["DependencyViolation"],
    remove(call, current) {
        const vpcId = text(current.outputs, "vpcId");
        if (vpcId !== undefined) detach(call, vpcId);
    },
});

function attach(call: Call, vpcId: string): void {
    call.operation("AttachInternetGateway");
    ownVpc(call, vpcId);
    if (call.world.list(internetGatewayType, call.scope).some((record) => record.outputs["vpcId"] === vpcId)) {
        call.fail("Resource.AlreadyAssociated", `resource ${vpcId} already has an internet gateway attached`);
    }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html */
function detach(call: Call, vpcId: string): void {
    call.operation("DetachInternetGateway");
    const subnets = subnetsOf(call.world, vpcId);
    const ids = new Set(subnets.map(({ id }) => id));
    const open = new Set(subnets.filter(({ inputs }) => inputs["mapPublicIpOnLaunch"] === true).map(({ id }) => id));
    const gateways = call.world
        .list(natGatewayType)
        .filter(({ inputs }) => ids.has(String(inputs["subnetId"])) && inputs["connectivityType"] === "public");
    const groups = runningGroups(call.world).filter(({ inputs }) =>
        texts(inputs["vpcZoneIdentifiers"]).some((id) => open.has(id)),
    );
    const holders = [...gateways, ...groups].map(({ id }) => id);
    if (holders.length === 0) return;
    call.fail(
        "DependencyViolation",
        `Network ${vpcId} has some mapped public address(es) (${holders.join(", ")}). Please unmap those public ` +
            "address(es) before detaching the gateway.",
    );
}
