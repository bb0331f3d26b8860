import { isList, isObject, type Properties, sameValue, type Value } from "../kernel/values";

export type Change = "add" | "delete" | "update";

/** Where two values differ, as deep as the engine shows it: "tags.Name", "ingress[0].fromPort", 'tags["a.b"]'. */
export function detailedDiff(olds: Properties, news: Properties, changed: readonly string[]): Map<string, Change> {
    const changes = new Map<string, Change>();
    for (const key of changed) compare(segment("", key), olds[key], news[key], changes);
    return changes;
}

function compare(path: string, old: Value | undefined, now: Value | undefined, changes: Map<string, Change>): void {
    if (sameValue(old, now)) return;
    if (isAbsent(old) || isAbsent(now)) {
        changes.set(path, isAbsent(old) ? "add" : "delete");
    } else if (isObject(old) && isObject(now)) {
        for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
            compare(segment(path, key), old[key], now[key], changes);
        }
    } else if (isList(old) && isList(now)) {
        for (let index = 0; index < Math.max(old.length, now.length); index++) {
            compare(`${path}[${index}]`, old[index], now[index], changes);
        }
    } else {
        changes.set(path, "update");
    }
}

const isAbsent = (value: Value | undefined): boolean => value === undefined || value === null;

/** Property paths of the engine: sdk/go/common/resource/properties_path.go of pulumi/pulumi. */
function segment(path: string, key: string): string {
    if (!/^[^.[\]"]+$/.test(key)) return `${path}["${key.replace(/["\\]/g, "\\$&")}"]`;
    return path === "" ? key : `${path}.${key}`;
}
