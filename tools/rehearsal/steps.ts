import { setMaxListeners } from "node:events";
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { Failure } from "../support/failure";
import type { Display } from "./display";
import { changedResources, errorsOf, plain, violationsOf } from "./events";
import type { Slots } from "./slots";
import type { RunOptions, RunOutcome } from "./stackRun";

/** A step that did not come out as expected. */
export class StepFailure extends Failure {
    constructor(
        readonly step: string,
        readonly reasons: readonly string[],
    ) {
        super(`${step}: ${reasons.join("\n")}`);
    }
}

export interface Verdict {
    readonly mark: "ok" | "refused";
    readonly text: string;
}

type Judge = (outcome: RunOutcome) => Verdict | StepFailure;

/** Runs the steps of a rehearsal: shows them, logs them, and stops at the first that is not as expected. */
export class Steps {
    private number = 0;
    readonly abort = new AbortController();

    constructor(
        private readonly display: Display,
        private readonly slots: Slots,
        readonly logs: string,
    ) {
        mkdirSync(logs, { recursive: true });
        // Every command of every run listens, and the Automation API never stops listening.
        setMaxListeners(0, this.abort.signal);
    }

    /** One run of the engine, judged. Resolves with its outcome and its seconds. */
    async engine(
        title: string,
        work: (options: Pick<RunOptions, "onEvent" | "onOutput" | "signal">) => Promise<RunOutcome>,
        judge: Judge,
    ): Promise<{ readonly outcome: RunOutcome; readonly seconds: number }> {
        return this.slots.run(async () => {
            if (this.abort.signal.aborted) throw new StepFailure(title, ["not run, since an earlier step failed"]);
            const log = join(
                this.logs,
                `${String(++this.number).padStart(2, "0")}-${title.replace(/[^\w]+/g, "-")}.log`,
            );
            const line = this.display.begin(title);
            let resources = 0;
            const outcome = await work({
                signal: this.abort.signal,
                onOutput: (text) => appendFileSync(log, text),
                onEvent: (event) => {
                    if (event.resOutputsEvent !== undefined) resources++;
                    line.update(progressOf(event, resources));
                },
            });
            if (!outcome.ok) appendFileSync(log, `\n${outcome.error}\n`);
            const verdict = judge(outcome);
            if (verdict instanceof StepFailure) {
                line.end("failed", this.abort.signal.aborted ? "interrupted" : "not as expected");
                this.abort.abort();
                throw verdict;
            }
            return { outcome, seconds: line.end(verdict.mark, verdict.text) };
        });
    }
}

let shown = "";
function progressOf(event: EngineEvent, resources: number): string {
    const urn = event.resourcePreEvent?.metadata.urn ?? event.resOutputsEvent?.metadata.urn;
    if (urn !== undefined) shown = urn.split("::").slice(2).join(" ").replace(/^.*\$/, "");
    return resources === 0 ? "starting" : `${resources} resources, ${shown}`;
}

/** What to tell of a run that should have gone through. */
export function reasonsOf(outcome: RunOutcome): string[] {
    const violations = violationsOf(outcome.events).map(
        ({ rule, urn, message }) =>
            `refused by policy ${rule} on ${urn.split("::").slice(2).join("::")}\n${indent(message)}`,
    );
    const errors = errorsOf(outcome.events);
    const found = [...violations, ...errors];
    if (found.length > 0) return found;
    const changed = changedResources(outcome.events);
    if (changed.length > 0) return [`changes were proposed where none was expected:\n${indent(changed.join("\n"))}`];
    return [cliMessage(outcome.error)];
}

/** What the CLI itself said: the Automation API wraps it in the command line and says it twice. */
function cliMessage(error: string): string {
    const [, said = error] = /Command failed with[^\n]*\n([\s\S]*?)(?:\n err\?:|$)/.exec(plain(error)) ?? [];
    const lines = said.split("\n").filter((line) => !line.startsWith("@ ") && line.trim() !== "");
    return lines.slice(0, 25).join("\n");
}

const indent = (text: string): string => text.replace(/^/gm, "    ");
