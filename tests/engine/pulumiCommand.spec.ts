import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../tools/rehearsal/places";
import { Temporary } from "../tools/rehearsal/temporary";
import { type CommandOptions, type CommandResult, runTool } from "./command";

const fixture = join(projectRoot, "tests", "fixtures", "programs", "stranger");

interface Preview {
    readonly changeSummary: { readonly [operation: string]: number };
}

/** A program of somebody else, in a folder that knows nothing of this repository. */
describe("npm run pulumi", () => {
    let temporary: Temporary;
    let program: string;
    beforeEach(() => {
        temporary = new Temporary();
        program = join(temporary.folder, "caller", "program");
        cpSync(fixture, program, { recursive: true });
    });
    afterEach(() => temporary.remove());

    const caller = (): CommandOptions => ({
        cwd: join(temporary.folder, "caller"),
        env: {
            LANDING_ZONE_REHEARSAL: join(temporary.folder, "rehearsal"),
            // None of the caller's own may decide anything.
            PULUMI_BACKEND_URL: "file:///nowhere",
            PULUMI_ACCESS_TOKEN: "pul-nobody",
            AWS_PROFILE: "nobody",
        },
    });
    const pulumi = (...args: string[]): Promise<CommandResult> =>
        runTool("pulumi", [...args, "--non-interactive"], caller());
    const changes = (result: CommandResult): Preview["changeSummary"] => {
        assert.equal(result.code, 0, result.stderr + result.stdout);
        return (JSON.parse(result.stdout) as Preview).changeSummary;
    };
    const preview = async (): Promise<Preview["changeSummary"]> =>
        changes(await pulumi("-C", "program", "preview", "--stack", "x", "--json"));

    it("runs a stranger's program, keeps its state, and writes nothing into its folder", async () => {
        const before = readdirSync(program);
        const stackFile = readFileSync(join(program, "Pulumi.x.yaml"), "utf8");
        const up = await pulumi("--cwd", "program", "up", "--yes", "--stack", "x");
        assert.match(up.stdout, /\+ 4 created/, up.stderr);
        assert.deepEqual(await preview(), { same: 4 });

        const outputs = await pulumi("-C", "program", "stack", "output", "--stack", "x", "--json", "--show-secrets");
        assert.equal(JSON.parse(outputs.stdout).topic, "orders");
        const saved = await pulumi("-C", "program", "up", "-yfs", "x", "-c", "stranger:topic=bills");
        assert.match(saved.stdout, /~ 1 updated/, saved.stderr);
        assert.deepEqual(await preview(), { same: 4 });

        const gone = await pulumi("-C", "program", "destroy", "--yes", "--stack", "x");
        assert.equal(gone.code, 0, gone.stderr);
        const removed = await pulumi("-C", "program", "stack", "rm", "--yes", "--stack", "x");
        assert.equal(removed.code, 0, removed.stderr);
        assert.deepEqual(readdirSync(program), before);
        assert.equal(readFileSync(join(program, "Pulumi.x.yaml"), "utf8"), stackFile);
        const world = JSON.parse(readFileSync(join(temporary.folder, "rehearsal", "play", "simulator.json"), "utf8"));
        assert.deepEqual(world.records, []);
    });

    it("hands on the exit code and the words of the CLI", async () => {
        const unknown = await pulumi("no-such-command");
        assert.notEqual(unknown.code, 0);
        assert.equal(unknown.stdout, "");
        assert.match(unknown.stderr, /unknown command "no-such-command"/);
        const version = await runTool("pulumi", ["version"], caller());
        assert.match(version.stdout, /^v3\.\d+\.\d+\n$/);
    });

    it("changes the user's stack file when that is what the command is for", async () => {
        const set = await pulumi("-C", "program", "config", "set", "topic", "returns", "--stack", "x");
        assert.equal(set.code, 0, set.stderr);
        assert.match(readFileSync(join(program, "Pulumi.x.yaml"), "utf8"), /stranger:topic: returns/);
        const secret = await pulumi("-C", "program", "config", "set", "--secret", "key", "hidden", "--stack", "x");
        assert.equal(secret.code, 0, secret.stderr);
        assert.deepEqual(await preview(), { create: 4 });
    });

    it("refuses values that only the real stack can decrypt, by name and without a stack trace", async () => {
        writeFileSync(
            join(program, "Pulumi.x.yaml"),
            "secretsprovider: awskms://alias/x\nconfig:\n  a:b: { secure: x }\n",
        );
        const result = await pulumi("-C", "program", "preview", "--stack", "x");
        assert.equal(result.code, 1);
        assert.match(
            result.stderr,
            /Pulumi\.x\.yaml: config\.a:b is encrypted by the secrets provider of the real stack/,
        );
        assert.doesNotMatch(result.stderr, / at /);
    });

    it("runs a policy pack on a stranger's program", async () => {
        writeFileSync(
            join(program, "index.js"),
            `const aws = require("@pulumi/aws");
            new aws.ec2.SecurityGroup("open", { ingress: [
                { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] },
            ] });`,
        );
        const pack = join(projectRoot, "policies");
        const result = await pulumi("-C", "program", "preview", "--stack", "x", "--policy-pack", pack);
        assert.notEqual(result.code, 0);
        assert.match(result.stdout, /ec2-security-group-no-world-ingress/);
    });

    it("loses nothing when two commands run at once", async () => {
        const other = join(temporary.folder, "caller", "other");
        cpSync(program, other, { recursive: true });
        writeFileSync(join(other, "Pulumi.yaml"), "name: other\nruntime: nodejs\n");
        const both = await Promise.all([
            pulumi("-C", "program", "up", "-yfs", "x"),
            pulumi("-C", "other", "up", "-yfs", "x"),
        ]);
        for (const { stdout, stderr } of both) assert.match(stdout, /\+ 4 created/, stderr);
        const refreshed = await pulumi("-C", "program", "refresh", "--yes", "--stack", "x", "--expect-no-changes");
        assert.equal(refreshed.code, 0, refreshed.stdout);
        const otherRefreshed = await pulumi("-C", "other", "refresh", "--yes", "--stack", "x", "--expect-no-changes");
        assert.equal(otherRefreshed.code, 0, otherRefreshed.stdout);
    });

    it("passes a signal on, and ends with the command", async () => {
        const slow = `setTimeout(() => {}, 60000); console.log("waiting"); new (require("@pulumi/aws").sqs.Queue)("queue");`;
        writeFileSync(join(program, "index.js"), slow);
        const result = await runTool("pulumi", ["-C", "program", "preview", "--stack", "x", "--non-interactive"], {
            ...caller(),
            interrupt: { when: /waiting/, signal: "SIGTERM" },
        });
        assert.notEqual(result.code, 0);
        assert.match(result.stdout, /cancel/);
    });
});
