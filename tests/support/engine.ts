import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/start";
import type { Engine } from "../../tools/engine/engine";
import { findEngine } from "../../tools/engine/find";
import { checkpointFile } from "../../tools/rehearsal/birth";
import { type Changes, changesOf, errorsOf, type Violation, violationsOf } from "../../tools/rehearsal/events";
import { projectRoot } from "../../tools/rehearsal/places";
import { readProject } from "../../tools/rehearsal/project";
import { packFor } from "../../tools/rehearsal/rehearsal";
import { Sandbox } from "../../tools/rehearsal/sandbox";
import { type Change, copyStackFile } from "../../tools/rehearsal/stackFile";
import { type RunOptions, type RunOutcome, StackRun } from "../../tools/rehearsal/stackRun";
import { unprotectAll } from "../../tools/rehearsal/unprotect";

export interface WorkspaceOptions {
    /** Folder of the Pulumi project; this repository's own when left out. */
    readonly program?: string;
    readonly simulator?: SimulatorOptions;
    /** Whether the engine saves its state on every step, as real stacks do; off by default, since it is slow. */
    readonly checkpoints?: boolean;
}

export interface ExportedResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly parent?: string;
    readonly protect?: boolean;
    readonly inputs?: { readonly [name: string]: unknown };
    readonly outputs?: { readonly [name: string]: unknown };
    /** URNs, in no order that means anything. */
    readonly dependencies?: readonly string[];
    readonly propertyDependencies?: { readonly [property: string]: readonly string[] | null };
}

export interface ExportedStack {
    readonly resources: readonly ExportedResource[];
    readonly pending: readonly unknown[];
    readonly outputs: { readonly [name: string]: unknown };
}

/** The engine, a fresh simulated AWS and an empty backend; `close` leaves nothing behind. */
export class RehearsalWorkspace {
    private readonly stacks = new Map<string, Promise<StackRun>>();

    constructor(
        private readonly sandbox: Sandbox,
        readonly simulator: Simulator,
        private readonly program: string,
        private readonly env: { readonly [name: string]: string },
    ) {}

    /** The stack, created where it does not exist; its file is `Pulumi.<stack>.yaml` of the project. */
    stack(name: string): Promise<StackRun> {
        let run = this.stacks.get(name);
        if (run === undefined) {
            const { sandbox, simulator, program, env } = this;
            run = StackRun.open({ sandbox, simulatorPort: simulator.port, program, stack: name, env });
            this.stacks.set(name, run);
        }
        return run;
    }

    async preview(stack: string, options?: RunOptions): Promise<RunOutcome> {
        return (await this.stack(stack)).preview(options);
    }

    async up(stack: string, options?: RunOptions): Promise<RunOutcome> {
        return (await this.stack(stack)).up(options);
    }

    async refresh(stack: string, options?: RunOptions): Promise<RunOutcome> {
        return (await this.stack(stack)).refresh(options);
    }

    /** Lifts the protection of what is protected first when `unprotect` is set. */
    async destroy(stack: string, options: RunOptions & { readonly unprotect?: boolean } = {}): Promise<RunOutcome> {
        const run = await this.stack(stack);
        if (options.unprotect === true) await unprotectAll(this.sandbox, readProject(this.program).name, stack);
        return run.destroy(options);
    }

    /**
     * `pulumi up` as a process of its own, for a test that kills it as a dying runner would. It stands in a group of its own,
     * so `kill(-pid)` takes the engine's plugins and program along.
     */
    async startUp(stack: string): Promise<ChildProcess> {
        await this.stack(stack);
        const file = join(this.sandbox.folder, `killed-${stack}.yaml`);
        copyStackFile(join(this.program, `Pulumi.${stack}.yaml`), file);
        const args = ["up", "--yes", "--skip-preview", "--non-interactive", "--stack", stack, "--config-file", file];
        const env = { ...this.sandbox.environment(this.simulator.port), ...this.env };
        return spawn(this.sandbox.engine.cli, args, { cwd: this.program, env, detached: true, stdio: "ignore" });
    }

    /** What the backend holds of a stack. */
    exportStack(stack: string): ExportedStack {
        const { checkpoint } = JSON.parse(this.state(stack)) as Checkpoint;
        const { resources = [], pending_operations: pending = [] } = checkpoint.latest ?? {};
        const root = resources.find((resource) => resource.type === "pulumi:pulumi:Stack");
        return { resources, pending, outputs: root?.outputs ?? {} };
    }

    /** The state file as it is, to show that a run left it untouched. */
    state(stack: string): string {
        return readFileSync(this.stateFile(stack), "utf8");
    }

    private stateFile(stack: string): string {
        return checkpointFile(this.sandbox, readProject(this.program).name, stack);
    }

    async close(): Promise<void> {
        await this.simulator.close();
        this.sandbox.remove();
    }
}

interface Checkpoint {
    readonly checkpoint: {
        readonly latest?: {
            readonly resources?: readonly ExportedResource[];
            readonly pending_operations?: readonly unknown[];
        };
    };
}

let engine: Promise<Engine> | undefined;

/** The Pulumi CLI of this test run. Getting one may take minutes: ask in a `before` with a timeout of its own. */
export function testEngine(): Promise<Engine> {
    engine ??= findEngine({ stream: { write: () => true } });
    return engine;
}

export async function rehearsalWorkspace(options: WorkspaceOptions = {}): Promise<RehearsalWorkspace> {
    const { program = projectRoot, simulator: simulatorOptions, checkpoints = false } = options;
    const found = await testEngine();
    process.env["PATH"] = [found.bin, process.env["PATH"] ?? ""].join(":");
    const sandbox = new Sandbox(mkdtempSync(join(tmpdir(), "landing-zone-test-")), found);
    try {
        sandbox.installPlugins([program]);
        const simulator = await startSimulator(simulatorOptions ?? {});
        const env = checkpoints ? { PULUMI_SKIP_CHECKPOINTS: "false" } : {};
        return new RehearsalWorkspace(sandbox, simulator, program, env);
    } catch (error) {
        rmSync(sandbox.folder, { recursive: true, force: true });
        throw error;
    }
}

/** The pack with the configuration of a stack, as the rehearsal runs it. */
export const withPack = packFor;

/** Sets one value of the stack file for a run: `changed(["config", "landing-zone:region"], "eu-west-2")`. */
export function changed(path: readonly (string | number)[], value: unknown): { readonly change: Change } {
    return { change: (document) => document.setIn(path, value) };
}

export const changeSummary = (outcome: RunOutcome): Changes => changesOf(outcome.events);
export const violations = (outcome: RunOutcome): Violation[] => violationsOf(outcome.events);
export const errors = (outcome: RunOutcome): string[] => errorsOf(outcome.events);
