import { z } from "zod";
import type { Call } from "../../kernel/model";
import { defaultVpc, isDefault } from "./defaultVpc";
import { ec2Model, objects, text } from "./inputs";
import { ec2Arn, routeTable } from "./lookup";
import { checkRoutes, routeProblems } from "./routes";
import { subnetType } from "./types";

/** Adopts the default subnet of a zone; leaving it only forgets it. https://docs.aws.amazon.com/vpc/latest/userguide/default-subnet.html */
export const defaultSubnet = ec2Model({
    type: "aws:ec2/defaultSubnet:DefaultSubnet",
    operations: { create: "DescribeSubnets", update: "ModifySubnetAttribute", remove: "DescribeSubnets" },
    schema: z.looseObject({ availabilityZone: z.string() }),
    defaults: { forceDestroy: false, mapPublicIpOnLaunch: true },
    taggable: true,
    replaceOnChange: ["availabilityZone"],
    computed: [
        "arn",
        "availabilityZoneId",
        "cidrBlock",
        "enableLniAtDeviceIndex",
        "existingDefaultSubnet",
        "ipv6CidrBlock",
        "ipv6CidrBlockAssociationId",
        "outpostArn",
        "ownerId",
        "vpcId",
    ],
    create(call: Call, inputs) {
        defaultVpc(call);
        const zone = text(inputs, "availabilityZone");
        const subnet = call.world
            .list(subnetType, call.scope)
            .find((record) => isDefault(record) && record.outputs["availabilityZone"] === zone);
        if (subnet === undefined) call.fail("InvalidParameterValue", `no default subnet in ${zone}`);
        const { tags: _, tagsAll: __, ...outputs } = subnet.outputs;
        const none = { enableLniAtDeviceIndex: 0, ipv6CidrBlockAssociationId: "", outpostArn: "" };
        return { id: subnet.id, outputs: { ...none, ...outputs, ...inputs, existingDefaultSubnet: true } };
    },
    update: () => ({}),
});

/** Adopts the main route table of a VPC; leaving it only forgets it. */
export const defaultRouteTable = ec2Model({
    type: "aws:ec2/defaultRouteTable:DefaultRouteTable",
    operations: { create: "DescribeRouteTables", update: "ReplaceRoute", remove: "DescribeRouteTables" },
    schema: z.looseObject({ defaultRouteTableId: z.string(), routes: z.array(z.looseObject({})).optional() }),
    taggable: true,
    replaceOnChange: ["defaultRouteTableId"],
    computed: ["arn", "ownerId", "routes", "vpcId"],
    check: (inputs) =>
        objects(inputs["routes"]).flatMap((route, index) =>
            routeProblems(route, "cidrBlock", "ipv6CidrBlock", `routes[${index}].`),
        ),
    create(call, inputs) {
        const table = routeTable(call, String(inputs["defaultRouteTableId"]));
        checkRoutes(call, table, objects(inputs["routes"]));
        const arn = ec2Arn(call.scope, `route-table/${table.id}`);
        const outputs = { arn, ownerId: call.scope.account, routes: inputs["routes"] ?? [], vpcId: table.vpc.id };
        return { id: table.id, outputs };
    },
    update(call, current, inputs) {
        checkRoutes(call, routeTable(call, current.id), objects(inputs["routes"]));
        return {};
    },
});
