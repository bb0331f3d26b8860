/** `urn:pulumi:<stack>::<project>::<type chain>::<name>` */
export interface StackName {
    readonly stack: string;
    readonly project: string;
}

export function stackOf(urn: string): StackName | undefined {
    const match = /^urn:pulumi:(.*?)::(.*?)::/.exec(urn);
    return match?.[1] !== undefined && match[2] !== undefined ? { stack: match[1], project: match[2] } : undefined;
}

/** `*` stands for any text, everything else for itself. */
export function globToPattern(glob: string): RegExp {
    const escaped = glob.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*+/g, ".*");
    return new RegExp(`^${escaped}$`, "s");
}

/** Whether a URN pattern speaks of this stack by name, of several stacks, or of another one. */
export function stackScope(glob: string, current: StackName): "this" | "several" | "other" {
    const match = /^urn:pulumi:([^:]*)(?:::([^:]*))?/.exec(glob);
    const stack = match?.[1] ?? "*";
    const project = match?.[2] ?? "*";
    if (!globToPattern(stack).test(current.stack) || !globToPattern(project).test(current.project)) {
        return "other";
    }
    return stack.includes("*") ? "several" : "this";
}
