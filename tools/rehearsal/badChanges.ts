import { join } from "node:path";
import { errorsOf, violationsOf } from "./events";
import { overlayEnvironment, overlayProject } from "./overlay";
import { projectRoot } from "./places";
import type { PlannedStack } from "./plan";
import type { RunOptions, RunOutcome, StackOptions } from "./stackRun";
import { StackRun } from "./stackRun";
import { reasonsOf, StepFailure, type Verdict } from "./steps";

type EngineOptions = Pick<RunOptions, "onEvent" | "onOutput" | "signal">;

/** A change that must not get through, tried on an environment that is deployed. */
export interface BadChange {
    readonly title: string;
    readonly change: string;
    attempt(options: EngineOptions): Promise<RunOutcome>;
    judge(outcome: RunOutcome): Verdict | StepFailure;
}

interface Target {
    readonly stack: StackOptions;
    readonly pack: Pick<RunOptions, "pack" | "packConfig">;
}

/** The environment's own program with resources added, refused by a rule of the pack and by nothing else. */
function refusedByPack(target: Target, name: string, change: string, rule: string): BadChange {
    const title = `bad change ${name}`;
    return {
        title,
        change,
        async attempt(options) {
            const { sandbox, stack } = target.stack;
            const program = overlayProject(sandbox, name);
            const stackFile = join(projectRoot, `Pulumi.${stack}.yaml`);
            const run = await StackRun.open({ ...target.stack, program, stackFile, env: overlayEnvironment });
            return run.preview({ ...target.pack, ...options });
        },
        judge(outcome) {
            const violations = violationsOf(outcome.events);
            const others = [...violations.filter((found) => found.rule !== rule), ...errorsOf(outcome.events)];
            if (outcome.ok || violations.length === 0) {
                const reasons = outcome.ok ? ["nobody refused it"] : reasonsOf(outcome);
                return new StepFailure(title, [`the policy pack should have refused ${change} (${rule})`, ...reasons]);
            }
            if (others.length > 0) {
                return new StepFailure(title, [`only ${rule} should have refused ${change}`, ...reasonsOf(outcome)]);
            }
            const [first] = violations;
            const what = first?.message.split("\n")[0] ?? "";
            return { mark: "refused", text: `${change}\n${by("the policy pack", rule)}\n${told(what)}` };
        },
    };
}

const indent = " ".repeat(42);
const by = (who: string, rule: string): string => `${indent}by ${who}${rule === "" ? "" : `, ${rule}`}`;
const told = (what: string): string => `${indent}${what}`;

/** The environment moved onto another's range, refused by the settings before anything is registered. */
function refusedBySettings(target: Target, other: PlannedStack, range: string): BadChange {
    const title = "bad change overlap";
    const change = `a range that overlaps that of ${other.name}`;
    return {
        title,
        change,
        async attempt(options) {
            const run = await StackRun.open(target.stack);
            return run.preview({
                ...options,
                change: (document) => document.setIn(["config", "landing-zone:environment", "network", "cidr"], range),
            });
        },
        judge(outcome) {
            const errors = errorsOf(outcome.events);
            const problem = errors.find((error) => error.includes("overlaps"));
            if (outcome.ok || problem === undefined) {
                const reasons = outcome.ok ? ["nobody refused it"] : reasonsOf(outcome);
                return new StepFailure(title, [`the settings should have refused ${change}`, ...reasons]);
            }
            const found = /found:\s*(.*)/.exec(problem)?.[1] ?? problem;
            return { mark: "refused", text: `${change}\n${by("the settings", "")}\n${told(found)}` };
        },
    };
}

/** The bad changes that can be tried on an environment, given the others. */
export function badChanges(target: Target, others: readonly PlannedStack[]): BadChange[] {
    const changes = [
        refusedByPack(
            target,
            "openSsh",
            "a security group open to the world on 22",
            "ec2-security-group-no-world-ingress",
        ),
        refusedByPack(target, "outsideShare", "a share to an outside account", "ram-share-closed-to-outsiders"),
    ];
    for (const other of others) {
        const range = other.settings.environment?.network.cidr;
        if (range !== undefined) return [...changes, refusedBySettings(target, other, range)];
    }
    return changes;
}
