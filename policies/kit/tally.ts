export type Outcome = "passed" | "violated" | "undecided" | "excepted";

export interface Counts {
    /** Judgements made: one for each resource looked at, one for each look at the whole stack. */
    evaluated: number;
    violated: number;
    undecided: number;
    excepted: number;
    /** Resources of other types. */
    notApplicable: number;
}

/** Counts of one rule. */
export class Tally {
    readonly #outcomes: Record<Outcome, number> = { passed: 0, violated: 0, undecided: 0, excepted: 0 };
    #resources = 0;

    add(outcome: Outcome, of: "resource" | "stack"): void {
        this.#outcomes[outcome]++;
        this.#resources += of === "resource" ? 1 : 0;
    }

    counts(resourcesSeen: number): Counts {
        const { passed, violated, undecided, excepted } = this.#outcomes;
        return {
            evaluated: passed + violated + undecided + excepted,
            violated,
            undecided,
            excepted,
            notApplicable: resourcesSeen - this.#resources,
        };
    }
}
