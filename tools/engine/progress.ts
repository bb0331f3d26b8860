export interface ProgressStream {
    readonly isTTY?: boolean | undefined;
    readonly columns?: number | undefined;
    write(text: string): unknown;
}

const LIVE_MS = 200;
const PLAIN_MS = 15_000;

/** One long step: a line that is rewritten on a terminal, a line now and then elsewhere. */
export class Progress {
    private readonly started = Date.now();
    private readonly live: boolean;
    private readonly timer: NodeJS.Timeout;
    private detail: string;

    constructor(
        private readonly title: string,
        hint: string,
        private readonly stream: ProgressStream,
        env: NodeJS.ProcessEnv,
        plainMs: number = PLAIN_MS,
    ) {
        this.detail = hint;
        this.live = stream.isTTY === true && !env["CI"] && env["TERM"] !== "dumb";
        if (!this.live) stream.write(hint === "" ? `${title}\n` : `${title} (${hint})\n`);
        this.timer = setInterval(() => this.show(), this.live ? LIVE_MS : plainMs);
        this.timer.unref();
        if (this.live) this.show();
    }

    update(detail: string): void {
        this.detail = detail;
    }

    /** Ends the step with what came of it. */
    end(outcome: string): void {
        clearInterval(this.timer);
        this.stream.write(`${this.live ? "\r\u001b[K" : ""}${this.title}: ${outcome} after ${this.seconds()}\n`);
    }

    private show(): void {
        const tail = this.detail === "" ? "" : `, ${this.detail}`;
        if (!this.live) {
            this.stream.write(`  still at it after ${this.seconds()}${tail}\n`);
            return;
        }
        const line = `${this.title}: ${this.seconds()}${tail}`;
        // A line longer than the terminal would wrap, and only its last row be rewritten.
        this.stream.write(`\r\u001b[K${line.slice(0, (this.stream.columns ?? 80) - 1)}`);
    }

    private seconds(): string {
        const all = Math.round((Date.now() - this.started) / 1000);
        return all < 60 ? `${all} s` : `${Math.floor(all / 60)} min ${all % 60} s`;
    }
}
