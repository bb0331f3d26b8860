import { accessSync, constants, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { ENGINE_VERSION, EngineError } from "./engine";

/** `$PULUMI_HOME`, by default `~/.pulumi`, as the CLI itself decides it. */
export function pulumiHome(env: NodeJS.ProcessEnv): string {
    const home = env["PULUMI_HOME"];
    return home === undefined || home === "" ? join(env["HOME"] || homedir(), ".pulumi") : resolve(home);
}

/** The folder that the Automation API and the npm package `pulumi` keep their CLIs in as well. */
export function versionsFolder(env: NodeJS.ProcessEnv): string {
    return join(pulumiHome(env), "versions");
}

/** Makes the versions folder, or says before any work is done that nothing can be kept there. */
export function openVersionsFolder(env: NodeJS.ProcessEnv): string {
    const folder = versionsFolder(env);
    try {
        mkdirSync(folder, { recursive: true });
        accessSync(folder, constants.W_OK);
    } catch (error) {
        throw unwritable(folder, error);
    }
    return folder;
}

export function unwritable(folder: string, error: unknown): EngineError {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return new EngineError(
        `cannot write to ${folder} (${code}): the Pulumi CLI ${ENGINE_VERSION} is kept there; make it writable, or set ` +
            "PULUMI_HOME to a folder you may write to, for example PULUMI_HOME=/tmp/pulumi-home npm run doctor -- --fix",
    );
}

export function isFileSystemError(error: unknown): boolean {
    const codes = ["EACCES", "EPERM", "EROFS", "ENOSPC", "ENOTDIR", "EDQUOT"];
    return codes.includes((error as NodeJS.ErrnoException).code ?? "");
}
