import { type Finding, Findings } from "./findings";
import type { ExceptionLedger } from "./ledger";
import { decodeSettings, type Settings } from "./parameters";
import type { Rule, StackSubject, Subject } from "./rule";
import { type Outcome, Tally } from "./tally";

/** A line for the engine. `advisory` overrides the rule's level; without it the level is the configured one. */
export interface Report {
    readonly message: string;
    readonly urn?: string;
    readonly advisory: boolean;
}

export interface Circumstances {
    /** Preview: what is undecided now is judged again, with all values known, before the change is made. */
    readonly preview: boolean;
    readonly ledger: ExceptionLedger;
}

/** One rule during one run: its settings, its findings turned into reports, its counts. */
export class RuleRunner {
    readonly rule: Rule;
    tally = new Tally();
    #settings: Settings | undefined;
    #judged = new Set<string>();

    constructor(rule: Rule) {
        this.rule = rule;
    }

    get configured(): boolean {
        return this.#settings !== undefined;
    }

    /** Takes the configuration that the engine holds for the rule; returns what is wrong with it. */
    configure(config: unknown): Report[] {
        this.#settings = decodeSettings(this.rule, config);
        return this.#settings.problems.map((message) => ({ message, advisory: false }));
    }

    reset(): void {
        this.tally = new Tally();
        this.#settings = undefined;
        this.#judged = new Set();
    }

    /** Whether the rule has looked at a resource, alone or as part of the stack. */
    judged(urn: string): boolean {
        return this.#judged.has(urn);
    }

    judge(subject: Subject, circumstances: Circumstances): Report[] {
        this.#judged.add(subject.urn);
        const findings = Findings.of((list) => this.rule.resource?.(subject, list, this.#parameters()));
        return this.#report(findings, subject.urn, circumstances, "resource");
    }

    judgeStack(subjects: readonly StackSubject[], stackUrn: string, circumstances: Circumstances): Report[] {
        for (const subject of subjects) {
            this.#judged.add(subject.urn);
        }
        const findings = Findings.of((list) => this.rule.stack?.(subjects, list, this.#parameters()));
        return this.#report(findings, stackUrn, circumstances, "stack");
    }

    #parameters(): unknown {
        if (this.#settings === undefined) {
            throw new Error("not configured");
        }
        return this.#settings.parameters;
    }

    #report(
        findings: readonly Finding[],
        defaultUrn: string,
        circumstances: Circumstances,
        of: "resource" | "stack",
    ): Report[] {
        const outcomes = new Set<Outcome>();
        const reports = findings.map((finding) => {
            const urn = finding.urn ?? defaultUrn;
            const exception = finding.kind === "fault" ? undefined : circumstances.ledger.use(this.rule.id, urn);
            if (exception !== undefined) {
                outcomes.add("excepted");
                const { expires, place, reason, owner } = exception;
                const text = `excepted until ${expires} (${place}): ${reason} (owner: ${owner}); found: ${finding.message}`;
                return { message: text, urn, advisory: true };
            }
            outcomes.add(isUndecided(finding) ? "undecided" : "violated");
            return this.#unexcepted(finding, urn, circumstances.preview);
        });
        const worst: readonly Outcome[] = ["violated", "undecided", "excepted"];
        this.tally.add(worst.find((outcome) => outcomes.has(outcome)) ?? "passed", of);
        return reports;
    }

    #unexcepted(finding: Finding, urn: string, preview: boolean): Report {
        if (!isUndecided(finding)) {
            return { message: `${finding.message}\nfix: ${this.rule.fix}`, urn, advisory: false };
        }
        const judgedAgain = preview && finding.kind === "undecided";
        const level = this.#settings?.undecided ?? (judgedAgain ? "advisory" : "mandatory");
        const later = level === "advisory" && judgedAgain ? "; it is judged again before the change is made" : "";
        return { message: `undecided: ${finding.message}${later}`, urn, advisory: level === "advisory" };
    }
}

function isUndecided({ kind }: Finding): boolean {
    return kind === "undecided" || kind === "unreadable";
}
