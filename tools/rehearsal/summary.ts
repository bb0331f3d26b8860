import type { Totals } from "./policyReport";

export interface StackResult {
    readonly stack: string;
    readonly resources: number;
    readonly policies: Totals;
    readonly seconds: number;
}

const headings = ["stack", "resources", "evaluated", "violated", "undecided", "excepted", "seconds"];

/** A row per stack; the policies as counted at the first preview, where not every value is known. */
export function summaryTable(results: readonly StackResult[]): string {
    const rows = results.map(({ stack, resources, policies, seconds }) => [
        stack,
        ...[resources, policies.evaluated, policies.violated, policies.undecided, policies.excepted].map(String),
        seconds.toFixed(1),
    ]);
    const widths = headings.map((heading, column) =>
        Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
    );
    const line = (cells: readonly string[]): string =>
        cells
            .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
            .join("  ");
    return [line(headings), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
