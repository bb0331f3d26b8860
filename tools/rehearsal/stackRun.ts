import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type EngineEvent, LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation";
import { createStack } from "./birth";
import type { PolicyReport } from "./policyReport";
import { readProject } from "./project";
import { blankAmbient, type Sandbox } from "./sandbox";
import { type Change, copyStackFile } from "./stackFile";

export interface StackOptions {
    readonly sandbox: Sandbox;
    readonly simulatorPort: number;
    /** Folder of the project. */
    readonly program: string;
    readonly stack: string;
    /** The stack's file; the one beside Pulumi.yaml when left out. Never written to. */
    readonly stackFile?: string;
    readonly env?: { readonly [name: string]: string };
}

export interface RunOptions {
    /** Folder of a policy pack, with its configuration file where it has one. */
    readonly pack?: string;
    readonly packConfig?: string;
    readonly expectNoChanges?: boolean;
    /** Changes the copy of the stack file for this run. */
    readonly change?: Change;
    readonly onEvent?: (event: EngineEvent) => void;
    /** Receives what the CLI prints. */
    readonly onOutput?: (text: string) => void;
    readonly signal?: AbortSignal;
}

export interface RunOutcome {
    readonly ok: boolean;
    readonly events: readonly EngineEvent[];
    /** Counts of the policy pack, where it wrote them. */
    readonly policies: PolicyReport | undefined;
    /** What the CLI said when it failed. */
    readonly error: string;
}

type Operation = "preview" | "up" | "refresh" | "destroy";

/** One stack in a sandbox, run by the Automation API. A failed run is an outcome, not an exception. */
export class StackRun {
    private counter = 0;

    private constructor(
        private readonly options: StackOptions,
        private readonly configFile: string,
        readonly stack: Stack,
    ) {}

    static async open(options: StackOptions): Promise<StackRun> {
        const { sandbox, simulatorPort, program, stack, env } = options;
        const { name } = readProject(program);
        await createStack(sandbox, name, stack);
        const workspace = await LocalWorkspace.create({
            workDir: program,
            pulumiHome: sandbox.home,
            pulumiCommand: await pulumiCommand(sandbox),
            envVars: {
                ...blankAmbient(),
                ...sandbox.environment(simulatorPort),
                // State lives as long as the run: 66 s against 10 s for a thousand resources.
                PULUMI_SKIP_CHECKPOINTS: "true",
                ...env,
            },
        });
        const configFile = join(sandbox.folder, "config", name, `Pulumi.${stack}.yaml`);
        const selected = await Stack.select(stack, workspace);
        // Asked after every run, without `--config-file`: the CLI then writes a salt into the user's stack file.
        selected.outputs = async () => ({});
        selected.info = async () => undefined;
        return new StackRun(options, configFile, selected);
    }

    preview(options: RunOptions = {}): Promise<RunOutcome> {
        return this.run("preview", options);
    }

    up(options: RunOptions = {}): Promise<RunOutcome> {
        return this.run("up", options);
    }

    refresh(options: RunOptions = {}): Promise<RunOutcome> {
        return this.run("refresh", options);
    }

    destroy(options: RunOptions = {}): Promise<RunOutcome> {
        return this.run("destroy", options);
    }

    private async run(operation: Operation, options: RunOptions): Promise<RunOutcome> {
        const { pack, packConfig, expectNoChanges, change, onEvent, onOutput, signal } = options;
        const { program, stack, stackFile = join(program, `Pulumi.${stack}.yaml`), sandbox } = this.options;
        const configFile = change === undefined ? this.configFile : `${this.configFile}.${++this.counter}.yaml`;
        copyStackFile(stackFile, configFile, change);
        const report = join(sandbox.folder, `policies-${stack}-${operation}.json`);
        rmSync(report, { force: true });
        this.stack.workspace.envVars["LANDING_ZONE_POLICY_REPORT"] = report;
        const events: EngineEvent[] = [];
        const policies =
            pack === undefined || operation === "refresh" || operation === "destroy" ? {} : { policyPacks: [pack] };
        const configs =
            packConfig === undefined || !("policyPacks" in policies) ? {} : { policyPackConfigs: [packConfig] };
        const common = {
            configFile,
            color: "never" as const,
            ...policies,
            ...configs,
            ...(expectNoChanges === true ? { expectNoChanges } : {}),
            ...(onOutput === undefined ? {} : { onOutput }),
            ...(signal === undefined ? {} : { signal }),
            onEvent: (event: EngineEvent): void => {
                events.push(event);
                onEvent?.(event);
            },
        };
        let error = "";
        try {
            await this.stack[operation](common);
        } catch (thrown) {
            error = thrown instanceof Error ? thrown.message : String(thrown);
        }
        return { ok: error === "", events, policies: readReport(report), error };
    }
}

/** One look at the CLI's version for all stacks. */
const commands = new Map<string, Promise<PulumiCommand>>();

function pulumiCommand(sandbox: Sandbox): Promise<PulumiCommand> {
    const { bin } = sandbox.engine;
    let command = commands.get(bin);
    if (command === undefined) {
        command = PulumiCommand.get({ skipVersionCheck: true });
        commands.set(bin, command);
    }
    return command;
}

function readReport(file: string): PolicyReport | undefined {
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PolicyReport) : undefined;
}
