import { z } from "zod";
import { quota } from "../../quotas";
import { ec2Model, objects, texts } from "./inputs";
import { ec2Arn, ownVpc } from "./lookup";
import { checkRoutes, routeProblems } from "./routes";
import { routeTableAssociationType, routeTableType, vpcEndpointType } from "./types";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html */
export const routeTable = ec2Model({
    type: routeTableType,
    operations: {
        create: "CreateRouteTable",
        update: "ReplaceRoute",
        remove: "DeleteRouteTable",
        read: "DescribeRouteTables",
    },
    schema: z.looseObject({ vpcId: z.string(), routes: z.array(z.looseObject({})).optional() }),
    taggable: true,
    replaceOnChange: ["vpcId"],
    computed: ["arn", "ownerId", "propagatingVgws", "routes"],
    check: (inputs) =>
        objects(inputs["routes"]).flatMap((route, index) =>
            routeProblems(route, "cidrBlock", "ipv6CidrBlock", `routes[${index}].`),
        ),
    create(call, inputs) {
        const vpc = ownVpc(call, String(inputs["vpcId"]));
        const most = quota("vpc.routeTables", call.world);
        const existing = call.world
            .list(routeTableType, call.scope)
            .filter((other) => other.inputs["vpcId"] === vpc.id);
        if (existing.length >= most) {
            call.fail(
                "RouteTableLimitExceeded",
                `The maximum number of route tables of ${vpc.id} has been reached (${most}).`,
            );
        }
        const id = call.world.newId("rtb-", call.urn);
        checkRoutes(call, { id, vpc }, objects(inputs["routes"]));
        return {
            id,
            outputs: {
                arn: ec2Arn(call.scope, `route-table/${id}`),
                ownerId: call.scope.account,
                propagatingVgws: inputs["propagatingVgws"] ?? [],
                routes: inputs["routes"] ?? [],
            },
        };
    },
    update(call, current, inputs) {
        const vpc = ownVpc(call, String(current.inputs["vpcId"]));
        checkRoutes(call, { id: current.id, vpc }, objects(inputs["routes"]));
        return {};
    },
    retriedOnRemove: ["DependencyViolation"],
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html: first disassociate its subnets.
    remove(call, current) {
        const associations = call.world
            .list(routeTableAssociationType, call.scope)
            .filter((record) => record.inputs["routeTableId"] === current.id);
        const endpoints = call.world
            .list(vpcEndpointType, call.scope)
            .filter((record) => texts(record.outputs["routeTableIds"]).includes(current.id));
        const holders = [...associations, ...endpoints].map(({ id }) => id);
        if (holders.length === 0) return;
        call.fail(
            "DependencyViolation",
            `The routeTable '${current.id}' has dependencies and cannot be deleted (${holders.join(", ")}).`,
        );
    },
});
