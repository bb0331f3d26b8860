import { z } from "zod";
import { NotModelled } from "../../kernel/errors";
import { ec2Model, text } from "./inputs";
import { ec2Arn } from "./lookup";
import { authorize, inlinePermissions, permissionsIn } from "./permissions";
import { ownDefaultGroup, ruleProblems } from "./securityGroup";
import { defaultSecurityGroupType } from "./types";

/**
 * The group that every VPC comes with, adopted: its rules are taken away and replaced by those given. Leaving it only forgets it.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
export const defaultSecurityGroup = ec2Model({
    type: defaultSecurityGroupType,
    operations: {
        create: "DescribeSecurityGroups",
        update: "RevokeSecurityGroupIngress",
        remove: "DescribeSecurityGroups",
        read: "DescribeSecurityGroups",
    },
    schema: z.looseObject({
        vpcId: z.string().optional(),
        ingress: z.array(z.looseObject({})).optional(),
        egress: z.array(z.looseObject({})).optional(),
    }),
    defaults: { revokeRulesOnDelete: false },
    taggable: true,
    replaceOnChange: ["vpcId"],
    computed: ["arn", "description", "egress", "ingress", "name", "namePrefix", "ownerId", "vpcId"],
    check: ruleProblems,
    create(call, inputs) {
        const { id, vpcId } = ownDefaultGroup(call, text(inputs, "vpcId"));
        if (call.world.get(defaultSecurityGroupType, call.scope, id) !== undefined) {
            throw new NotModelled(`two adoptions of one default security group (${id} of ${vpcId})`);
        }
        authorize(call, { id, vpcId, owner: call.scope.account, isDefault: true }, [], inlinePermissions(inputs, id));
        return {
            id,
            outputs: {
                arn: ec2Arn(call.scope, `security-group/${id}`),
                description: "default VPC security group",
                egress: inputs["egress"] ?? [],
                ingress: inputs["ingress"] ?? [],
                name: "default",
                namePrefix: "",
                ownerId: call.scope.account,
                vpcId,
            },
        };
    },
    update(call, current, inputs) {
        const group = {
            id: current.id,
            vpcId: String(current.outputs["vpcId"]),
            owner: call.scope.account,
            isDefault: true,
        };
        authorize(call, group, permissionsIn(call.world, group, current), inlinePermissions(inputs, current.id));
        return {};
    },
});
