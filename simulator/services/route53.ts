import type { Call, FunctionModel, ServiceModel } from "../kernel/model";
import { text, texts } from "./ec2/inputs";

/** With or without the dot at the end, a name is the same name. */
const bare = (name: string): string => name.replace(/\.$/, "");

/** Zones are no modelled type; what a program has put is found all the same. https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByName.html */
const getZone: FunctionModel = {
    token: "aws:route53/getZone:getZone",
    service: "Route 53",
    operation: "ListHostedZonesByName",
    placement: "global",
    invoke(call: Call, args) {
        const [name, zoneId] = [text(args, "name"), text(args, "zoneId")];
        const found = call.world
            .list("aws:route53/zone:Zone", call.scope)
            .find(
                ({ id, inputs, outputs }) =>
                    (zoneId !== undefined && (zoneId === id || zoneId === outputs["zoneId"])) ||
                    (name !== undefined && bare(name) === bare(String(inputs["name"]))),
            );
        if (found === undefined)
            call.fail("NoSuchHostedZone", `no matching Route 53 Hosted Zone found (${name ?? zoneId})`, 404);
        const { outputs } = found;
        return {
            ...args,
            arn: outputs["arn"] ?? "",
            callerReference: "simulated",
            comment: outputs["comment"] ?? "",
            id: found.id,
            name: bare(String(outputs["name"])),
            nameServers: texts(outputs["nameServers"]),
            primaryNameServer: outputs["primaryNameServer"] ?? "",
            tags: outputs["tagsAll"] ?? {},
            zoneId: outputs["zoneId"] ?? found.id,
        };
    },
};

export const route53: ServiceModel = { resources: [], functions: [getZone] };
