import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkInstallation } from "./cache";
import { type Attempt, ENGINE_VERSION } from "./engine";
import { commitInstallation, startInstallation } from "./installation";
import { writeManifest } from "./manifest";
import { ANALYZER, CLI, isExecutable, LANGUAGE_HOST } from "./probe";
import { Progress, type ProgressStream } from "./progress";
import { describeRun, run } from "./run";

export interface DownloadOptions {
    readonly env: NodeJS.ProcessEnv;
    readonly stream: ProgressStream;
    /** Program and first arguments; the folder to install into and the version are appended. */
    readonly installer?: readonly string[];
    /** Given up when nothing arrives for so long. */
    readonly silenceMs?: number;
}

const SILENCE_MS = 15_000;
const LONGEST_MS = 15 * 60_000;

/** Way 3: the official download, into a folder beside the final one. */
export async function fromDownload(folder: string, options: DownloadOptions): Promise<Attempt> {
    const silenceMs = options.silenceMs ?? SILENCE_MS;
    const [program = process.execPath, ...args] = options.installer ?? [
        process.execPath,
        join(__dirname, "installer.mjs"),
    ];
    const root = startInstallation(folder);
    const temporary = join(root, "tmp");
    mkdirSync(temporary);
    const progress = new Progress(`downloading the Pulumi CLI ${ENGINE_VERSION}`, "", options.stream, options.env);
    // The installer keeps what it has so far in TMPDIR: as long as that grows, a slow line is no reason to give up.
    const arrival = new Arrival(root, silenceMs);
    const result = await run(program, [...args, root, ENGINE_VERSION], {
        env: { ...options.env, TMPDIR: temporary },
        timeoutMs: LONGEST_MS,
        giveUp: () => {
            const silent = arrival.silent();
            progress.update(`${Math.round(arrival.bytes / 1_000_000)} MB`);
            return silent;
        },
    });
    try {
        if (result.code !== 0) {
            progress.end("gave up");
            const last = result.tail.filter((line) => line.trim() !== "").at(-1);
            const why = result.gaveUp ? `nothing arrived for ${silenceMs / 1000} s` : (last ?? describeRun(result));
            return { reason: why };
        }
        rmSync(temporary, { recursive: true, force: true });
        const whole = await checkInstallation(root, options.env);
        if ("reason" in whole) {
            progress.end("failed");
            return { reason: `what arrived is not whole: ${whole.reason}` };
        }
        const names = [CLI, LANGUAGE_HOST, ANALYZER].filter((name) => isExecutable(join(root, "bin", name)));
        const { version } = whole.engine;
        writeManifest(root, names, { version, way: "download", recipe: `PulumiCommand.install ${version}` });
        const final = join(folder, version);
        commitInstallation(root, final);
        progress.end("done");
        return { engine: { bin: join(final, "bin"), cli: join(final, "bin", CLI), version, way: "download" } };
    } finally {
        rmSync(root, { recursive: true, force: true });
    }
}

/** How much has arrived, and since when nothing did. */
class Arrival {
    bytes = 0;
    private since = Date.now();

    constructor(
        private readonly root: string,
        private readonly silenceMs: number,
    ) {}

    silent(): boolean {
        const now = sizeOf(this.root);
        if (now !== this.bytes) this.since = Date.now();
        this.bytes = now;
        return Date.now() - this.since > this.silenceMs;
    }
}

function sizeOf(folder: string): number {
    let sum = 0;
    try {
        for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
            if (entry.isFile()) sum += statSync(join(entry.parentPath, entry.name)).size;
        }
    } catch {
        // a file went away while it was looked at
    }
    return sum;
}
