import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { projectRoot } from "./places";
import { readProject } from "./project";
import type { Sandbox } from "./sandbox";

/** A project of the same name whose program is ours with a bad change on top: `bad/<name>.ts`. */
export function overlayProject(sandbox: Sandbox, name: string): string {
    const folder = join(sandbox.folder, "bad", name);
    mkdirSync(folder, { recursive: true });
    const { name: project } = readProject(projectRoot);
    writeFileSync(join(folder, "Pulumi.yaml"), stringify({ name: project, runtime: "nodejs" }));
    // Without it the package.json of the repository would name the program.
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, main: "index.js" }));
    const program = JSON.stringify(join(__dirname, "bad", name));
    writeFileSync(join(folder, "index.js"), `module.exports = require(${program});\n`);
    return folder;
}

/** What an overlay needs beside the sandbox's environment; there is no tsconfig.json in its folder. */
export const overlayEnvironment = {
    LANDING_ZONE_PROJECT: projectRoot,
    PULUMI_NODEJS_TSCONFIG_PATH: join(projectRoot, "tsconfig.json"),
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
};
