import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { MemoryWatch } from "./bench/memory";
import { type Bench, type Case, timeCommand } from "./bench/preview";
import { plainProgram } from "./bench/programs";
import { type Measured, markdown } from "./bench/report";
import { type SimulatorProcess, startSimulatorProcess } from "./bench/simulatorProcess";
import { findEngine } from "./engine/find";
import { packFolder, projectRoot } from "./rehearsal/places";
import { planRehearsal } from "./rehearsal/plan";
import { Sandbox } from "./rehearsal/sandbox";
import { Failure, runCommand } from "./support/failure";

const few = 5;
const many = 1000;
const page = join(projectRoot, "docs", "benchmarks.md");

interface Options {
    readonly runs: number;
    readonly write?: true;
    readonly start: boolean;
}

function count(text: string): number {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("allowed is a whole number from 1");
    return value;
}

const configured = (stack: string): string[] => [
    "--policy-pack",
    packFolder,
    "--policy-pack-config",
    join(packFolder, "config", `${stack}.json`),
];

async function main(): Promise<number> {
    const options = new Command("npm run bench --")
        .description("Measures speed and memory: medians of several runs, the cases taken in turn.")
        .option("--runs <count>", "runs of each case", count, 5)
        .option("--no-start", "leave out the whole `npm start`")
        .option("--write", "write the table to docs/benchmarks.md")
        .parse()
        .opts<Options>();
    const engine = await findEngine();
    const folder = mkdtempSync(join(tmpdir(), "landing-zone-bench-"));
    const simulators: SimulatorProcess[] = [];
    const open = async (name: string): Promise<Bench> => {
        const simulator = await startSimulatorProcess();
        simulators.push(simulator);
        const sandbox = new Sandbox(join(folder, name), engine);
        sandbox.installPlugins([]);
        return { sandbox, simulator };
    };
    try {
        const results = await measure(await open("deployed"), await open("fresh"), options.runs);
        const start = options.start ? await timeStart() : undefined;
        const text = markdown({ ...results, start, runs: options.runs, few, resources: many, cli: engine.version });
        process.stdout.write(text);
        if (options.write === true) {
            mkdirSync(dirname(page), { recursive: true });
            writeFileSync(page, text);
            process.stderr.write(`written to ${page}\n`);
        }
        return 0;
    } finally {
        for (const simulator of simulators) simulator.stop();
        rmSync(folder, { recursive: true, force: true });
    }
}

/** In one sandbox everything is deployed, in the other nothing that `dev` does not need. */
async function measure(deployed: Bench, fresh: Bench, runs: number) {
    const { folder } = deployed.sandbox;
    const { stacks, environments } = planRehearsal(projectRoot);
    const dev = environments.find(({ name }) => name === "dev");
    if (dev === undefined) throw new Failure("no Pulumi.dev.yaml: the benchmark measures the stack dev");
    const policed = (stack: string): Case => {
        return { program: projectRoot, stack, packArgs: configured(stack), atLeast: few };
    };
    for (const { name } of stacks) await timeCommand(deployed, "up", policed(name));
    if (dev.needs !== undefined) await timeCommand(fresh, "up", policed(dev.needs));

    const plain = { program: plainProgram(folder, few), stack: "bench", packArgs: [], atLeast: few };
    const large = { program: plainProgram(folder, many), stack: "bench", packArgs: [], atLeast: many };
    const cases: { readonly [name in Measured]: readonly [Bench, Case] } = {
        floor: [deployed, plain],
        packedFew: [deployed, { ...plain, packArgs: configured("dev") }],
        preview: [deployed, policed("dev")],
        firstPreview: [fresh, policed("dev")],
        bare: [deployed, large],
        packed: [deployed, { ...large, packArgs: configured("dev") }],
    };
    const seconds: { readonly [name in Measured]: number[] } = {
        floor: [],
        packedFew: [],
        preview: [],
        firstPreview: [],
        bare: [],
        packed: [],
    };
    // Once unmeasured: files come from the disk and stacks are created.
    for (const [bench, one] of Object.values(cases)) await timeCommand(bench, "preview", one);
    for (let run = 1; run <= runs; run++) {
        for (const name of Object.keys(cases) as Measured[]) {
            const [bench, one] = cases[name];
            const taken = await timeCommand(bench, "preview", one);
            seconds[name].push(taken);
            process.stderr.write(`run ${run} of ${runs}  ${name.padEnd(12)} ${taken.toFixed(2)} s\n`);
        }
    }
    const watch = new MemoryWatch(deployed.simulator.pid);
    for (const { name } of environments) await timeCommand(deployed, "preview", policed(name));
    return { ...seconds, peak: watch.stop() };
}

/** The main job as a person starts it, everything it needs being there. */
async function timeStart(): Promise<number> {
    const started = Date.now();
    const args = [join(projectRoot, "tools", "bootstrap.mjs"), "rehearse"];
    const code = await new Promise<number | null>((resolve, reject) => {
        const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
        child.once("error", reject);
        child.once("close", resolve);
    });
    if (code !== 0) throw new Failure(`npm start ended with exit code ${code}: run it by itself to see why`);
    return (Date.now() - started) / 1000;
}

runCommand(main);
