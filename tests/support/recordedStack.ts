/** The form in which layouts of `awsx.ec2.Vpc` are recorded: ids are replaced by `${type::name}`, lists are sorted. */
export interface Recorded {
    readonly resources: readonly RecordedResource[];
    readonly outputs: { readonly [name: string]: unknown };
}

export interface RecordedResource {
    readonly type: string;
    readonly name: string;
    readonly parent: string;
    readonly inputs: { readonly [name: string]: unknown };
    readonly dependsOn: readonly string[];
}

interface ExportedResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly parent?: string;
    readonly inputs?: { readonly [name: string]: unknown };
    readonly outputs?: { readonly [name: string]: unknown };
    readonly dependencies?: readonly string[];
}

export interface StackExport {
    readonly deployment: { readonly resources?: readonly ExportedResource[] };
}

/** What a provider adds to the inputs by itself; a case that gives a `region` must say so. */
const addedByProvider: readonly string[] = ["tagsAll", "__defaults", "region"];

/** `<type>::<name>` of a URN. */
export function keyOfUrn(urn: string): string {
    const [, , qualifiedType = "", ...name] = urn.split("::");
    return `${qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1)}::${name.join("::")}`;
}

/** Turns `pulumi stack export` into the recorded form: the component, all below it, and the outputs of the stack. */
export function recordedStack(exported: StackExport, added: readonly string[] = addedByProvider): Recorded {
    const all = exported.deployment.resources ?? [];
    const names = new Map(all.flatMap(({ id, urn }) => (id ? [[id, `\${${keyOfUrn(urn)}}`] as const] : [])));
    const component = all.find((resource) => resource.type === "awsx:ec2:Vpc");
    const inside = new Set(component === undefined ? [] : [component.urn]);
    // A checkpoint lists parents before their children.
    for (const { urn, parent } of all) if (parent !== undefined && inside.has(parent)) inside.add(urn);
    const resources = all
        .filter(({ urn }) => inside.has(urn))
        .map(
            (resource): RecordedResource => ({
                type: resource.type,
                name: keyOfUrn(resource.urn).slice(resource.type.length + 2),
                parent: keyOfUrn(resource.parent ?? ""),
                inputs: named(without(resource.inputs ?? {}, added), names) as RecordedResource["inputs"],
                dependsOn: (resource.dependencies ?? []).map(keyOfUrn).sort(),
            }),
        );
    const stack = all.find((resource) => resource.type === "pulumi:pulumi:Stack");
    return { resources: sorted(resources), outputs: named(stack?.outputs ?? {}, names) as Recorded["outputs"] };
}

export function sorted(resources: readonly RecordedResource[]): RecordedResource[] {
    const order = (resource: RecordedResource): string => `${resource.type}::${resource.name}`;
    return [...resources].sort((one, other) => (order(one) < order(other) ? -1 : 1));
}

function without(inputs: RecordedResource["inputs"], added: readonly string[]): RecordedResource["inputs"] {
    return Object.fromEntries(Object.entries(inputs).filter(([name]) => !added.includes(name)));
}

function named(value: unknown, names: ReadonlyMap<string, string>): unknown {
    if (typeof value === "string") return names.get(value) ?? value;
    if (Array.isArray(value)) return value.map((item) => named(item, names));
    if (typeof value !== "object" || value === null) return value;
    // A resource, as a reference to it or with all its outputs.
    const { urn } = value as { readonly urn?: unknown };
    if (typeof urn === "string" && urn.startsWith("urn:pulumi:")) return `\${${keyOfUrn(urn)}}`;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, named(inner, names)]));
}
