import type { CommandLine } from "./commandLine";

/** Commands that run the program or call providers, and take `--config-file`. */
const operations = new Set(["preview", "up", "refresh", "destroy", "import", "watch"]);
/** Commands that write into the stack file because that is what they are for. */
const writers = new Set(["config set", "config set-all", "config rm", "config rm-all", "config cp", "config refresh"]);
const otherWriters = new Set(["config env", "stack rename", "stack change-secrets-provider"]);
/** Operations that make sense on a stack that is not there yet. */
const creators = new Set(["preview", "up", "refresh", "import", "watch", "config"]);

export const isOperation = ({ command }: CommandLine): boolean => operations.has(command[0] ?? "");

export const createsStack = ({ command }: CommandLine): boolean => creators.has(command[0] ?? "");

export function writesStackFile({ command }: CommandLine): boolean {
    const words = command.join(" ");
    return writers.has(words) || otherWriters.has(words);
}
