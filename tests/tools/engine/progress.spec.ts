import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Progress } from "../../../tools/engine/progress";

function stream(isTTY: boolean): { isTTY: boolean; columns: number; text: string; write(text: string): void } {
    return {
        isTTY,
        columns: 40,
        text: "",
        write(text: string) {
            this.text += text;
        },
    };
}

describe("the progress of a long step", () => {
    it("is one line that is rewritten on a terminal, never wider than it", async () => {
        const terminal = stream(true);
        const progress = new Progress("building", "about 3 minutes", terminal, {});
        progress.update("many packages compiled, and then some more of them");
        await sleep(500);
        progress.end("done");
        const lines = terminal.text.split("\r\u001b[K").slice(1);
        assert.equal(lines[0], "building: 0 s, about 3 minutes");
        for (const line of lines.slice(0, -1)) assert.ok(line.length < 40 && !line.includes("\n"), line);
        assert.match(lines.join("\n"), /many packages compiled/);
        assert.match(lines.at(-1) ?? "", /^building: done after \d s\n$/);
    });

    it("is plain lines now and then elsewhere", async () => {
        const file = stream(false);
        const progress = new Progress("building", "about 3 minutes", file, {}, 100);
        progress.update("5 packages compiled");
        await sleep(150);
        progress.end("done");
        await sleep(150);
        assert.equal(
            file.text,
            "building (about 3 minutes)\n  still at it after 0 s, 5 packages compiled\nbuilding: done after 0 s\n",
        );
    });

    it("is plain lines in CI and on a terminal that can do no more", () => {
        for (const env of [{ CI: "true" }, { TERM: "dumb" }]) {
            const terminal = stream(true);
            new Progress("building", "", terminal, env).end("failed");
            assert.equal(terminal.text, "building\nbuilding: failed after 0 s\n");
        }
    });
});
