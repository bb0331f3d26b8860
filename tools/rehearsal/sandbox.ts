import { chmodSync, copyFileSync, mkdirSync, realpathSync, renameSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Engine } from "../engine/engine";
import { Failure } from "../support/failure";
import { pluginScript, projectRoot } from "./places";
import { sdkVersions } from "./sdkVersions";
import { passphrase } from "./secrets";

/** A Pulumi home and backend of the rehearsal's own: the user's login, plugins and state are never seen. */
export class Sandbox {
    readonly home: string;
    readonly backend: string;
    readonly scratch: string;

    constructor(
        readonly folder: string,
        readonly engine: Engine,
    ) {
        this.home = join(folder, "home");
        this.backend = join(folder, "backend");
        this.scratch = join(folder, "scratch");
        try {
            for (const path of [this.home, this.backend, this.scratch]) mkdirSync(path, { recursive: true });
        } catch (error) {
            const code = (error as NodeJS.ErrnoException).code ?? String(error);
            throw new Failure(
                `cannot write to ${folder} (${code}): a rehearsal keeps its state there; make it writable`,
            );
        }
    }

    /** Puts the simulator's plugin in the place of each provider version that the programs of these folders can ask for. */
    installPlugins(programs: readonly string[]): void {
        for (const { name, version } of sdkVersions([...programs, projectRoot])) {
            const folder = join(this.home, "plugins", `resource-${name}-v${version}`);
            mkdirSync(folder, { recursive: true });
            const file = join(folder, `pulumi-resource-${name}`);
            // Renamed into place: another command may be starting the plugin right now.
            const fresh = `${file}.${process.pid}`;
            copyFileSync(pluginScript, fresh);
            chmodSync(fresh, 0o755);
            renameSync(fresh, file);
        }
    }

    /** What the CLI runs with: the caller's environment without its Pulumi and AWS settings, and ours. */
    environment(simulatorPort: number, ambient: NodeJS.ProcessEnv = process.env): { [key: string]: string } {
        return {
            ...withoutAmbient(ambient),
            PATH: [this.engine.bin, dirname(process.execPath), ambient["PATH"] ?? ""].join(delimiter),
            // A program without node_modules of its own finds ours.
            NODE_PATH: [ambient["NODE_PATH"], join(projectRoot, "node_modules")].filter(Boolean).join(delimiter),
            PULUMI_HOME: this.home,
            PULUMI_BACKEND_URL: pathToFileURL(realpathSync(this.backend)).href,
            PULUMI_CONFIG_PASSPHRASE: passphrase,
            PULUMI_SKIP_UPDATE_CHECK: "true",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            // A real provider on PATH must never take the simulator's place.
            PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
            LANDING_ZONE_SIMULATOR: String(simulatorPort),
        };
    }

    remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }
}

/** Credentials, profiles, logins and debugging switches of the caller must not decide what a rehearsal does. */
function isAmbient(name: string): boolean {
    return name.startsWith("AWS_") || name.startsWith("PULUMI_");
}

export function withoutAmbient(env: NodeJS.ProcessEnv): { [key: string]: string } {
    return Object.fromEntries(
        Object.entries(env).filter(
            (entry): entry is [string, string] => entry[1] !== undefined && !isAmbient(entry[0]),
        ),
    );
}

/** The Automation API lays its environment over that of this process; an empty value counts as none. */
export function blankAmbient(env: NodeJS.ProcessEnv = process.env): { [name: string]: string } {
    return Object.fromEntries(
        Object.keys(env)
            .filter(isAmbient)
            .map((name) => [name, ""]),
    );
}
