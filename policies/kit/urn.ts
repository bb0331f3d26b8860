/** `urn:pulumi:<stack>::<project>::<type chain>::<name>` */
export interface StackName {
    readonly stack: string;
    readonly project: string;
}

export function stackOf(urn: string): StackName | undefined {
    const match = /^urn:pulumi:(.*?)::(.*?)::/.exec(urn);
    return match?.[1] !== undefined && match[2] !== undefined ? { stack: match[1], project: match[2] } : undefined;
}

export interface Glob {
    test(text: string): boolean;
}

/** `*` stands for any text, everything else for itself. Takes time by the length of the text, however many stars. */
export function glob(pattern: string): Glob {
    const pieces = pattern.split(/\*+/);
    const [first = "", ...rest] = pieces;
    const last = rest.pop();
    return {
        test: (text) => {
            if (last === undefined) {
                return text === first;
            }
            const end = text.length - last.length;
            let at = first.length;
            if (at > end || !text.startsWith(first) || !text.endsWith(last)) {
                return false;
            }
            for (const piece of rest) {
                const found = text.indexOf(piece, at);
                if (found < 0 || found + piece.length > end) {
                    return false;
                }
                at = found + piece.length;
            }
            return true;
        },
    };
}

/** Whether a URN pattern speaks of this stack by name, of several stacks, or of another one. */
export function stackScope(pattern: string, current: StackName): "this" | "several" | "other" {
    const match = /^urn:pulumi:([^:]*)(?:::([^:]*))?/.exec(pattern);
    const stack = match?.[1] ?? "*";
    const project = match?.[2] ?? "*";
    if (!glob(stack).test(current.stack) || !glob(project).test(current.project)) {
        return "other";
    }
    return stack.includes("*") ? "several" : "this";
}
