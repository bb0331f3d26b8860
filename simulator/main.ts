import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { faultPlanSchema } from "./kernel/faults";
import { type SimulatorOptions, startSimulator } from "./start";

const usage = `usage: simulator [--state FILE] [--faults FILE] [--account ID] [--quota NAME=N]... [--port N]
  --state FILE    keep the simulated AWS in this file between runs (default: in memory)
  --faults FILE   fault plan, a JSON list (docs/simulator.md)
  --account ID    account of the credentials (default 111122223333)
  --quota NAME=N  a quota in place of what AWS grants a company on request (simulator/quotas.ts); may be repeated
  --port N        control port on 127.0.0.1 (default: a free one)
prints "listening <port>" when ready`;

function readOptions(args: string[]): SimulatorOptions | undefined {
    const { values } = parseArgs({
        args,
        options: {
            state: { type: "string" },
            faults: { type: "string" },
            account: { type: "string" },
            quota: { type: "string", multiple: true },
            port: { type: "string" },
            help: { type: "boolean" },
        },
    });
    if (values.help) return undefined;
    return {
        complain,
        ...(values.state === undefined ? {} : { stateFile: values.state }),
        ...(values.faults === undefined ? {} : { faults: readFaults(values.faults) }),
        ...(values.account === undefined ? {} : { account: values.account }),
        ...(values.quota === undefined ? {} : { quotas: Object.fromEntries(values.quota.map(readQuota)) }),
        ...(values.port === undefined ? {} : { port: readPort(values.port) }),
    };
}

function readFaults(file: string): z.input<typeof faultPlanSchema> {
    let plan: unknown;
    try {
        plan = JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
        throw new Error(`fault plan ${file}: cannot be read: ${error instanceof Error ? error.message : error}`);
    }
    const parsed = faultPlanSchema.safeParse(plan);
    if (!parsed.success) throw new Error(`fault plan ${file}:\n${z.prettifyError(parsed.error)}`);
    return parsed.data;
}

function readQuota(text: string): [name: string, value: number] {
    const [, name, value] = /^([\w.]+)=(\d+)$/.exec(text) ?? [];
    if (name === undefined)
        throw new Error(`--quota ${text} is no quota; write a name and a number, as in ec2.elasticIps=5`);
    return [name, Number(value)];
}

function readPort(text: string): number {
    const port = Number(text);
    if (!Number.isInteger(port) || port < 0 || port > 65535) {
        throw new Error(`--port ${text} is no port; give a number from 0 (any free one) to 65535`);
    }
    return port;
}

/** stdout carries nothing but the line that a parent process waits for. */
function complain(problem: string): void {
    process.stderr.write(`simulator: ${problem}\n`);
}

async function main(): Promise<void> {
    const options = readOptions(process.argv.slice(2));
    if (options === undefined) {
        process.stderr.write(`${usage}\n`);
        return;
    }
    const simulator = await startSimulator(options);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.once(signal, () => void simulator.close().catch(fail));
    }
    process.stdout.write(`listening ${simulator.port}\n`);
}

function fail(error: unknown): void {
    complain(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
}

main().catch(fail);
