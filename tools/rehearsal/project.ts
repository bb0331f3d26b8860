import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { Failure } from "../support/failure";

export interface Project {
    readonly folder: string;
    readonly name: string;
    readonly file: string;
}

/** The Pulumi project of a folder. */
export function readProject(folder: string): Project {
    const file = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(folder, name)).find((path) => existsSync(path));
    if (file === undefined) throw new Failure(`${folder}: no Pulumi.yaml; give the folder of a Pulumi project`);
    const content: unknown = parse(readFileSync(file, "utf8"));
    const name = typeof content === "object" && content !== null && "name" in content ? content.name : undefined;
    if (typeof name !== "string" || name === "") throw new Failure(`${file}: no name; a Pulumi project has one`);
    return { folder, name, file };
}

/** Names of the stacks that have a file in a project's folder. */
export function stackNames(folder: string): string[] {
    return readdirSync(folder)
        .flatMap((file) => /^Pulumi\.([A-Za-z0-9_.-]+)\.ya?ml$/.exec(file)?.[1] ?? [])
        .sort();
}
