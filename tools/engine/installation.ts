import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

const PREFIX = ".landing-zone-";

/** A folder beside the final one, on the same file system, so that the last step is a rename. */
export function startInstallation(folder: string): string {
    const root = join(folder, `${PREFIX}${process.pid}-${randomBytes(4).toString("hex")}`);
    mkdirSync(join(root, "bin"), { recursive: true });
    return root;
}

/** Gives a finished installation its name; what had the name before was judged broken or out of date by the caller. */
export function commitInstallation(root: string, final: string): void {
    const aside = `${root}-replaced`;
    if (existsSync(final)) renameSync(final, aside);
    renameSync(root, final);
    rmSync(aside, { recursive: true, force: true });
}

/** What killed runs left behind; called under the lock, so nothing of it is in use. */
export function removeLeftovers(folder: string): void {
    for (const name of readdirSync(folder)) {
        if (name.startsWith(PREFIX)) rmSync(join(folder, name), { recursive: true, force: true });
    }
}
