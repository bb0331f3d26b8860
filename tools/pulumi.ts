import { findEngine, lookUp } from "./engine/find";
import { pulumiCommand } from "./pulumi/command";
import { runCommand } from "./support/failure";

/** stdout and exit code are the CLI's own; anything of ours goes to stderr. */
async function main(): Promise<number> {
    const engine = (await lookUp(process.env, new Map())) ?? (await findEngine());
    return pulumiCommand(process.argv.slice(2), process.env["INIT_CWD"] ?? process.cwd(), engine);
}

runCommand(main);
