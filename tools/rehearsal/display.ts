import { type Paint, paintFor, type Terminal } from "./paint";

const refreshMs = 120;
const spinner = ["|", "/", "-", "\\"];

export interface Line {
    /** Says what is going on; seen on a terminal only. */
    update(detail: string): void;
    end(mark: "ok" | "failed" | "refused", outcome: string): number;
}

/** Steps as they go: a line each when they end, and on a terminal the running ones below with what they are at. */
export class Display {
    readonly paint: Paint;
    private readonly live: boolean;
    private readonly running = new Set<{ readonly title: string; readonly started: number; detail: string }>();
    private timer: NodeJS.Timeout | undefined;
    private drawn = 0;
    private turn = 0;

    constructor(
        private readonly terminal: Terminal,
        env: NodeJS.ProcessEnv = process.env,
    ) {
        this.paint = paintFor(terminal, env);
        this.live = terminal.isTTY === true && !env["CI"] && env["TERM"] !== "dumb";
    }

    write(text: string): void {
        this.erase();
        this.terminal.write(`${text}\n`);
        this.draw();
    }

    begin(title: string): Line {
        const line = { title, started: Date.now(), detail: "" };
        this.running.add(line);
        if (this.live) this.timer ??= setInterval(() => this.redraw(), refreshMs);
        return {
            update(detail) {
                line.detail = detail;
            },
            end: (mark, outcome) => {
                const seconds = (Date.now() - line.started) / 1000;
                this.running.delete(line);
                if (this.running.size === 0) {
                    clearInterval(this.timer);
                    this.timer = undefined;
                }
                const painted = this.paint(mark === "failed" ? "red" : "green", mark.padEnd(7));
                this.write(`${painted} ${title.padEnd(24)} ${`${seconds.toFixed(1)} s`.padStart(7)}  ${outcome}`);
                return seconds;
            },
        };
    }

    private redraw(): void {
        this.erase();
        this.draw();
    }

    private erase(): void {
        if (this.drawn > 0) this.terminal.write(`\u001b[${this.drawn}A\u001b[J`);
        this.drawn = 0;
    }

    private draw(): void {
        if (!this.live) return;
        this.turn = (this.turn + 1) % spinner.length;
        for (const { title, started, detail } of this.running) {
            const seconds = `${Math.round((Date.now() - started) / 1000)} s`.padStart(7);
            const text = `   ${spinner[this.turn]}    ${title.padEnd(24)} ${seconds}  ${detail}`;
            // A wrapped line would not be erased whole.
            const { columns = 0 } = this.terminal;
            this.terminal.write(`${this.paint("dim", text.slice(0, (columns > 0 ? columns : 80) - 1))}\n`);
            this.drawn++;
        }
    }
}
