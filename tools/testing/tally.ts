/** What came of a group of tests. */
export interface Tally {
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

/** A step that is no group of tests (type check, lint) or that did not get as far as counting. */
export const ONE_FAILURE: Tally = { passed: 0, failed: 1, skipped: 0 };

export function add(tallies: readonly Tally[]): Tally {
    return tallies.reduce(
        (sum, tally) => ({
            passed: sum.passed + tally.passed,
            failed: sum.failed + tally.failed,
            skipped: sum.skipped + tally.skipped,
        }),
        NOTHING,
    );
}

/** Where nobody is there to notice a skip, it counts as a failure. */
export function strict(tally: Tally): Tally {
    return { passed: tally.passed, failed: tally.failed + tally.skipped, skipped: 0 };
}

/** The last line of a run. */
export function summary(tally: Tally): string {
    const skipped = tally.skipped === 0 ? "" : `, ${tally.skipped} skipped`;
    return `${tally.passed} passed, ${tally.failed} failed${skipped}`;
}
