import { isList, isObject, isUnknown, type Properties, type Value } from "../kernel/values";

/** A shorter text turns up by chance too often to be recognised as somebody's secret. */
const shortestTraceable = 6;

const keyOf = (path: readonly (string | number)[]): string => path.join("\u0000");

/**
 * What the engine marked as secret in a request. The kernel works on plain values; on the way out a value is marked again
 * where it stands at a secret's path, where it holds a secret's text, and in `tagsAll` where the tag was secret.
 */
export class Secrets {
    static readonly none = new Secrets();
    private readonly paths = new Set<string>();
    private readonly texts = new Set<string>();

    add(path: readonly (string | number)[], value: Value): void {
        this.paths.add(keyOf(path));
        if (path[0] === "tags") this.paths.add(keyOf(["tagsAll", ...path.slice(1)]));
        this.addTexts(value);
    }

    addTexts(value: Value): void {
        if (typeof value === "string") {
            if (value.length >= shortestTraceable) this.texts.add(value);
        } else if (isList(value)) {
            for (const item of value) this.addTexts(item);
        } else if (isObject(value)) {
            for (const item of Object.values(value)) this.addTexts(item);
        }
    }

    /** Everything that either side marks. */
    with(other: Secrets): Secrets {
        if (other.isEmpty()) return this;
        if (this.isEmpty()) return other;
        const both = new Secrets();
        for (const secrets of [this, other]) {
            for (const path of secrets.paths) both.paths.add(path);
            for (const text of secrets.texts) both.texts.add(text);
        }
        return both;
    }

    /** Secret as a whole at this path: leaves by their text, anything by its place. */
    covers(path: readonly (string | number)[], value: Value): boolean {
        if (this.paths.size > 0 && this.paths.has(keyOf(path))) return true;
        if (typeof value !== "string" || this.texts.size === 0) return false;
        return [...this.texts].some((text) => value.includes(text));
    }

    isEmpty(): boolean {
        return this.paths.size === 0 && this.texts.size === 0;
    }
}

/** The secrets of these top-level properties, for outputs that a model declares secret. */
export function secretProperties(names: readonly string[] | undefined, properties: Properties): Secrets {
    const secrets = new Secrets();
    for (const name of names ?? []) {
        const value = properties[name];
        if (value !== undefined && !isUnknown(value)) secrets.add([name], value);
    }
    return secrets;
}
