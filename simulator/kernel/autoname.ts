import { type Context, logicalName } from "./call";
import type { ResourceModel } from "./model";
import { hex, isList, type Properties } from "./values";
import type { Scope } from "./world";

const randomDigits = 7;

/** Inputs that the provider filled in itself are listed under this key, as pulumi-terraform-bridge does. */
export const defaultsKey = "__defaults";

export interface Autonamed {
    readonly name?: string;
    readonly problem?: string;
}

/** The name the provider would give; nothing where one is given already or the type takes none. */
export function autoname(
    model: ResourceModel,
    context: Context,
    scope: Scope,
    inputs: Properties,
    olds: Properties | undefined,
): Autonamed {
    const rule = model.autoname;
    if (rule === undefined || inputs[rule.property] !== undefined) return {};
    if (rule.unless !== undefined && inputs[rule.unless] !== undefined) return {};
    // An existing resource keeps the name it was given by the provider, whatever the autonaming setting says now.
    const kept = olds?.[rule.property];
    if (typeof kept === "string" && wasDefault(olds, rule.property)) return { name: kept };
    const { autonaming, urn, world } = context;
    if (autonaming?.mode === "disable") return {};
    if (autonaming?.mode === "enforce" && autonaming.name !== undefined) return { name: autonaming.name };
    const suffix = rule.suffix?.(inputs) ?? "";
    const transform = rule.transform ?? ((name: string) => name);
    const room = rule.maxLength - suffix.length;
    if (autonaming?.mode === "propose" && autonaming.name !== undefined) {
        const proposed = transform(autonaming.name);
        if (proposed.length <= room) return { name: proposed + suffix };
        return { problem: `the proposed name ${proposed} is longer than ${room} characters; set \`${rule.property}\`` };
    }
    const prefix = `${transform(logicalName(urn))}-`;
    if (prefix.length + randomDigits > room) {
        return {
            problem:
                `name '${prefix}' plus ${randomDigits} random chars is longer than maximum length ${room}; ` +
                `shorten the resource's name or set \`${rule.property}\``,
        };
    }
    const taken = new Set(world.list(model.type, scope).map((record) => record.inputs[rule.property]));
    for (let generation = 0; ; generation++) {
        const name = `${prefix}${hex(`${urn}#${generation}`, randomDigits)}${suffix}`;
        if (!taken.has(name)) return { name };
    }
}

export function wasDefault(inputs: Properties | undefined, property: string): boolean {
    const defaults = inputs?.[defaultsKey];
    return isList(defaults) && defaults.includes(property);
}

/** The inputs as the program meant them, without the provider's own note. */
export function withoutDefaultsNote(inputs: Properties): Properties {
    if (inputs[defaultsKey] === undefined) return inputs;
    const { [defaultsKey]: _, ...rest } = inputs;
    return rest;
}
