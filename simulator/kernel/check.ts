import { autoname, defaultsKey, withoutDefaultsNote } from "./autoname";
import { type Context, place } from "./call";
import type { Problem, ResourceModel } from "./model";
import { hasUnknown, isObject, isUnknown, type Properties, Unknown, type Value, valueAt } from "./values";

/** Fills in what the provider fills in, then says what is wrong. */
export function check(
    model: ResourceModel,
    context: Context,
    news: Properties,
    olds: Properties | undefined,
): { inputs: Properties; problems: Problem[] } {
    const given = withoutDefaultsNote(withoutNull(news));
    const inputs: { [key: string]: Value } = { ...model.defaults, ...given };
    const filled = Object.keys(model.defaults ?? {}).filter((key) => given[key] === undefined);
    // pulumi-aws writes the Region into the inputs of every regional type (provider/region.go, applyRegion).
    if (model.placement !== "global") inputs["region"] ??= context.scope.region;
    const named = autoname(model, context, place(model, context.scope, inputs), inputs, olds);
    if (named.name !== undefined && model.autoname) {
        inputs[model.autoname.property] = named.name;
        filled.push(model.autoname.property);
    }
    if (model.taggable) inputs["tagsAll"] = allTags(context, inputs["tags"]);
    const problems = [...schemaProblems(model, inputs), ...(model.check?.(inputs) ?? [])];
    if (named.problem !== undefined && model.autoname) {
        problems.unshift({ property: model.autoname.property, reason: named.problem });
    }
    if (filled.length > 0) inputs[defaultsKey] = filled.sort();
    return { inputs, problems };
}

/**
 * `tagsAll` as pulumi-aws computes it at Check (provider/tags.go, applyTags): provider's default tags below the resource's
 * own, ignored tags left out, an empty object where there are none, unknown as a whole when anything in it is. `tags` stays
 * as the program wrote it.
 */
function allTags(context: Context, tags: Value | undefined): Value {
    if (hasUnknown(tags)) return Unknown.value;
    const merged = { ...context.defaultTags, ...(isObject(tags) ? tags : {}) };
    const { keys = [], keyPrefixes = [] } = context.ignoreTags ?? {};
    return Object.fromEntries(
        Object.entries(merged).filter(
            ([key]) => !keys.includes(key) && !keyPrefixes.some((prefix) => key.startsWith(prefix)),
        ),
    );
}

function schemaProblems(model: ResourceModel, inputs: Properties): Problem[] {
    const result = model.schema.safeParse(inputs);
    if (result.success) return [];
    return result.error.issues
        .filter((issue) => !hasUnknown(valueAt(inputs, issue.path)) || isKnownContainer(inputs, issue.path))
        .map((issue) => ({ property: pathOf(issue.path), reason: issue.message }));
}

/** A list or object that holds an unknown somewhere can still be wrong itself (too long); its unknown leaves cannot. */
function isKnownContainer(inputs: Properties, path: readonly PropertyKey[]): boolean {
    const value = valueAt(inputs, path);
    return !isUnknown(value) && (Array.isArray(value) || isObject(value)) && path.length > 0;
}

function pathOf(path: readonly PropertyKey[]): string {
    return path
        .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index === 0 ? "" : "."}${String(key)}`))
        .join("");
}

function withoutNull(properties: Properties): Properties {
    return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null && value !== undefined));
}
