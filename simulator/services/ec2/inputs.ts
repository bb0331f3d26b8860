import { tagProblems } from "../../checks/tags";
import type { Problem, ResourceModel } from "../../kernel/model";
import { isList, isObject, type Properties, type Value } from "../../kernel/values";

/** A resource of EC2; its tags are checked as EC2 does. */
export function ec2Model(model: Omit<ResourceModel, "service">): ResourceModel {
    return {
        ...model,
        service: "EC2",
        check: (inputs) => [...(model.taggable ? tagProblems(inputs) : []), ...(model.check?.(inputs) ?? [])],
    };
}

/** The text of a property, or undefined where it is left out, empty or not known yet. */
export function text(properties: Properties, key: string): string | undefined {
    const value = properties[key];
    return typeof value === "string" && value !== "" ? value : undefined;
}

export function number(properties: Properties, key: string): number | undefined {
    const value = properties[key];
    return typeof value === "number" ? value : undefined;
}

/** The known texts of a list. */
export function texts(value: Value | undefined): string[] {
    return isList(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The known objects of a list. */
export function objects(value: Value | undefined): Properties[] {
    return isList(value) ? value.filter(isObject) : [];
}

/** Whether an input is there, known or not. */
export function given(properties: Properties, key: string): boolean {
    const value = properties[key];
    return value !== undefined && value !== null && value !== "" && !(isList(value) && value.length === 0);
}

/** Exactly one of some inputs must be given. */
export function oneOf(properties: Properties, keys: readonly string[], place = ""): Problem[] {
    const found = keys.filter((key) => given(properties, key));
    if (found.length === 1) return [];
    const all = keys.join(", ");
    const reason =
        found.length === 0
            ? `one of ${all} must be given`
            : `only one of ${all} may be given, not ${found.join(" and ")}`;
    return [{ property: `${place}${found[1] ?? keys[0] ?? ""}`, reason }];
}

/** At most one of some inputs may be given. */
export function atMostOneOf(properties: Properties, keys: readonly string[], place = ""): Problem[] {
    return keys.some((key) => given(properties, key)) ? oneOf(properties, keys, place) : [];
}
