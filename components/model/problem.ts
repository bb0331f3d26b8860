/** One thing that is wrong with what a person wrote: where, what was found, what is allowed and how to mend it. */
export interface Problem {
    /** "Pulumi.dev.yaml landing-zone:environment.network.cidr" */
    readonly place: string;
    readonly found: string;
    readonly allowed: string;
    readonly fix: string;
}

/** Shows a found value as it would be written in YAML, shortened. */
export function show(value: unknown): string {
    if (value === undefined) return "nothing";
    const text = JSON.stringify(value) ?? String(value);
    return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

export function formatProblem(problem: Problem): string {
    return `${problem.place}\n    found:   ${problem.found}\n    allowed: ${problem.allowed}\n    fix:     ${problem.fix}`;
}

/** All problems as one text: a count, then each with its place. */
export function formatProblems(problems: readonly Problem[]): string {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    return `${count} in the settings\n${problems.map((problem) => `  - ${formatProblem(problem)}`).join("\n")}`;
}
