import { isUnknownValueError, unknownPath } from "./unknowns";
import { asList } from "./values";

export interface Finding {
    readonly kind: "violation" | "undecided" | "unreadable" | "fault";
    readonly message: string;
    /** The resource meant, where a stack check speaks of one. */
    readonly urn?: string;
}

/** What a rule found out about a resource or a stack. */
export class Findings {
    readonly #list: Finding[] = [];

    violation(message: string, urn?: string): void {
        this.#add("violation", message, urn);
    }

    /** The rule could not tell, for the reason given. */
    undecided(reason: string, urn?: string): void {
        this.#add("undecided", reason, urn);
    }

    /** The rule could not tell although the value is known; waiting will not help, so a preview blocks on it too. */
    unreadable(reason: string, urn?: string): void {
        this.#add("unreadable", reason, urn);
    }

    get any(): boolean {
        return this.#list.length > 0;
    }

    /** Runs one step of a rule; if it meets an unknown value that step is undecided and the others still run. */
    attempt(step: () => void, urn?: string): void {
        try {
            step();
        } catch (error) {
            if (!isUnknownValueError(error)) {
                throw error;
            }
            this.undecided(`${unknownPath(error)} is not known yet`, urn);
        }
    }

    /** Every element of a list (or a bare value in its place), nested lists included, as a step of its own. */
    each(read: () => unknown, step: (element: unknown, index: number) => void, urn?: string): void {
        this.attempt(() => {
            const list = asList(read());
            for (let index = 0; index < list.length; index++) {
                this.attempt(() => {
                    const element = list[index];
                    if (Array.isArray(element)) {
                        this.each(() => element, step, urn);
                    } else {
                        step(element, index);
                    }
                }, urn);
            }
        }, urn);
    }

    /** Runs a whole check. A fault of the rule becomes a finding, never a crash and never a pass. */
    static of(check: (findings: Findings) => void): readonly Finding[] {
        const findings = new Findings();
        try {
            findings.attempt(() => check(findings));
        } catch (error) {
            const text = error instanceof Error ? error.message : String(error);
            findings.#add("fault", `the rule itself failed and could not judge: ${text}`);
        }
        return findings.#list;
    }

    #add(kind: Finding["kind"], message: string, urn?: string): void {
        if (!this.#list.some((known) => known.kind === kind && known.message === message && known.urn === urn)) {
            this.#list.push({ kind, message, ...(urn !== undefined && { urn }) });
        }
    }
}
