/**
 * Drops the stack lines of packages from an error. Pulumi prints an error through `util.inspect` with colours, and Node 20
 * does not come to an end on a line like `at … (node_modules/@pulumi/resource.ts:1:2)`, which is what Pulumi's source maps
 * make of its own code: a refusal by the settings took 20 s and 0.5 GB to print.
 */
export function withShortStack(error: unknown): unknown {
    if (error instanceof Error && error.stack !== undefined) {
        error.stack = error.stack
            .split("\n")
            .filter((line) => !/[/\\]node_modules[/\\]@/.test(line))
            .join("\n");
    }
    return error;
}
