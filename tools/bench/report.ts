import { arch, availableParallelism, cpus, platform, totalmem } from "node:os";
import type { Peak } from "./memory";

/** What is timed. Few and many resources are plain JavaScript; the others are the stack `dev` with the pack. */
export type Measured = "floor" | "packedFew" | "preview" | "firstPreview" | "bare" | "packed";

/** Seconds of every run by case, and what was measured besides. */
export interface Results extends Readonly<Record<Measured, readonly number[]>> {
    readonly runs: number;
    readonly few: number;
    readonly resources: number;
    readonly peak: Peak;
    /** Seconds of a whole `npm start`, where it was measured. */
    readonly start: number | undefined;
    /** Version of the CLI. */
    readonly cli: string;
}

export function median(values: readonly number[]): number {
    const sorted = [...values].sort((one, other) => one - other);
    const middle = Math.floor(sorted.length / 2);
    const upper = sorted[middle] ?? Number.NaN;
    return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

interface Row {
    readonly what: string;
    readonly value: number;
    readonly digits: number;
    readonly unit: string;
    readonly goal: number;
}

/** The goals as a Markdown table, ratios first, then what they were worked out from. */
export function markdown(results: Results): string {
    const { floor, preview, firstPreview, bare, packed, packedFew, resources, few, peak, start } = results;
    const packStart = median(packedFew) - median(floor);
    const perResource = ((median(packed) - median(bare) - packStart) / (resources - few)) * 1000;
    const rows: Row[] = [
        {
            what: "policed preview of `dev`, deployed, to the floor",
            value: median(preview) / median(floor),
            digits: 2,
            unit: "times",
            goal: 2.5,
        },
        {
            what: "policed first preview of `dev` to the floor",
            value: median(firstPreview) / median(floor),
            digits: 2,
            unit: "times",
            goal: 2.5,
        },
        { what: `pack, per resource, at ${resources} resources`, value: perResource, digits: 2, unit: "ms", goal: 1 },
        { what: "pack, to start", value: packStart, digits: 2, unit: "s", goal: 1.5 },
        { what: "peak memory of simulator, program and pack", value: peak.total, digits: 0, unit: "MB", goal: 900 },
        ...(start === undefined ? [] : [{ what: "warm `npm start`", value: start, digits: 0, unit: "s", goal: 90 }]),
    ];
    const measured: [string, readonly number[]][] = [
        [`floor: preview of ${few} resources, plain JavaScript, no pack`, floor],
        [`the same with the pack`, packedFew],
        ["policed first preview of `dev`", firstPreview],
        ["policed preview of `dev`, deployed", preview],
        [`preview of ${resources} resources, plain JavaScript, no pack`, bare],
        ["the same with the pack", packed],
    ];
    const { simulator, program, pack } = peak.parts;
    return [
        "# Benchmarks",
        "",
        "Written by `npm run bench -- --write`. Ratios travel between machines, seconds do not.",
        "",
        `Machine: ${cpus()[0]?.model.trim() ?? "unknown"}, ${availableParallelism()} cores, ` +
            `${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${arch()}, Node ${process.versions.node}, ` +
            `Pulumi ${results.cli}. Medians of ${results.runs} runs, the cases taken in turn.`,
        "",
        "| | measured | goal | |",
        "| --- | ---: | ---: | --- |",
        ...rows.map(({ what, value, digits, unit, goal }) => {
            const verdict = value <= goal ? "met" : "**missed**";
            return `| ${what} | ${value.toFixed(digits)} ${unit} | at most ${goal} ${unit} | ${verdict} |`;
        }),
        "",
        "| seconds | median | fastest | slowest |",
        "| --- | ---: | ---: | ---: |",
        ...measured.map(([what, all]) => {
            const cells = [median(all), Math.min(...all), Math.max(...all)].map((value) => value.toFixed(2));
            return `| ${what} | ${cells.join(" | ")} |`;
        }),
        "",
        `Memory at the peak: simulator ${simulator.toFixed(0)} MB, program ${program.toFixed(0)} MB, ` +
            `pack ${pack.toFixed(0)} MB, one preview of the largest environment at a time.`,
        "",
    ].join("\n");
}
