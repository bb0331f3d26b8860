import { z } from "zod";
import { hex } from "../../kernel/values";
import { ec2Model } from "./inputs";
import { routeTable } from "./lookup";
import { checkNewRoute, checkRoute, destinationOf, routeProblems } from "./routes";
import { routeType } from "./types";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html */
export const route = ec2Model({
    type: routeType,
    operations: { create: "CreateRoute", update: "ReplaceRoute", remove: "DeleteRoute", read: "DescribeRouteTables" },
    schema: z.looseObject({ routeTableId: z.string() }),
    replaceOnChange: ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId", "routeTableId"],
    computed: ["instanceId", "instanceOwnerId", "networkInterfaceId", "origin", "state"],
    check: (inputs) => routeProblems(inputs, "destinationCidrBlock", "destinationIpv6CidrBlock"),
    create(call, inputs) {
        const table = routeTable(call, String(inputs["routeTableId"]));
        checkNewRoute(call, table, inputs);
        return {
            id: `r-${table.id}${Number.parseInt(hex(destinationOf(inputs), 8), 16)}`,
            outputs: {
                instanceId: "",
                instanceOwnerId: "",
                networkInterfaceId: inputs["networkInterfaceId"] ?? "",
                origin: "CreateRoute",
                state: "active",
            },
        };
    },
    update(call, current, inputs) {
        checkRoute(call, routeTable(call, String(current.inputs["routeTableId"])), inputs);
        return {};
    },
});
