import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";

const flags = ["--policy-pack", "--policy-pack-config"];

/**
 * The arguments with paths of packs as the caller meant them. The CLI looks for them from the folder of `--cwd`; who types a
 * command means the folder it is typed in. What is there from `--cwd` stays as it is.
 */
export function withPackPaths(args: readonly string[], folder: string, caller: string): string[] {
    const meant = (path: string): string => {
        const there = isAbsolute(path) || path === "" || existsSync(resolve(folder, path));
        return !there && existsSync(resolve(caller, path)) ? resolve(caller, path) : path;
    };
    return args.map((arg, index) => {
        const flag = flags.find((name) => arg.startsWith(`${name}=`));
        if (flag !== undefined) return `${flag}=${meant(arg.slice(flag.length + 1))}`;
        return flags.includes(args[index - 1] ?? "") ? meant(arg) : arg;
    });
}
