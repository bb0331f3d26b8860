import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Attempt, ENGINE_VERSION, type Engine } from "./engine";
import { versionsFolder } from "./home";
import { damage, readManifest } from "./manifest";
import { CLI, isExecutable, LANGUAGE_HOST, probeCli, probeLanguageHost } from "./probe";
import { nearestFirst, parseVersion, refuseVersion } from "./version";

/** Where a build goes when an official download of the same version, which other programs may use, has the usual place. */
export const SOURCE_FOLDER = `${ENGINE_VERSION}-source`;

/** Way 2: a whole installation of a version that serves, under `$PULUMI_HOME/versions`. */
export async function fromCache(env: NodeJS.ProcessEnv): Promise<Attempt> {
    const folder = versionsFolder(env);
    const reasons: string[] = [];
    for (const name of candidates(folder)) {
        const attempt = await checkInstallation(join(folder, name), env);
        if ("engine" in attempt) return attempt;
        reasons.push(attempt.reason);
    }
    return { reason: reasons.length === 0 ? `nothing in ${folder}` : reasons.join("; ") };
}

function candidates(folder: string): string[] {
    let names: string[];
    try {
        names = readdirSync(folder);
    } catch {
        return [];
    }
    const versions = names.filter((name) => parseVersion(name) === name && refuseVersion(name) === undefined);
    const ordered = nearestFirst(versions);
    return names.includes(SOURCE_FOLDER) ? [...ordered, SOURCE_FOLDER] : ordered;
}

/** An installation of ours is whole when its files are those of its manifest; another's must answer. */
export async function checkInstallation(root: string, env: NodeJS.ProcessEnv): Promise<Attempt> {
    const bin = join(root, "bin");
    const cli = join(bin, CLI);
    const host = join(bin, LANGUAGE_HOST);
    for (const file of [cli, host]) {
        if (!isExecutable(file)) return { reason: `${file} ${describeFile(file)}` };
    }
    const manifest = readManifest(root);
    if (manifest !== undefined) {
        if ("reason" in manifest) return manifest;
        const reason = damage(root, manifest) ?? refuseVersion(manifest.version);
        return reason === undefined ? { engine: { bin, cli, version: manifest.version, way: "cache" } } : { reason };
    }
    const probe = await probeCli(cli, env);
    if ("reason" in probe) return probe;
    const broken = await probeLanguageHost(host, env);
    return broken === undefined ? { engine: { bin, cli, version: probe.version, way: "cache" } } : { reason: broken };
}

function describeFile(file: string): string {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) return "is missing";
    return found.size === 0 ? "is empty" : "is not executable";
}

/** The build of exactly this recipe, where one is kept. */
export async function builtBefore(env: NodeJS.ProcessEnv, recipe: string): Promise<Engine | undefined> {
    for (const name of [ENGINE_VERSION, SOURCE_FOLDER]) {
        const root = join(versionsFolder(env), name);
        const manifest = readManifest(root);
        if (manifest === undefined || "reason" in manifest) continue;
        if (manifest.way !== "source" || manifest.recipe !== recipe) continue;
        const attempt = await checkInstallation(root, env);
        if ("engine" in attempt) return { ...attempt.engine, way: "source" };
    }
    return undefined;
}
