import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The packages that the simulator answers for. */
export type SimulatedPackage = "aws" | "awsx";
export const simulatedPackages: readonly SimulatedPackage[] = ["aws", "awsx"];

export interface SdkVersion {
    readonly name: SimulatedPackage;
    readonly version: string;
}

/**
 * Every version of @pulumi/aws and @pulumi/awsx that a program can load: beside it, above it, and in copies nested under
 * other packages. The engine asks for the plugin of exactly the version whose Node SDK registered the resource.
 */
export function sdkVersions(folders: readonly string[]): SdkVersion[] {
    const visited = new Set<string>();
    const found = new Map<string, SdkVersion>();
    const visit = (modules: string): void => {
        if (visited.has(modules) || !existsSync(modules)) return;
        visited.add(modules);
        for (const name of simulatedPackages) {
            const version = versionOf(join(modules, "@pulumi", name, "package.json"));
            if (version !== undefined) found.set(`${name}-${version}`, { name, version });
        }
        for (const folder of packagesOf(modules)) visit(join(folder, "node_modules"));
    };
    for (const folder of folders) for (const modules of lookupPath(folder)) visit(modules);
    return [...found.values()];
}

/** The node_modules folders that Node looks into from a folder. */
function lookupPath(folder: string): string[] {
    const here = join(folder, "node_modules");
    const parent = dirname(folder);
    return parent === folder ? [here] : [here, ...lookupPath(parent)];
}

function packagesOf(modules: string): string[] {
    return readdirSync(modules).flatMap((name) => {
        const path = join(modules, name);
        // pnpm keeps every package of the tree in one folder per package and version.
        const isGroup = name.startsWith("@") || name === ".pnpm";
        return isGroup ? readdirSync(path).map((inner) => join(path, inner)) : name.startsWith(".") ? [] : [path];
    });
}

function versionOf(file: string): string | undefined {
    try {
        const manifest: { readonly version?: unknown } = JSON.parse(readFileSync(file, "utf8"));
        return typeof manifest.version === "string" ? manifest.version.replace(/^v/, "") : undefined;
    } catch {
        return undefined;
    }
}
