import * as fs from "node:fs";
import * as path from "node:path";
import { ExceptionLedger } from "./ledger";
import { appliesTo, type Rule, type StackSubject, type Subject } from "./rule";
import { type Circumstances, type Report, RuleRunner } from "./runner";
import type { Counts } from "./tally";
import { type StackName, stackOf } from "./urn";

export interface PackOptions {
    readonly rules: readonly Rule[];
    /** Folder of the pack, in which a relative name of the exceptions file is looked up. */
    readonly directory: string;
    readonly preview: boolean;
    /** Problems of the pack itself that no rule can report, such as configuration for rules that do not exist. */
    readonly problems?: () => readonly string[];
    /** File that the counts are written to when a stack has been judged. */
    readonly reportFile?: string | undefined;
    readonly now?: () => Date;
}

/** The rules at work on one stack. Knows nothing of the SDK. */
export class Pack {
    readonly runners: readonly RuleRunner[];
    readonly #options: PackOptions;
    readonly #byType = new Map<string, readonly RuleRunner[]>();
    #circumstances: Circumstances | undefined;
    #stack: StackName | undefined;
    #resources = 0;

    constructor(options: PackOptions) {
        this.#options = options;
        this.runners = options.rules.map((rule) => new RuleRunner(rule));
    }

    /** The rules that read a type; worked out once per type, so other rules cost nothing. */
    runnersFor(type: string): readonly RuleRunner[] {
        let runners = this.#byType.get(type);
        if (runners === undefined) {
            runners = this.runners.filter(({ rule }) => rule.resource !== undefined && appliesTo(rule.types, type));
            this.#byType.set(type, runners);
        }
        return runners;
    }

    /** Begins a run; the engine announces it by the root stack resource. Returns faults of the exceptions file. */
    begin(urn: string, exceptionsFile: string | undefined): Report[] {
        for (const runner of this.runners) {
            runner.reset();
        }
        this.#resources = 0;
        const { problems } = this.#open(exceptionsFile);
        this.#stack = stackOf(urn) ?? { stack: "", project: "" };
        // The engine does not finish a run that it refuses, and the report of an earlier run must not pass for this one's.
        const faults = [
            ...(this.#options.problems?.() ?? []),
            ...problems,
            ...this.#removeOldReport(),
            ...this.#required().ledger.problems(this.#stack),
        ];
        return faults.map((message) => ({ message, advisory: false }));
    }

    get begun(): boolean {
        return this.#circumstances !== undefined;
    }

    countResource(): void {
        this.#resources++;
    }

    judge(runner: RuleRunner, subject: Subject): Report[] {
        return runner.judge(subject, this.#required());
    }

    judgeStack(runner: RuleRunner, resources: readonly StackSubject[]): Report[] {
        const subjects = resources.filter((resource) => appliesTo(runner.rule.types, resource.type));
        if (subjects.length === 0) {
            return [];
        }
        const root = resources.find((resource) => resource.type === rootType) ?? resources[0];
        return runner.judgeStack(subjects, root?.urn ?? "", this.#required());
    }

    /** Ends a run: exceptions that nothing needed, and the report for whoever asked for one. */
    end(urns: readonly string[]): Report[] {
        const { ledger } = this.#required();
        const stack = this.#stack ?? { stack: "", project: "" };
        const byId = new Map(this.runners.map((runner) => [runner.rule.id, runner]));
        const unused = ledger.unused(stack, urns, (rule, urn) => {
            const runner = byId.get(rule);
            return runner?.configured === true && runner.judged(urn);
        });
        const reports = unused.map((message) => ({ message, advisory: false }));
        const { reportFile } = this.#options;
        if (reportFile) {
            reports.push(...this.#writeReport(reportFile, stack));
        }
        return reports;
    }

    #removeOldReport(): string[] {
        const { reportFile } = this.#options;
        try {
            if (reportFile) {
                fs.rmSync(reportFile, { force: true });
            }
            return [];
        } catch (error) {
            return [`the old report ${reportFile} cannot be removed: ${text(error)}`];
        }
    }

    counts(): Record<string, Counts> {
        const active = this.runners.filter((runner) => runner.configured);
        return Object.fromEntries(active.map(({ rule, tally }) => [rule.id, tally.counts(this.#resources)]));
    }

    #writeReport(file: string, stack: StackName): Report[] {
        const report = { ...stack, preview: this.#options.preview, resources: this.#resources, rules: this.counts() };
        try {
            fs.writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
            return [];
        } catch (error) {
            return [{ message: `the report could not be written to ${file}: ${text(error)}`, advisory: true }];
        }
    }

    #open(exceptionsFile: string | undefined): { problems: string[] } {
        const name = exceptionsFile ?? defaultExceptionsFile;
        const file = path.resolve(this.#options.directory, name);
        const problems: string[] = [];
        let content = "";
        try {
            content = fs.readFileSync(file, "utf8");
        } catch (error) {
            const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
            if (!missing || exceptionsFile !== undefined) {
                problems.push(`${name}: cannot be read (${text(error)}); no exception is in force`);
            }
        }
        const ids = new Set(this.#options.rules.map((rule) => rule.id));
        const now = this.#options.now?.() ?? new Date();
        const ledger = new ExceptionLedger(content, path.basename(name), ids, now);
        this.#circumstances = { preview: this.#options.preview, ledger };
        return { problems };
    }

    /** Where nobody began the run (the pack's own policy is disabled) the exceptions still hold. */
    #required(): Circumstances {
        if (this.#circumstances === undefined) {
            this.#open(undefined);
        }
        return this.#circumstances as unknown as Circumstances;
    }
}

export const rootType = "pulumi:pulumi:Stack";
export const defaultExceptionsFile = "exceptions.yaml";

function text(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
