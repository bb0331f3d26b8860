import { formatArn, parseArn } from "../../checks/arn";
import { hex } from "../../kernel/values";
import type { Entity, Scope, World } from "../../kernel/world";

export const keyType = "aws:kms/key:Key";
export const aliasType = "aws:kms/alias:Alias";
export const keyPolicyType = "aws:kms/keyPolicy:KeyPolicy";

/**
 * The key that a reference means: its id, its ARN, an alias ("alias/name") or the ARN of an alias. An id or an alias alone
 * is looked up in the scope, an ARN in the account and Region it names.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
 */
export function resolveKey(world: World, scope: Scope, reference: string): Entity | undefined {
    const arn = parseArn(reference);
    if (arn !== undefined) {
        if (arn.service !== "kms") return undefined;
        const { account, region, resource } = arn;
        const name = resource.startsWith("key/") ? resource.slice("key/".length) : resource;
        return resolveKey(world, { account, region }, name);
    }
    if (!reference.startsWith("alias/")) return world.get(keyType, scope, reference);
    if (reference.startsWith(managedPrefix)) return managedKey(scope, reference);
    const target = world.get(aliasType, scope, reference)?.outputs["targetKeyId"];
    return typeof target === "string" ? resolveKey(world, scope, target) : undefined;
}

export function keyArn(scope: Scope, id: string): string {
    return formatArn({ service: "kms", region: scope.region, account: scope.account, resource: `key/${id}` });
}

export const managedPrefix = "alias/aws/";

/** AWS makes its own keys (alias/aws/sqs) when a service first needs them: they are always there, and never stored. */
function managedKey(scope: Scope, alias: string): Entity {
    const id = `${hex(`${scope.account}/${scope.region}/${alias}`, 8)}-0000-4000-a000-000000000000`;
    const outputs = { arn: keyArn(scope, id), keyId: id, isEnabled: true, keyManager: "AWS" };
    return { type: keyType, id, scope, inputs: {}, outputs };
}
