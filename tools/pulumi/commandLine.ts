/** What matters to us of the arguments of a `pulumi` command; the CLI itself reads all of them. */
export interface CommandLine {
    /** The words of the command, its aliases resolved: ["up"], ["config", "set"]. */
    readonly command: readonly string[];
    readonly cwd: string | undefined;
    readonly stack: string | undefined;
    readonly configFile: string | undefined;
    /** Whether values are given that the CLI saves into the stack file (`--config key=value`). */
    readonly savesConfig: boolean;
    readonly help: boolean;
}

const aliases: { readonly [alias: string]: string } = {
    update: "up",
    pre: "preview",
    down: "destroy",
    dn: "destroy",
    conf: "config",
    cfg: "config",
};

/** Flags whose value may be the next argument and would otherwise be taken for a word of the command. */
const valued = new Set([
    ...["--cwd", "-C", "--stack", "-s", "--config-file", "--config", "-c", "--color", "--verbose", "-v", "--tracing"],
    ...["--profiling", "--memprofilerate", "--message", "-m", "--parallel", "-p", "--target", "-t", "--replace"],
    ...["--exclude", "--policy-pack", "--policy-pack-config", "--plan", "--save-plan"],
]);
const groups = new Set(["config", "stack", "state", "plugin", "policy", "env", "org", "package", "template", "schema"]);

export function parseCommandLine(args: readonly string[]): CommandLine {
    const words: string[] = [];
    const values = new Map<string, string>();
    let help = args.length === 0;
    for (let index = 0; index < args.length; index++) {
        const arg = args[index] ?? "";
        if (arg === "--") break;
        if (!arg.startsWith("-")) {
            words.push(arg);
            continue;
        }
        const [flag, value] = splitFlag(arg);
        if (flag === "--help" || flag === "-h") help = true;
        if (!valued.has(flag)) continue;
        const given = value ?? args[++index];
        if (given !== undefined) values.set(flag, given);
    }
    const [first = ""] = words;
    const name = aliases[first] ?? first;
    const second = words[1];
    return {
        command: groups.has(name) && second !== undefined ? [name, second] : [name],
        cwd: values.get("--cwd") ?? values.get("-C"),
        stack: values.get("--stack") ?? values.get("-s"),
        configFile: values.get("--config-file"),
        savesConfig: name !== "config" && (values.has("--config") || values.has("-c")),
        help: help || name === "help",
    };
}

/** "--stack=dev" and "-sdev" carry their value with them; "-ys dev" is -y and -s. */
function splitFlag(arg: string): [flag: string, value: string | undefined] {
    if (arg.startsWith("--")) {
        const equals = arg.indexOf("=");
        return equals === -1 ? [arg, undefined] : [arg.slice(0, equals), arg.slice(equals + 1)];
    }
    const letters = [...arg.slice(1)];
    const at = letters.findIndex((letter) => valued.has(`-${letter}`));
    if (at === -1) return [letters.includes("h") ? "-h" : arg.slice(0, 2), undefined];
    const rest = letters
        .slice(at + 1)
        .join("")
        .replace(/^=/, "");
    return [`-${letters[at]}`, rest === "" ? undefined : rest];
}
