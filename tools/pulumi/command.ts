import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { readStackFiles } from "../../stacks/settings/stackFiles";
import type { Engine } from "../engine/engine";
import { createStack } from "../rehearsal/birth";
import { type Lease, takeLease } from "../rehearsal/lease";
import { playFolder, projectRoot } from "../rehearsal/places";
import { Sandbox } from "../rehearsal/sandbox";
import { runInOurPlace } from "./child";
import { type CommandLine, parseCommandLine } from "./commandLine";
import { createsStack, isOperation, writesStackFile } from "./needs";
import { withPackPaths } from "./packPaths";
import { findProgram, hasOwnSdk, type Program, shortStackName } from "./program";
import { guardStackFile, StackConfig } from "./stackConfig";

const run = promisify(execFile);

/** Settings of the caller that say how the command is to run, not where. */
const welcome = ["AWS_REGION", "AWS_DEFAULT_REGION", "PULUMI_STACK", "PULUMI_PARALLEL", "PULUMI_SKIP_CONFIRMATIONS"];

/** One command of `npm run pulumi`, in the folder of the caller. Answers with the CLI's exit code. */
export async function pulumiCommand(given: readonly string[], caller: string, engine: Engine): Promise<number> {
    const line = parseCommandLine(given);
    const folder = resolve(caller, line.cwd ?? ".");
    const args = withPackPaths(given, folder, caller);
    const sandbox = new Sandbox(playFolder, engine);
    const program = findProgram(folder);
    sandbox.installPlugins(program === undefined ? [] : [program.folder]);
    const needsSimulator = isOperation(line) && !line.help;
    const lease = needsSimulator ? await takeLease(managementAccount()) : undefined;
    try {
        const env = environment(sandbox, lease, program);
        const options = { cwd: caller, env };
        if (program === undefined || line.help) return await runInOurPlace(engine.cli, args, options);
        const stack = await stackOf(line, program, sandbox, env);
        if (stack === undefined) return await runInOurPlace(engine.cli, args, options);
        if (createsStack(line)) await createStack(sandbox, program.name, stack);
        return await onStack({ line, args, program, stack, sandbox, options });
    } finally {
        lease?.release();
    }
}

interface Prepared {
    readonly line: CommandLine;
    readonly args: readonly string[];
    readonly program: Program;
    readonly stack: string;
    readonly sandbox: Sandbox;
    readonly options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv };
}

async function onStack({ line, args, program, stack, sandbox, options }: Prepared): Promise<number> {
    const { cli } = sandbox.engine;
    const file = join(program.stackFiles, `Pulumi.${stack}.yaml`);
    if (writesStackFile(line)) return runInOurPlace(cli, args, options);
    if (!isOperation(line) || line.configFile !== undefined) {
        const restore = guardStackFile(file);
        try {
            // `stack rm` takes the stack file with it, which is the real stack's too.
            const keep = line.command.join(" ") === "stack rm" && !args.includes("--preserve-config");
            return await runInOurPlace(cli, keep ? [...args, "--preserve-config"] : args, options);
        } finally {
            restore();
        }
    }
    const config = new StackConfig(file, join(sandbox.folder, "config", program.name, stack));
    config.open();
    try {
        return await runInOurPlace(cli, withConfigFile(args, config.copy), options);
    } finally {
        config.close(line.savesConfig);
    }
}

/** Before a `--`, after which the CLI reads no more flags. */
function withConfigFile(args: readonly string[], file: string): string[] {
    const end = args.indexOf("--");
    const at = end === -1 ? args.length : end;
    return [...args.slice(0, at), "--config-file", file, ...args.slice(at)];
}

function environment(sandbox: Sandbox, lease: Lease | undefined, program: Program | undefined): NodeJS.ProcessEnv {
    const kept = Object.entries(process.env).filter(
        ([name]) => welcome.includes(name) || name.startsWith("PULUMI_OPTION_"),
    );
    // TypeScript does not look into NODE_PATH for types.
    const borrowed =
        program !== undefined && !hasOwnSdk(program.folder) ? { PULUMI_NODEJS_TRANSPILE_ONLY: "true" } : {};
    return { ...sandbox.environment(lease?.port ?? 0), ...borrowed, ...Object.fromEntries(kept) };
}

/** The stack a command works on: named, or selected earlier. */
async function stackOf(
    { stack, command }: CommandLine,
    program: Program,
    sandbox: Sandbox,
    env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
    const named = stack ?? env["PULUMI_STACK"];
    if (named !== undefined && named !== "") return shortStackName(named);
    if (
        !["preview", "up", "refresh", "destroy", "import", "watch", "config", "stack", "state"].includes(
            command[0] ?? "",
        )
    ) {
        return undefined;
    }
    try {
        const args = ["stack", "--show-name", "--non-interactive"];
        const { stdout } = await run(sandbox.engine.cli, args, { cwd: program.folder, env });
        return stdout.trim() === "" ? undefined : shortStackName(stdout.trim());
    } catch {
        return undefined;
    }
}

/** The simulated AWS belongs to the account that this project is run from. */
function managementAccount(): string | undefined {
    const all = readStackFiles(projectRoot).flatMap(({ settings }) => settings?.organization ?? []);
    return all[0]?.managementAccountId;
}
