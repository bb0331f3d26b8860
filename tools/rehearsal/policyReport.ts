/** What the policy pack writes to the file named in LANDING_ZONE_POLICY_REPORT. */
export interface PolicyReport {
    readonly resources: number;
    readonly rules: { readonly [id: string]: RuleCounts };
}

export interface RuleCounts {
    readonly evaluated: number;
    readonly violated: number;
    readonly undecided: number;
    readonly excepted: number;
    readonly notApplicable: number;
}

export type Totals = Pick<RuleCounts, "evaluated" | "violated" | "undecided" | "excepted">;

export function totals(report: PolicyReport): Totals {
    const sum = (of: keyof Totals): number => Object.values(report.rules).reduce((all, rule) => all + rule[of], 0);
    return {
        evaluated: sum("evaluated"),
        violated: sum("violated"),
        undecided: sum("undecided"),
        excepted: sum("excepted"),
    };
}
