import assert from "node:assert/strict";
import { Display } from "../../../tools/rehearsal/display";

class Screen {
    text = "";
    constructor(
        readonly isTTY: boolean,
        readonly columns = 80,
    ) {}
    write(text: string): void {
        this.text += text;
    }
}

const colour = "\u001b[31m";

/** Without the sequences that move the cursor. */
const visible = (row: string): string => row.replaceAll(/.\[\d*[AJ]/g, "");

describe("display of a rehearsal", () => {
    it("writes a plain line per finished step where there is no terminal", () => {
        const screen = new Screen(false);
        const display = new Display(screen, {});
        const line = display.begin("dev preview");
        line.update("12 resources");
        line.end("ok", "65 create");
        assert.match(screen.text, /^ok {6}dev preview {14}\s+0\.0 s {2}65 create\n$/);
    });

    it("shows what a running step is at on a terminal, no wider than it is", async () => {
        const screen = new Screen(true, 60);
        const display = new Display(screen, { NO_COLOR: "1" });
        const line = display.begin("dev preview");
        line.update("a very long name of a resource that would not fit");
        await new Promise((resolve) => setTimeout(resolve, 300));
        line.end("ok", "done");
        const rows = screen.text.split("\n").filter((row) => row.includes("a very"));
        assert.notEqual(rows.length, 0);
        for (const row of rows) assert.ok(visible(row).length < 60, row);
    });

    it("is in colour on a terminal only, and not where NO_COLOR says no", () => {
        const painted = (isTTY: boolean, env: NodeJS.ProcessEnv): boolean =>
            new Display(new Screen(isTTY), env).paint("red", "x").includes(colour);
        assert.equal(painted(true, { TERM: "xterm" }), true);
        assert.equal(painted(true, { TERM: "xterm", NO_COLOR: "1" }), false);
        assert.equal(painted(true, { TERM: "dumb" }), false);
        assert.equal(painted(false, { TERM: "xterm" }), false);
    });

    it("draws nothing live in CI, terminal or not", async () => {
        const screen = new Screen(true);
        const display = new Display(screen, { CI: "true", NO_COLOR: "1" });
        const line = display.begin("dev preview");
        await new Promise((resolve) => setTimeout(resolve, 200));
        assert.equal(screen.text, "");
        line.end("failed", "not as expected");
    });
});
