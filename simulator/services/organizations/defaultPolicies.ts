import type { Entity, World } from "../../kernel/world";
import { policyTypeOf } from "./policyTypes";
import { attachmentType, memberAccounts, rootId, text, texts, units } from "./tree";

/**
 * Enabling a policy type attaches its AWS-managed policy to the root, every unit and every account; units and accounts
 * made later get it too. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function attachDefaults(world: World, organization: Entity, target: string): void {
    for (const type of texts(organization.outputs["enabledPolicyTypes"]))
        attachDefault(world, organization, type, target);
}

/** Attaches to all targets that exist. */
export function enableType(world: World, organization: Entity, type: string): void {
    for (const target of targets(world, organization)) attachDefault(world, organization, type, target);
}

/** Disabling a type detaches every policy of it: https://docs.aws.amazon.com/organizations/latest/APIReference/API_DisablePolicyType.html */
export function disableType(world: World, organization: Entity, policiesOfType: ReadonlySet<string>): void {
    for (const attachment of attachments(world, organization)) {
        if (policiesOfType.has(text(attachment, "policyId"))) world.delete(attachment);
    }
}

/** A target that goes takes its attachments with it. */
export function forgetTarget(world: World, organization: Entity, target: string): void {
    for (const attachment of attachmentsOf(world, organization, target)) world.delete(attachment);
}

export function attachments(world: World, organization: Entity): Entity[] {
    return world.list(attachmentType, organization.scope);
}

export function attachmentsOf(world: World, organization: Entity, target: string): Entity[] {
    return attachments(world, organization).filter((attachment) => text(attachment, "targetId") === target);
}

export function attachmentId(target: string, policy: string): string {
    return `${target}:${policy}`;
}

function attachDefault(world: World, organization: Entity, type: string, target: string): void {
    const managed = policyTypeOf(type).attachedByDefault;
    if (managed === undefined) return;
    const properties = { policyId: managed.id, targetId: target };
    const id = attachmentId(target, managed.id);
    world.put({ type: attachmentType, id, scope: organization.scope, inputs: properties, outputs: properties });
}

function targets(world: World, organization: Entity): string[] {
    const ids = [...units(world, organization), ...memberAccounts(world, organization)].map((record) => record.id);
    return [rootId(organization), organization.scope.account, ...ids];
}
