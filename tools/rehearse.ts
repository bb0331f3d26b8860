import { join, relative } from "node:path";
import { Command } from "commander";
import { startSimulator } from "../simulator/start";
import { findEngine } from "./engine/find";
import { Display } from "./rehearsal/display";
import { keepForPlay } from "./rehearsal/keep";
import { projectRoot } from "./rehearsal/places";
import { planRehearsal } from "./rehearsal/plan";
import { parallelRuns, rehearseStacks, type Scene, tryBadChanges } from "./rehearsal/rehearsal";
import { keepLogsOnly, openRunFolder } from "./rehearsal/runFolder";
import { Sandbox } from "./rehearsal/sandbox";
import { Slots } from "./rehearsal/slots";
import { StepFailure, Steps } from "./rehearsal/steps";
import { summaryTable } from "./rehearsal/summary";
import { tearDown } from "./rehearsal/teardown";
import { describeFailure, Failure, runCommand } from "./support/failure";

interface Options {
    readonly stack?: string;
    readonly keep?: true;
    readonly destroy?: true;
}

function readOptions(): Options {
    return new Command("npm start --")
        .description(
            "Rehearses the landing zone: the real Pulumi engine and the policy pack, against a simulated AWS. Builds every " +
                "stack, looks at it again, then tries three bad changes, each of which must be refused.",
        )
        .option("--stack <name>", "only this stack, and the organization's stack where it reads that")
        .option("--keep", "keep the state for `npm run pulumi`, in place of what was kept before")
        .option("--destroy", "tear everything down again at the end, to nothing left in the simulated AWS")
        .addHelpText(
            "after",
            "\nEnvironment:\n  PULUMI_FROM_SOURCE=1    take no CLI but one built here from Go modules" +
                "\n  LANDING_ZONE_REHEARSAL  folder for state and logs, .rehearsal by default" +
                "\n  NO_COLOR, CI            plain output\n\nExit code: 0 when everything was as expected, otherwise 1.",
        )
        .parse()
        .opts<Options>();
}

async function main(): Promise<number> {
    const options = readOptions();
    if (options.keep === true && options.destroy === true) {
        throw new Failure("--keep and --destroy exclude each other: there is nothing to keep of what was torn down");
    }
    const started = Date.now();
    const plan = planRehearsal(projectRoot, options.stack);
    const engine = await findEngine();
    process.env["PATH"] = `${engine.bin}:${process.env["PATH"] ?? ""}`;

    const folder = openRunFolder();
    const display = new Display(process.stdout);
    const steps = new Steps(display, new Slots(parallelRuns()), join(folder, "logs"));
    const sandbox = new Sandbox(folder, engine);
    sandbox.installPlugins([]);
    const simulator = await startSimulator({
        complain: (problem) => process.stderr.write(`simulator: ${problem}\n`),
        ...(plan.account === undefined ? {} : { account: plan.account }),
        ...(options.keep === true ? { stateFile: join(folder, "simulator.json") } : {}),
    });
    const signals = endOnSignal(steps);
    const scene: Scene = { plan, sandbox, simulator, steps, display };
    try {
        const names = plan.stacks.map(({ name }) => name).join(", ");
        display.write(`rehearsing ${names} against a simulated AWS; nothing leaves this machine`);
        for (const note of plan.notes) display.write(note);
        const results = await rehearseStacks(scene);
        const refused = await tryBadChanges(scene);
        if (options.destroy === true) await tearDown(scene);
        display.write(`\n${summaryTable(results)}`);
        display.write("(policies as counted at the first preview, where not every value is known yet)");
        const unmodelled = [...simulator.world.unmodelled];
        if (unmodelled.length > 0) {
            display.write(`\nanswered without a model, so not checked: ${unmodelled.join(", ")}`);
        }
        await simulator.close();
        if (options.keep === true) {
            await keepForPlay(folder);
            display.write("\nkept; go on with: npm run pulumi -- preview --diff --stack <name>");
        }
        sandbox.remove();
        const seconds = Math.round((Date.now() - started) / 1000);
        display.write(
            display.paint(
                "bold",
                `\nall as expected: ${results.length} stacks built and unchanged on a second look, ` +
                    `${refused} bad changes refused, ${seconds} s`,
            ),
        );
        return 0;
    } catch (error) {
        await simulator.close();
        keepLogsOnly(folder);
        const logs = relative(process.cwd(), steps.logs) || steps.logs;
        const where = error instanceof StepFailure ? `step ${error.step}` : "the rehearsal";
        const why = error instanceof StepFailure ? error.reasons.join("\n") : describeFailure(error);
        if (signals.received !== undefined) {
            process.stderr.write(`interrupted at ${where}; logs are in ${logs}\n`);
            return signals.received === "SIGINT" ? 130 : 143;
        }
        const heading = display.paint("red", `${where} did not come out as expected`);
        process.stderr.write(`\n${heading}\n${why.replace(/^/gm, "    ")}\nlogs are in ${logs}\n`);
        return 1;
    } finally {
        signals.stop();
    }
}

/** The first signal ends the running CLIs in order; a second one ends this process at once. */
function endOnSignal(steps: Steps): { readonly received: NodeJS.Signals | undefined; stop(): void } {
    let received: NodeJS.Signals | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
        if (received !== undefined) process.exit(130);
        received = signal;
        steps.abort.abort();
    };
    const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, onSignal);
    return {
        get received() {
            return received;
        },
        stop: () => {
            for (const signal of signals) process.off(signal, onSignal);
        },
    };
}

runCommand(main);
