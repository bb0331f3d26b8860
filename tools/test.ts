import { Command } from "commander";
import { describeFailure, runCommand } from "./support/failure";
import { type Step, type StepOptions, steps } from "./testing/steps";
import { add, NOTHING, ONE_FAILURE, strict, summary, type Tally } from "./testing/tally";

interface Options {
    readonly unit?: true;
    readonly engine?: true;
    readonly grep?: string;
}

async function main(): Promise<number> {
    const options = new Command("npm test --")
        .description("Type check, lint, unit and engine tests. Runs everything, whatever fails, and adds it up.")
        .option("--unit", "only the unit, rule and simulator tests")
        .option("--engine", "only the tests with the real engine")
        .option("--grep <pattern>", "only the tests whose full title matches")
        .addHelpText(
            "after",
            "\nEnvironment:\n  CI=true                 a skipped test counts as failed" +
                "\n  PULUMI_FROM_SOURCE=1    run the engine tests with a CLI built here from Go modules",
        )
        .parse()
        .opts<Options>();
    const tallies: Tally[] = [];
    for (const step of steps.filter((candidate) => isWanted(candidate, options))) {
        tallies.push(await runStep(step, { env: process.env, grep: options.grep }));
    }
    const counted = add(tallies);
    const unattended = !["", "0", "false"].includes(process.env["CI"] ?? "");
    if (unattended && counted.skipped > 0) {
        process.stdout.write(`CI is set: ${counted.skipped} skipped tests count as failed\n`);
    }
    const total = unattended ? strict(counted) : counted;
    const empty = total.passed + total.failed + total.skipped === 0;
    if (empty) process.stdout.write(`no test matches ${JSON.stringify(options.grep ?? "")}\n`);
    process.stdout.write(`${summary(total)}\n`);
    return total.failed > 0 || empty ? 1 : 0;
}

function isWanted(step: Step, options: Options): boolean {
    if (options.unit === true || options.engine === true) {
        return (step.kind === "unit" && options.unit === true) || (step.kind === "engine" && options.engine === true);
    }
    return options.grep === undefined || step.kind !== "checks";
}

async function runStep(step: Step, options: StepOptions): Promise<Tally> {
    const started = Date.now();
    process.stdout.write(`${step.name}\n`);
    const tally = await step.run(options).catch((error: unknown) => {
        process.stdout.write(`${describeFailure(error)}\n`);
        return ONE_FAILURE;
    });
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const counts = tally === NOTHING ? "" : `, ${summary(tally)}`;
    process.stdout.write(`${step.name}: ${tally.failed > 0 ? "FAILED" : "passed"} in ${seconds} s${counts}\n\n`);
    return tally;
}

runCommand(main);
