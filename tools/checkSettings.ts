import { resolve } from "node:path";
import { Command } from "commander";
import { formatProblems, type Problem } from "../components/model/problem";
import { crossCheck } from "../stacks/settings/crossCheck";
import { readStackFileOf, readStackFiles } from "../stacks/settings/stackFiles";

/** Everything that is wrong with the stack files of a folder, each file by itself and all together. */
export function settingsProblems(folder: string, stacks: readonly string[] = []): Problem[] {
    const present = readStackFiles(folder);
    const missing = stacks.filter((stack) => !present.some((file) => file.stack === stack));
    const files = [...present, ...missing.map((stack) => readStackFileOf(folder, stack))];
    return [...files.flatMap((file) => file.problems), ...crossCheck(files)];
}

function main(): void {
    new Command("npm run check:settings --")
        .description("Checks every Pulumi.<stack>.yaml by itself and against the others, without the engine.")
        .argument("[stack...]", "stacks that must be there", [])
        .option("--folder <path>", "folder of the stack files", resolve(__dirname, ".."))
        .action((stacks: string[], { folder }: { folder: string }) => {
            const problems = settingsProblems(resolve(process.env["INIT_CWD"] ?? ".", folder), stacks);
            if (problems.length > 0) {
                console.error(formatProblems(problems));
                process.exitCode = 1;
                return;
            }
            const files = readStackFiles(folder).map(({ file }) => file);
            console.log(`${files.length} stack files are sound: ${files.join(", ")}`);
        })
        .parse();
}

if (require.main === module) main();
