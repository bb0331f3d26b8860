import { z } from "zod";
import type { Call, Problem } from "../../kernel/model";
import { hex, type Properties } from "../../kernel/values";
import { quota } from "../../quotas";
import { defaultVpc } from "./defaultVpc";
import { holdersOfGroup } from "./holders";
import { atMostOneOf, ec2Model, objects, text } from "./inputs";
import { ec2Arn, visibleVpc } from "./lookup";
import { inlineProblems } from "./permission";
import { authorize, groupsNaming, inlinePermissions, permissionsIn } from "./permissions";
import { securityGroupType, vpcType } from "./types";

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
const allowed = /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/;
const signs = "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*";

export const securityGroup = ec2Model({
    type: securityGroupType,
    operations: {
        create: "CreateSecurityGroup",
        update: "ModifySecurityGroupRules",
        remove: "DeleteSecurityGroup",
        read: "DescribeSecurityGroups",
    },
    schema: z.looseObject({
        name: z.string().optional(),
        namePrefix: z.string().max(100, "has at most 100 characters").optional(),
        description: z.string().min(1, "is a text of 1 to 255 characters").optional(),
        vpcId: z.string().optional(),
        ingress: z.array(z.looseObject({})).optional(),
        egress: z.array(z.looseObject({})).optional(),
    }),
    defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
    autoname: { property: "name", maxLength: 255, unless: "namePrefix" },
    taggable: true,
    replaceOnChange: ["description", "name", "namePrefix", "vpcId"],
    computed: ["arn", "egress", "ingress", "name", "namePrefix", "ownerId", "vpcId"],
    check: (inputs) => [...nameProblems(inputs), ...descriptionProblem(inputs), ...ruleProblems(inputs)],
    create(call, inputs) {
        const vpcId = text(inputs, "vpcId") ?? defaultVpc(call).id;
        visibleVpc(call, vpcId);
        const name = text(inputs, "name") ?? `${text(inputs, "namePrefix") ?? "terraform-"}${hex(call.urn, 16)}`;
        refuseTaken(call, vpcId, name);
        const most = quota("vpc.securityGroups", call.world);
        if (call.world.list(securityGroupType, call.scope).length >= most) {
            call.fail(
                "SecurityGroupLimitExceeded",
                `The maximum number of security groups has been reached (${most}).`,
            );
        }
        const id = call.world.newId("sg-", call.urn);
        // EC2 gives a new group an egress rule to everywhere; the provider takes it away before it adds the group's own.
        authorize(call, { id, vpcId, owner: call.scope.account, isDefault: false }, [], inlinePermissions(inputs, id));
        return {
            id,
            outputs: {
                arn: ec2Arn(call.scope, `security-group/${id}`),
                egress: inputs["egress"] ?? [],
                ingress: inputs["ingress"] ?? [],
                name,
                namePrefix: inputs["namePrefix"] ?? "",
                ownerId: call.scope.account,
                vpcId,
            },
        };
    },
    update(call, current, inputs) {
        const vpcId = String(current.outputs["vpcId"]);
        const group = { id: current.id, vpcId, owner: call.scope.account, isDefault: false };
        authorize(call, group, permissionsIn(call.world, group, current), inlinePermissions(inputs, current.id));
        return {};
    },
    retriedOnRemove: ["DependencyViolation"],
    // https://docs.aws.amazon.com/vpc/latest/userguide/deleting-security-groups.html
    remove(call, current) {
        const holders = [...holdersOfGroup(call.world, current.id), ...groupsNaming(call.world, current.id)];
        if (holders.length === 0) return;
        call.fail("DependencyViolation", `resource ${current.id} has a dependent object (${holders.join(", ")})`);
    },
});

function nameProblems(inputs: Properties): Problem[] {
    const problems = [...atMostOneOf(inputs, ["name", "namePrefix"])];
    for (const key of ["name", "namePrefix"]) {
        const name = text(inputs, key);
        if (name === undefined) continue;
        if (name.length > 255)
            problems.push({ property: key, reason: `has ${name.length} characters; allowed are 255` });
        if (!allowed.test(name))
            problems.push({ property: key, reason: `"${name}" has characters other than ${signs}` });
        if (name.toLowerCase().startsWith("sg-")) {
            problems.push({
                property: key,
                reason: `"${name}" begins with sg-, which is kept for ids; choose another`,
            });
        }
        if (name.toLowerCase() === "default") {
            problems.push({ property: key, reason: '"default" is the group of the VPC itself; choose another name' });
        }
    }
    return problems;
}

function descriptionProblem(inputs: Properties): Problem[] {
    const description = text(inputs, "description");
    if (description === undefined || (description.length <= 255 && allowed.test(description))) return [];
    return [
        { property: "description", reason: `"${description}" has more than 255 characters, or others than ${signs}` },
    ];
}

export function ruleProblems(inputs: Properties): Problem[] {
    return ["ingress", "egress"].flatMap((direction) =>
        objects(inputs[direction]).flatMap((rule, index) => inlineProblems(rule, `${direction}[${index}].`)),
    );
}

function refuseTaken(call: Call, vpcId: string, name: string): void {
    const taken = call.world
        .list(securityGroupType)
        .some(
            (other) =>
                other.outputs["vpcId"] === vpcId &&
                other.outputs["name"] === name &&
                other.scope.account === call.scope.account,
        );
    if (taken) call.fail("InvalidGroup.Duplicate", `The security group '${name}' already exists for VPC '${vpcId}'`);
}

/** The VPC that a default group belongs to, by the caller's own VPCs. */
export function ownDefaultGroup(call: Call, vpcId: string | undefined): { id: string; vpcId: string } {
    const id = vpcId ?? defaultVpc(call).id;
    const vpc = call.world.get(vpcType, call.scope, id);
    if (vpc === undefined) call.fail("InvalidVpcID.NotFound", `The vpc ID '${id}' does not exist`);
    return { id: String(vpc.outputs["defaultSecurityGroupId"]), vpcId: id };
}
