import { createHash } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const FILE = "landing-zone.json";

const manifestSchema = z.strictObject({
    version: z.string(),
    way: z.enum(["download", "source"]),
    /** What it was made from: another one makes the build out of date. */
    recipe: z.string(),
    files: z.record(z.string(), z.strictObject({ size: z.number(), modified: z.number(), sha256: z.string() })),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Written as the last file of an installation, before the folder gets its name. */
export function writeManifest(root: string, names: readonly string[], made: Omit<Manifest, "files">): void {
    const files = Object.fromEntries(names.map((name) => [name, fileFacts(join(root, "bin", name))]));
    writeFileSync(join(root, FILE), `${JSON.stringify({ ...made, files }, null, 2)}\n`);
}

/** The manifest of an installation of ours; undefined for one that somebody else made; a reason where it is damaged. */
export function readManifest(root: string): Manifest | { readonly reason: string } | undefined {
    let text: string;
    try {
        text = readFileSync(join(root, FILE), "utf8");
    } catch {
        return undefined;
    }
    try {
        return manifestSchema.parse(JSON.parse(text));
    } catch {
        return { reason: `${join(root, FILE)} cannot be read` };
    }
}

/** Why the files are not those that were installed. Contents are read only where the time of change differs. */
export function damage(root: string, manifest: Manifest): string | undefined {
    for (const [name, expected] of Object.entries(manifest.files)) {
        const file = join(root, "bin", name);
        const found = statSync(file, { throwIfNoEntry: false });
        if (found === undefined) return `${file} is missing`;
        if (found.size !== expected.size) return `${file} has ${found.size} bytes instead of ${expected.size}`;
        if (found.mtimeMs !== expected.modified && fileFacts(file).sha256 !== expected.sha256) {
            return `${file} was changed after it was installed`;
        }
    }
    return undefined;
}

function fileFacts(file: string): Manifest["files"][string] {
    const { size, mtimeMs } = statSync(file);
    return { size, modified: mtimeMs, sha256: createHash("sha256").update(readFileSync(file)).digest("hex") };
}
