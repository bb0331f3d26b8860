import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { type Project, readProject } from "../rehearsal/project";

export interface Program extends Project {
    /** Where the stack files are: beside Pulumi.yaml, or where `stackConfigDir` says. */
    readonly stackFiles: string;
}

/** The Pulumi project that a folder belongs to, found as the CLI finds it: here or above. */
export function findProgram(folder: string): Program | undefined {
    const present = ["Pulumi.yaml", "Pulumi.yml"].some((name) => existsSync(join(folder, name)));
    if (present) {
        const project = readProject(folder);
        const content = parse(readFileSync(project.file, "utf8")) as { readonly stackConfigDir?: unknown };
        const { stackConfigDir } = content;
        const stackFiles = typeof stackConfigDir === "string" ? resolve(folder, stackConfigDir) : folder;
        return { ...project, stackFiles };
    }
    const parent = dirname(folder);
    return parent === folder ? undefined : findProgram(parent);
}

/** Whether the program's own node_modules has the SDK; otherwise it runs on ours. */
export function hasOwnSdk(folder: string): boolean {
    const paths = createRequire(join(folder, "index.js")).resolve.paths("@pulumi/pulumi") ?? [];
    const own = paths.filter((path) => path.startsWith(resolve("/")) && !isGlobal(path));
    return own.some((path) => existsSync(join(path, "@pulumi", "pulumi", "package.json")));
}

/** Node appends folders of the user's home and installation to every list. */
const isGlobal = (path: string): boolean => /[/\\]\.node_(modules|libraries)$|[/\\]lib[/\\]node$/.test(path);

/** The name of a stack without organization and project: "organization/shop/dev" is "dev". */
export const shortStackName = (stack: string): string => stack.split("/").at(-1) ?? stack;
