import { z } from "zod";
import type { Problem } from "../../kernel/model";
import { hex, isUnknown, type Properties } from "../../kernel/values";
import { ec2Model, given } from "./inputs";
import { ownGroup } from "./lookup";
import { descriptionProblems, permissionsOf, portProblems, rangeProblems } from "./permission";
import { authorize, permissionsIn } from "./permissions";
import { securityGroupRuleType } from "./types";

const ranges = ["cidrBlocks", "ipv6CidrBlocks"] as const;
const port = z.int("is a whole number").min(-1).max(65535);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html */
export const securityGroupRule = ec2Model({
    type: securityGroupRuleType,
    operations: {
        create: "AuthorizeSecurityGroupIngress",
        update: "UpdateSecurityGroupRuleDescriptionsIngress",
        remove: "RevokeSecurityGroupIngress",
        read: "DescribeSecurityGroups",
    },
    schema: z.looseObject({
        type: z.enum(["ingress", "egress"], 'is "ingress" or "egress"'),
        protocol: z.string(),
        fromPort: port,
        toPort: port,
        securityGroupId: z.string(),
    }),
    defaults: { self: false },
    replaceOnChange: [
        "cidrBlocks",
        "fromPort",
        "ipv6CidrBlocks",
        "prefixListIds",
        "protocol",
        "securityGroupId",
        "self",
        "sourceSecurityGroupId",
        "toPort",
        "type",
    ],
    computed: ["securityGroupRuleId", "sourceSecurityGroupId"],
    check: (inputs) => [
        ...peerProblems(inputs),
        ...portProblems(inputs, "protocol", "", "required"),
        ...descriptionProblems(inputs),
        ...rangeProblems(inputs, "cidrBlocks", "ipv4", ""),
        ...rangeProblems(inputs, "ipv6CidrBlocks", "ipv6", ""),
    ],
    create(call, inputs) {
        const group = ownGroup(call, String(inputs["securityGroupId"]));
        const direction = inputs["type"] === "egress" ? "egress" : "ingress";
        const added = permissionsOf(inputs, direction, group.id);
        authorize(call, group, permissionsIn(call.world, group), added);
        const id = `sgrule-${Number.parseInt(hex(`${group.id}${JSON.stringify(added)}`, 8), 16)}`;
        return {
            id,
            outputs: {
                // Only a rule of one peer has an id of its own.
                securityGroupRuleId: added.length === 1 ? `sgr-${hex(id, 17)}` : "",
                sourceSecurityGroupId: inputs["sourceSecurityGroupId"] ?? "",
            },
        };
    },
    update: () => ({}),
});

function peerProblems(inputs: Properties): Problem[] {
    const self = inputs["self"] === true;
    const source = given(inputs, "sourceSecurityGroupId");
    const found = ranges.filter((key) => given(inputs, key));
    const anything = self || source || found.length > 0 || given(inputs, "prefixListIds") || isUnknown(inputs["self"]);
    if (!anything) {
        const all = [...ranges, "prefixListIds", "self", "sourceSecurityGroupId"].join(", ");
        return [{ property: "cidrBlocks", reason: `the rule names no peer; give one of ${all}` }];
    }
    const problems: Problem[] = [];
    if (self && source) problems.push({ property: "self", reason: "conflicts with sourceSecurityGroupId" });
    for (const key of found) {
        if (self) problems.push({ property: "self", reason: `conflicts with ${key}` });
        if (source) problems.push({ property: "sourceSecurityGroupId", reason: `conflicts with ${key}` });
    }
    return problems;
}
