import { formatProblems } from "../../components/model/problem";
import { readStackFiles } from "../../stacks/settings/stackFiles";
import type { StackSettings } from "../../stacks/settings/stackSettings";
import { settingsProblems } from "../settings/problems";
import { Failure } from "../support/failure";

export interface PlannedStack {
    readonly name: string;
    readonly settings: StackSettings;
    /** The stack of the organization that it reads, where that is among the planned ones. */
    readonly needs: string | undefined;
}

export interface Plan {
    /** The organization first, then the environments by name. */
    readonly stacks: readonly PlannedStack[];
    /** Every environment that has a file, rehearsed or not. */
    readonly environments: readonly PlannedStack[];
    /** Account of the credentials: the management account of the organization, where one is managed here. */
    readonly account: string | undefined;
    /** Why there is more in it than was asked for. */
    readonly notes: readonly string[];
}

/** Which stacks a rehearsal goes through: every one that has a file, or the one asked for and what it needs. */
export function planRehearsal(folder: string, only?: string): Plan {
    const problems = settingsProblems(folder, only === undefined ? [] : [only]);
    if (problems.length > 0) throw new Failure(formatProblems(problems));
    const all = readStackFiles(folder).flatMap(({ stack, settings }): PlannedStack[] =>
        settings === undefined ? [] : [{ name: stack, settings, needs: undefined }],
    );
    if (all.length === 0) throw new Failure(`${folder}: no Pulumi.<stack>.yaml; a rehearsal needs at least one stack`);
    const names = all.map(({ name }) => name);
    const linked = all.map((stack): PlannedStack => {
        const organization = stack.settings.environment?.organizationStack;
        return { ...stack, needs: names.find((name) => name === organization) };
    });
    const wanted = linked.find(({ name }) => name === only);
    const chosen = only === undefined ? linked : linked.filter(({ name }) => name === only || name === wanted?.needs);
    const account = linked.find(({ settings }) => settings.organization !== undefined)?.settings.organization;
    return {
        stacks: [
            ...chosen.filter(({ settings }) => settings.organization !== undefined),
            ...chosen.filter(({ settings }) => settings.organization === undefined),
        ],
        environments: linked.filter(({ settings }) => settings.environment !== undefined),
        account: account?.managementAccountId,
        notes: wanted?.needs === undefined ? [] : [`${only} reads the organization, so ${wanted.needs} comes first`],
    };
}
