import { z } from "zod";
import type { ResourceModel } from "../../kernel/model";
import { ec2Model, oneOf } from "./inputs";
import { ec2Arn, ownGroup } from "./lookup";
import { descriptionProblems, type Permission, portProblems, rangeProblems } from "./permission";
import { authorize, permissionsIn, singlePermission } from "./permissions";
import { egressRuleType, ingressRuleType } from "./types";

const port = z.int("is a whole number").min(-1).max(65535).optional();

/** https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
function rule(type: string, direction: Permission["direction"]): ResourceModel {
    const side = direction === "ingress" ? "Ingress" : "Egress";
    return ec2Model({
        type,
        operations: {
            create: `AuthorizeSecurityGroup${side}`,
            update: "ModifySecurityGroupRules",
            remove: `RevokeSecurityGroup${side}`,
            read: "DescribeSecurityGroupRules",
        },
        schema: z.looseObject({ ipProtocol: z.string(), securityGroupId: z.string(), fromPort: port, toPort: port }),
        taggable: true,
        replaceOnChange: ["securityGroupId"],
        computed: ["arn", "securityGroupRuleId"],
        check: (inputs) => [
            ...oneOf(inputs, ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"]),
            ...portProblems(inputs, "ipProtocol", "", "absent"),
            ...descriptionProblems(inputs),
            ...rangeProblems(inputs, "cidrIpv4", "ipv4", ""),
            ...rangeProblems(inputs, "cidrIpv6", "ipv6", ""),
        ],
        create(call, inputs) {
            const group = ownGroup(call, String(inputs["securityGroupId"]));
            authorize(call, group, permissionsIn(call.world, group), [singlePermission(inputs, direction)]);
            const id = call.world.newId("sgr-", call.urn);
            return { id, outputs: { arn: ec2Arn(call.scope, `security-group-rule/${id}`), securityGroupRuleId: id } };
        },
        update(call, current, inputs) {
            const group = ownGroup(call, String(current.inputs["securityGroupId"]));
            authorize(call, group, permissionsIn(call.world, group, current), [singlePermission(inputs, direction)]);
            return {};
        },
    });
}

export const securityGroupIngressRule = rule(ingressRuleType, "ingress");
export const securityGroupEgressRule = rule(egressRuleType, "egress");
