import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { type Snapshot, World } from "../kernel/world";

/** Changes that come within this time are written together. */
const saveDelay = 300;

const scope = z.strictObject({ account: z.string(), region: z.string() });
const bag = z.record(z.string(), z.json());
const snapshotSchema = z.strictObject({
    version: z.literal(1),
    records: z.array(
        z.strictObject({
            type: z.string(),
            id: z.string(),
            scope,
            inputs: bag,
            outputs: bag,
            given: z.boolean().optional(),
        }),
    ),
    counters: z.record(z.string(), z.int()),
    unmodelled: z.array(z.string()),
});

/** The simulated AWS kept in a JSON file between runs. */
export class StateFile {
    readonly world: World;
    private saved: number;
    private timer: NodeJS.Timeout | undefined;
    private readonly temporary: string;

    constructor(
        private readonly path: string,
        private readonly complain: (problem: string) => void,
    ) {
        this.temporary = `${path}.${process.pid}.tmp`;
        this.world = load(path);
        this.saved = this.world.revision;
        // Written once at the start, so that a folder that cannot be written to is found before anything was created.
        this.write();
    }

    /** Something may have changed; it is written soon. */
    touch(): void {
        if (this.timer !== undefined || this.world.revision === this.saved) return;
        this.timer = setTimeout(() => {
            this.timer = undefined;
            try {
                this.flush();
            } catch (error) {
                this.complain(error instanceof Error ? error.message : String(error));
            }
        }, saveDelay);
    }

    /** Writes what is not written yet. */
    flush(): void {
        clearTimeout(this.timer);
        this.timer = undefined;
        if (this.world.revision !== this.saved) this.write();
    }

    /** A reader sees the old file or the new one, never half of one. Readable by its owner only: it holds secrets in plain. */
    private write(): void {
        const revision = this.world.revision;
        try {
            writeFileSync(this.temporary, JSON.stringify(this.world.snapshot()), { mode: 0o600 });
            renameSync(this.temporary, this.path);
        } catch (error) {
            rmSync(this.temporary, { force: true });
            throw new Error(`simulator state ${this.path}: cannot be written: ${reasonOf(error)}`);
        }
        this.saved = revision;
    }
}

function load(path: string): World {
    if (!existsSync(path)) return new World();
    const refuse = (problem: string): never => {
        throw new Error(
            `simulator state ${path}: ${problem}; it was left as it is: repair it, or move it away to begin with an empty AWS`,
        );
    };
    try {
        const parsed = snapshotSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
        if (!parsed.success) {
            return refuse(`is no state of this simulator (${z.prettifyError(parsed.error).split("\n")[0]})`);
        }
        return World.restore(parsed.data satisfies Snapshot);
    } catch (error) {
        if (error instanceof SyntaxError) return refuse(`is not JSON (${error.message})`);
        throw error;
    }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
