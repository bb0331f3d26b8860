import { Command } from "commander";
import { diagnose, type Finding } from "./engine/diagnosis";
import { findEngine } from "./engine/find";
import { runCommand } from "./support/failure";

const MARKS: Record<Finding["state"], string> = { ok: "ok     ", note: "note   ", missing: "MISSING" };

async function main(): Promise<number> {
    const command = new Command("npm run doctor --")
        .description("Says which Pulumi CLI, Node.js, Go and ports were found, and what to do about what is missing.")
        .option("--fix", "get the Pulumi CLI now: download it, or build it from Go modules")
        .addHelpText(
            "after",
            "\nEnvironment:\n  PULUMI_HOME             where CLIs are kept, ~/.pulumi by default" +
                "\n  PULUMI_FROM_SOURCE=1    take no CLI but one built here from Go modules",
        )
        .parse();
    if (command.opts<{ fix?: boolean }>().fix === true) await findEngine();

    const findings = await diagnose(process.env);
    for (const { state, name, found, advice } of findings) {
        process.stdout.write(`${MARKS[state]} ${name.padEnd(14)} ${found}\n`);
        for (const line of advice ?? []) process.stdout.write(`${" ".repeat(23)}${line}\n`);
    }
    const missing = findings.filter((finding) => finding.state === "missing").length;
    process.stdout.write(missing === 0 ? "nothing stands in the way\n" : `missing: ${missing}\n`);
    return missing === 0 ? 0 : 1;
}

runCommand(main);
