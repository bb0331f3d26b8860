import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Simulator } from "../../simulator/start";
import { badChanges } from "./badChanges";
import { checkpointFile } from "./birth";
import type { Display } from "./display";
import { changesOf, describeChanges, total } from "./events";
import { packFolder, projectRoot } from "./places";
import type { Plan, PlannedStack } from "./plan";
import { totals } from "./policyReport";
import { readProject } from "./project";
import type { Sandbox } from "./sandbox";
import { type RunOptions, type StackOptions, StackRun } from "./stackRun";
import { reasonsOf, StepFailure, type Steps } from "./steps";
import type { StackResult } from "./summary";

export interface Scene {
    readonly plan: Plan;
    readonly sandbox: Sandbox;
    readonly simulator: Simulator;
    readonly steps: Steps;
    readonly display: Display;
}

/** How many runs of the engine go on at once: each keeps about one processor busy. */
export const parallelRuns = (): number => Math.max(1, Math.min(3, availableParallelism()));

export function stackOptions({ sandbox, simulator }: Scene, stack: string): StackOptions {
    return { sandbox, simulatorPort: simulator.port, program: projectRoot, stack };
}

/** The policy pack with what it is told for this stack. */
export function packFor(stack: string): Pick<RunOptions, "pack" | "packConfig"> {
    return { pack: packFolder, packConfig: join(packFolder, "config", `${stack}.json`) };
}

/** Builds every stack and looks at each again; what others read is deployed before they start. */
export async function rehearseStacks(scene: Scene): Promise<StackResult[]> {
    const deployed = new Map<string, Promise<void>>();
    const results = scene.plan.stacks.map((stack) => {
        const required = stack.needs === undefined ? undefined : deployed.get(stack.needs);
        const { ready, result } = rehearseStack(scene, stack, required);
        deployed.set(stack.name, ready);
        return result;
    });
    return allOrFirstFailure(results);
}

/** Waits for all, so that nothing runs on behind a failure, then throws the one that came first. */
async function allOrFirstFailure<T>(pending: readonly Promise<T>[]): Promise<T[]> {
    let first: { readonly error: unknown } | undefined;
    const noted = pending.map((promise) =>
        promise.catch((error: unknown) => {
            first ??= { error };
        }),
    );
    await Promise.all(noted);
    if (first !== undefined) throw first.error;
    return Promise.all(pending);
}

interface Rehearsed {
    readonly ready: Promise<void>;
    readonly result: Promise<StackResult>;
}

function rehearseStack(scene: Scene, { name }: PlannedStack, required: Promise<void> | undefined): Rehearsed {
    const { steps } = scene;
    const pack = packFor(name);
    const built = (async () => {
        await required;
        const run = await StackRun.open(stackOptions(scene, name));
        const preview = await steps.engine(
            `${name} preview`,
            (options) => run.preview({ ...pack, ...options }),
            (outcome) =>
                outcome.ok
                    ? { mark: "ok", text: describeChanges(changesOf(outcome.events)) }
                    : new StepFailure(`${name} preview`, reasonsOf(outcome)),
        );
        if (preview.outcome.policies === undefined) {
            throw new StepFailure(`${name} preview`, ["the policy pack wrote no report: it did not judge this stack"]);
        }
        const up = await steps.engine(
            `${name} up`,
            (options) => run.up({ ...pack, ...options }),
            (outcome) =>
                outcome.ok
                    ? { mark: "ok", text: describeChanges(changesOf(outcome.events)) }
                    : new StepFailure(`${name} up`, reasonsOf(outcome)),
        );
        return { run, preview, up, policies: totals(preview.outcome.policies) };
    })();
    const result = (async (): Promise<StackResult> => {
        const { run, preview, up, policies } = await built;
        const again = await steps.engine(
            `${name} preview again`,
            (options) => run.preview({ ...pack, ...options, expectNoChanges: true }),
            (outcome) =>
                outcome.ok
                    ? { mark: "ok", text: "no change" }
                    : new StepFailure(`${name} preview again`, reasonsOf(outcome)),
        );
        return {
            stack: name,
            resources: total(changesOf(up.outcome.events)),
            policies,
            seconds: preview.seconds + up.seconds + again.seconds,
        };
    })();
    const ready = built.then(() => undefined);
    // Whoever waits for it hears of the failure; nobody may.
    ready.catch(() => undefined);
    return { ready, result };
}

/** Tries the bad changes on the first environment; neither its state nor the simulated AWS may show a trace of them. */
export async function tryBadChanges(scene: Scene): Promise<number> {
    const { stacks, environments } = scene.plan;
    const victim = environments.find(({ name }) => stacks.some((stack) => stack.name === name));
    const others = environments.filter(({ name }) => name !== victim?.name);
    if (victim === undefined) {
        scene.display.write("no environment was rehearsed, so no bad change was tried");
        return 0;
    }
    const target = { stack: stackOptions(scene, victim.name), pack: packFor(victim.name) };
    const changes = badChanges(target, others);
    const file = checkpointFile(scene.sandbox, readProject(projectRoot).name, victim.name);
    const before = { state: readFileSync(file, "utf8"), resources: scene.simulator.world.count() };
    await allOrFirstFailure(
        changes.map((bad) =>
            scene.steps.engine(
                bad.title,
                (options) => bad.attempt(options),
                (outcome) => bad.judge(outcome),
            ),
        ),
    );
    if (readFileSync(file, "utf8") !== before.state || scene.simulator.world.count() !== before.resources) {
        throw new StepFailure("bad changes", [`the state of ${victim.name} is not what it was before`]);
    }
    return changes.length;
}
