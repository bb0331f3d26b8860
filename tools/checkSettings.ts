import { resolve } from "node:path";
import { Command } from "commander";
import { formatProblems } from "../components/model/problem";
import { readStackFiles } from "../stacks/settings/stackFiles";
import { settingsProblems } from "./settings/problems";

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
