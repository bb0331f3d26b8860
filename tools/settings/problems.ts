import type { Problem } from "../../components/model/problem";
import { crossCheck } from "../../stacks/settings/crossCheck";
import { readStackFileOf, readStackFiles } from "../../stacks/settings/stackFiles";
import { policyConfigProblems } from "./policyConfigProblems";

/**
 * Everything that is wrong with the stack files of a folder: each file by itself, all of them together, and against the policy
 * pack's configuration.
 * @param stacks stacks that must be there
 */
export function settingsProblems(folder: string, stacks: readonly string[] = []): Problem[] {
    const present = readStackFiles(folder);
    const missing = stacks.filter((stack) => !present.some((file) => file.stack === stack));
    const files = [...present, ...missing.map((stack) => readStackFileOf(folder, stack))];
    return [...files.flatMap((file) => file.problems), ...crossCheck(files), ...policyConfigProblems(folder, files)];
}
