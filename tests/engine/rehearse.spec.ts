import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../tools/rehearsal/places";
import { stackNames } from "../../tools/rehearsal/project";
import { Temporary } from "../tools/rehearsal/temporary";
import { type CommandOptions, runTool } from "./command";

const stackFiles = (): string[] =>
    stackNames(projectRoot).map((stack) => readFileSync(join(projectRoot, `Pulumi.${stack}.yaml`), "utf8"));

describe("npm start", () => {
    let temporary: Temporary;
    beforeEach(() => {
        temporary = new Temporary();
    });
    afterEach(() => temporary.remove());
    const caller = (): CommandOptions => ({ env: { LANDING_ZONE_REHEARSAL: temporary.folder, CI: "true" } });
    const runs = (): string[] => readdirSync(join(temporary.folder, "runs"));

    it("builds every stack, sees no change, has three bad changes refused and tears all down again", async () => {
        const before = stackFiles();
        const { code, stdout, stderr } = await runTool("rehearse", ["--destroy"], caller());
        assert.equal(code, 0, stdout + stderr);
        for (const stack of stackNames(projectRoot)) {
            assert.match(stdout, new RegExp(`^ok +${stack} preview +[\\d.]+ s +\\d+ create$`, "m"));
            assert.match(stdout, new RegExp(`^ok +${stack} up +[\\d.]+ s +\\d+ create$`, "m"));
            assert.match(stdout, new RegExp(`^ok +${stack} preview again +[\\d.]+ s +no change$`, "m"));
            assert.match(stdout, new RegExp(`^ok +${stack} destroy`, "m"));
            assert.match(stdout, new RegExp(`^${stack}( +[\\d.]+){6}$`, "m"));
        }
        assert.match(stdout, /open to the world on 22\n +by the policy pack, ec2-security-group-no-world-ingress/);
        assert.match(stdout, /share to an outside account\n +by the policy pack, ram-share-closed-to-outsiders/);
        assert.match(stdout, /a range that overlaps that of \w+\n +by the settings/);
        assert.match(stdout, /nothing is left in the simulated AWS/);
        assert.equal(stdout.includes("\u001b"), false, "no colour where there is no terminal");
        assert.deepEqual(stackFiles(), before);
        assert.deepEqual(runs(), [], "a run that went well leaves nothing");
    });

    it("keeps its state for npm run pulumi", async () => {
        const kept = await runTool("rehearse", ["--stack", "org", "--keep"], caller());
        assert.equal(kept.code, 0, kept.stdout + kept.stderr);
        const args = ["preview", "--stack", "org", "--non-interactive", "--expect-no-changes", "--json"];
        const preview = await runTool("pulumi", args, caller());
        assert.equal(preview.code, 0, preview.stdout + preview.stderr);
    });

    it("names the step that failed and the folder of the logs, with the CLI's own words in them", async () => {
        // A pack that cannot start stands for anything that goes wrong in a run.
        const hook = temporary.write("hook.cjs", "if (/run-policy-pack/.test(process.argv[1])) process.exit(3);");
        const { code, stdout, stderr } = await runTool("rehearse", ["--stack", "org"], {
            env: { ...caller().env, NODE_OPTIONS: `--require=${hook}` },
        });
        assert.equal(code, 1, stdout + stderr);
        assert.match(stderr, /step org preview did not come out as expected/);
        const logs = /logs are in (.*)/.exec(stderr)?.[1] ?? "";
        assert.match(readFileSync(join(projectRoot, logs, "01-org-preview.log"), "utf8"), /policy pack/);
        assert.deepEqual(
            runs().flatMap((run) => readdirSync(join(temporary.folder, "runs", run))),
            ["logs"],
        );
    });

    it("ends in order when it is interrupted, and leaves no process behind", async () => {
        const result = await runTool("rehearse", ["--stack", "org"], {
            ...caller(),
            interrupt: { when: /^ok +org preview/m, signal: "SIGTERM" },
        });
        assert.notEqual(result.code, 0);
        assert.match(result.stderr, /interrupted at step org/);
    });

    it("says clearly what it cannot do", async () => {
        const unknown = await runTool("rehearse", ["--stack", "nowhere"], caller());
        assert.equal(unknown.code, 1);
        assert.match(unknown.stderr, /Pulumi\.nowhere\.yaml[\s\S]*no such file/);
        assert.doesNotMatch(unknown.stderr, /\n +at /);
        assert.equal(existsSync(join(temporary.folder, "runs")), false, "nothing was started");

        writeFileSync(join(temporary.folder, "file"), "");
        const unwritable = await runTool("rehearse", [], {
            env: { LANDING_ZONE_REHEARSAL: join(temporary.folder, "file") },
        });
        assert.equal(unwritable.code, 1);
        assert.match(unwritable.stderr, /cannot write to .*file.* a rehearsal keeps its state there; make it writable/);
        assert.doesNotMatch(unwritable.stderr, /\n +at /);
    });
});
