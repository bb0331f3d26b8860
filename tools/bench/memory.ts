import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const sampleMs = 100;

/** The processes that the budget is about: what the engine runs for us, not the engine itself. */
export type Part = "simulator" | "program" | "pack";
const parts: readonly (readonly [Part, RegExp])[] = [
    ["pack", /@pulumi\/pulumi\/cmd\/run-policy-pack/],
    ["program", /@pulumi\/pulumi\/cmd\/run\//],
];

export interface Peak {
    readonly total: number;
    readonly parts: { readonly [part in Part]: number };
}

/** Watches resident memory, in MB, of the simulator and of what descends from this process until it is stopped. */
export class MemoryWatch {
    private peak: Peak = { total: 0, parts: { simulator: 0, program: 0, pack: 0 } };
    private readonly timer: NodeJS.Timeout;

    constructor(private readonly simulatorPid: number) {
        this.timer = setInterval(() => void this.sample(), sampleMs);
    }

    stop(): Peak {
        clearInterval(this.timer);
        return this.peak;
    }

    private async sample(): Promise<void> {
        const { stdout } = await run("ps", ["-axo", "pid=,ppid=,rss=,args="]);
        const now = { simulator: 0, program: 0, pack: 0 };
        const rows = stdout.split("\n").flatMap((line) => {
            const [, pid, parent, rss, args] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
            return pid === undefined ? [] : [{ pid: +pid, parent: Number(parent), rss: Number(rss), args: args ?? "" }];
        });
        const parentOf = new Map(rows.map(({ pid, parent }) => [pid, parent]));
        for (const { pid, rss, args } of rows) {
            const part = pid === this.simulatorPid ? "simulator" : parts.find(([, pattern]) => pattern.test(args))?.[0];
            if (part !== undefined && descends(pid, parentOf)) now[part] += rss / 1024;
        }
        const total = now.simulator + now.program + now.pack;
        if (total > this.peak.total) this.peak = { total, parts: now };
    }
}

function descends(pid: number, parentOf: ReadonlyMap<number, number>): boolean {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parentOf.get(at)) {
        if (at === process.pid) return true;
    }
    return false;
}
