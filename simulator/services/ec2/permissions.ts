import type { Call } from "../../kernel/model";
import type { Properties } from "../../kernel/values";
import type { Entity, World } from "../../kernel/world";
import { quota } from "../../quotas";
import { objects, text } from "./inputs";
import { type Group, groupById } from "./lookup";
import { canonicalProtocol, type Permission, permissionsOf, portsOf, samePermission } from "./permission";
import {
    defaultSecurityGroupType,
    egressRuleType,
    ingressRuleType,
    securityGroupRuleType,
    securityGroupType,
} from "./types";

const directions = ["ingress", "egress"] as const;

export function inlinePermissions(inputs: Properties, groupId: string): Permission[] {
    return directions.flatMap((direction) =>
        objects(inputs[direction]).flatMap((rule) => permissionsOf(rule, direction, groupId)),
    );
}

/** The one permission of an `aws:vpc` rule. */
export function singlePermission(inputs: Properties, direction: Permission["direction"]): Permission {
    const protocol = canonicalProtocol(text(inputs, "ipProtocol") ?? "-1");
    const peer = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"]
        .map((key) => text(inputs, key))
        .find((value) => value !== undefined);
    return { direction, protocol, ...portsOf(inputs, protocol), peer: peer ?? "" };
}

/** A default group that nobody has adopted: https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html */
function untouched(group: Group): Permission[] {
    const all = { protocol: "-1", from: -1, to: -1 };
    return [
        { direction: "ingress", ...all, peer: group.id },
        { direction: "egress", ...all, peer: "0.0.0.0/0" },
    ];
}

/** Everything that a group allows now, whichever resource says so; `except` is left out. */
export function permissionsIn(world: World, group: Group, except?: Entity): Permission[] {
    const others = (type: string): Entity[] =>
        world.list(type).filter((record) => record !== except && record.inputs["securityGroupId"] === group.id);
    const owner =
        world.find(securityGroupType, group.id) ??
        world.list(defaultSecurityGroupType).find(({ id }) => id === group.id);
    const own = owner === undefined ? [] : owner === except ? [] : inlinePermissions(owner.inputs, group.id);
    return [
        ...(owner === undefined && group.isDefault ? untouched(group) : own),
        ...others(securityGroupRuleType).flatMap(({ inputs }) =>
            permissionsOf(inputs, inputs["type"] === "egress" ? "egress" : "ingress", group.id),
        ),
        ...others(ingressRuleType).map(({ inputs }) => singlePermission(inputs, "ingress")),
        ...others(egressRuleType).map(({ inputs }) => singlePermission(inputs, "egress")),
    ];
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html */
export function authorize(
    call: Call,
    group: Group,
    existing: readonly Permission[],
    added: readonly Permission[],
): void {
    const all = [...existing];
    for (const permission of added) {
        call.operation(
            permission.direction === "ingress" ? "AuthorizeSecurityGroupIngress" : "AuthorizeSecurityGroupEgress",
        );
        checkPeer(call, group, permission.peer);
        if (all.some((other) => samePermission(other, permission))) {
            call.fail("InvalidPermission.Duplicate", `the specified rule "${describe(permission)}" already exists`);
        }
        all.push(permission);
    }
    const most = quota("vpc.rulesPerSecurityGroup", call.world);
    for (const direction of directions) {
        const count = all.filter((permission) => permission.direction === direction).length;
        if (count > most) {
            call.fail(
                "RulesPerSecurityGroupLimitExceeded",
                `The maximum number of ${direction} rules of ${group.id} has been reached (${most}).`,
            );
        }
    }
}

/** A group in the same VPC, whoever owns it; peering and transit gateways are not modelled. */
function checkPeer(call: Call, group: Group, peer: string): void {
    if (!peer.startsWith("sg-") || peer === group.id) return;
    const other = groupById(call.world, peer);
    if (other === undefined) call.fail("InvalidGroup.NotFound", `The security group '${peer}' does not exist`);
    if (other.vpcId !== group.vpcId) {
        call.fail(
            "InvalidGroup.NotFound",
            `You have specified two resources that belong to different networks (${group.id} is in ${group.vpcId}, ` +
                `${peer} in ${other.vpcId}).`,
        );
    }
}

function describe({ peer, protocol, from, to }: Permission): string {
    const name = protocol === "-1" ? "ALL" : protocol.toUpperCase();
    const ports = from === -1 && to === -1 ? "" : `, from port: ${from}, to port: ${to}`;
    return `peer: ${peer}, ${name}${ports}, ALLOW`;
}

/** Other groups that name this one in a rule, and would lose their peer. */
export function groupsNaming(world: World, groupId: string): string[] {
    const groups = [...world.list(securityGroupType), ...world.list(defaultSecurityGroupType)].map(({ id }) => id);
    return groups.filter((id) => {
        const group = id === groupId ? undefined : groupById(world, id);
        return group !== undefined && permissionsIn(world, group).some(({ peer }) => peer === groupId);
    });
}
