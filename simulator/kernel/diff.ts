import { defaultsKey, wasDefault } from "./autoname";
import type { ResourceModel } from "./model";
import { type Properties, sameValue } from "./values";

export interface Diff {
    /** Top-level inputs that differ. */
    readonly changed: readonly string[];
    /** Those of them whose change replaces the resource. */
    readonly replaces: readonly string[];
    readonly deleteBeforeReplace: boolean;
}

const tagKeys = ["tags", "tagsAll"];

/** Compares checked inputs with checked inputs. */
export function diff(model: ResourceModel, olds: Properties, news: Properties): Diff {
    const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
    keys.delete(defaultsKey);
    const changed = [...keys].filter((key) => !sameValue(olds[key], news[key])).sort();
    const replaces = changed.filter((key) => replacesOnChange(model, key));
    return {
        changed,
        replaces,
        deleteBeforeReplace:
            replaces.length > 0 && (model.deleteBeforeReplace === true || keepsName(model, olds, news)),
    };
}

function replacesOnChange(model: ResourceModel, key: string): boolean {
    if (key === "region") return model.placement !== "global";
    if (model.update === undefined) return !tagKeys.includes(key);
    return model.replaceOnChange?.includes(key) === true;
}

/** Two things cannot have one name: a name that the program gave and that stays the same must be freed first. */
function keepsName(model: ResourceModel, olds: Properties, news: Properties): boolean {
    const name = model.autoname?.property;
    if (name === undefined || news[name] === undefined) return false;
    return sameValue(olds[name], news[name]) && !wasDefault(news, name);
}
