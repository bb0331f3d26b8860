import { accessSync, constants, existsSync } from "node:fs";
import { connect, createServer } from "node:net";
import { dirname } from "node:path";
import { ENGINE_VERSION, type Engine, type Way } from "./engine";
import { buildsFromSource, lookUp } from "./find";
import { findGo, neededGo } from "./go";
import { versionsFolder } from "./home";
import { commands } from "./nothingFound";
import { ANALYZER, findHelper, onPath } from "./probe";

export interface Finding {
    /** `note`: no obstacle, but worth knowing. */
    readonly state: "ok" | "note" | "missing";
    readonly name: string;
    readonly found: string;
    readonly advice?: readonly string[];
}

export interface Host {
    readonly host: string;
    readonly port: number;
}

const OFFICIAL: Host = { host: "get.pulumi.com", port: 443 };
const CONNECT_MS = 3_000;

/** Looks at everything a run needs; gets and changes nothing. */
export async function diagnose(env: NodeJS.ProcessEnv, downloadHost: Host = OFFICIAL): Promise<Finding[]> {
    const reasons = new Map<Way, string>();
    const engine = await lookUp(env, reasons);
    const go = await findGo(env);
    const canBuild = !("reason" in go);
    return [
        { state: "ok", name: "Node.js", found: `${process.versions.node} at ${process.execPath}` },
        ...(engine === undefined
            ? await withoutEngine(env, reasons, canBuild, downloadHost)
            : describeEngine(engine, env)),
        canBuild
            ? { state: "ok", name: "Go", found: `${go.version} at ${go.program}` }
            : {
                  state: engine === undefined && buildsFromSource(env) ? "missing" : "note",
                  name: "Go",
                  found: go.reason,
                  advice: [
                      `only needed to build the Pulumi CLI: Go ${neededGo()} or newer from https://go.dev/dl on PATH`,
                  ],
              },
        describeHome(env),
        describeBash(env),
        await describePorts(),
        ...(await describeSimulator(env)),
    ];
}

function describeEngine(engine: Engine, env: NodeJS.ProcessEnv): Finding[] {
    const name = "Pulumi CLI";
    const origins: Record<Way, string> = {
        path: "on PATH",
        cache: "in the cache",
        download: "downloaded",
        source: "built from Go modules",
    };
    const found = `${engine.version} ${origins[engine.way]}: ${engine.cli}`;
    if (findHelper(engine.cli, ANALYZER, env) !== undefined) return [{ state: "ok", name, found }];
    return [
        { state: "ok", name, found },
        {
            state: "note",
            name: ANALYZER,
            found: `not beside ${engine.cli} and not on PATH`,
            advice: [`a CLI older than 3.225 starts the policy pack with it: take the CLI of ${commands(env).cache}`],
        },
    ];
}

async function withoutEngine(
    env: NodeJS.ProcessEnv,
    reasons: ReadonlyMap<Way, string>,
    canBuild: boolean,
    downloadHost: Host,
): Promise<Finding[]> {
    const name = "Pulumi CLI";
    const fixes = commands(env);
    const fromSource = buildsFromSource(env);
    const looked = fromSource
        ? `no build of ${ENGINE_VERSION} in ${versionsFolder(env)} (PULUMI_FROM_SOURCE is set)`
        : `none yet: on PATH: ${reasons.get("path")}; cache: ${reasons.get("cache")}`;
    const reachable = !fromSource && (await answers(downloadHost));
    if (reachable || canBuild) {
        const how = reachable ? "downloaded" : "built from Go modules (about 3 minutes)";
        const advice = [`it will be ${how} by the first command that needs it; get it now: npm run doctor -- --fix`];
        return [{ state: "note", name, found: looked, advice }];
    }
    const ways: readonly Way[] = fromSource ? ["source"] : ["path", "cache", "download", "source"];
    const advice = ["any one of these will do:", ...ways.map((way) => `  ${fixes[way]}`)];
    if (!fromSource) advice.push(`(${downloadHost.host} does not answer from here)`);
    return [{ state: "missing", name, found: looked, advice }];
}

function describeHome(env: NodeJS.ProcessEnv): Finding {
    const folder = versionsFolder(env);
    let nearest = folder;
    while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
    try {
        // A path below a file exists nowhere and can be made nowhere.
        accessSync(`${nearest}/.`, constants.W_OK | constants.X_OK);
        return { state: "ok", name: "Pulumi home", found: folder };
    } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? String(error);
        const advice = ["make it writable, or set PULUMI_HOME to a folder you may write to"];
        return { state: "missing", name: "Pulumi home", found: `${folder} cannot be written (${code})`, advice };
    }
}

function describeBash(env: NodeJS.ProcessEnv): Finding {
    const [bash] = onPath("bash", env);
    if (bash !== undefined) return { state: "ok", name: "bash", found: bash };
    const advice = ["the plugins that lead the engine to the simulator are bash scripts: install bash"];
    return { state: "missing", name: "bash", found: "not on PATH", advice };
}

async function describePorts(): Promise<Finding> {
    const name = "Ports";
    try {
        const port = await listenOnce();
        return { state: "ok", name, found: `127.0.0.1 can be listened on (${port} was free)` };
    } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? String(error);
        const advice = ["engine, program and simulator speak over loopback: allow listening on 127.0.0.1"];
        return { state: "missing", name, found: `127.0.0.1 cannot be listened on (${code})`, advice };
    }
}

function listenOnce(): Promise<number> {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.on("error", reject);
        server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
        });
    });
}

async function describeSimulator(env: NodeJS.ProcessEnv): Promise<Finding[]> {
    const port = env["LANDING_ZONE_SIMULATOR"];
    if (port === undefined) return [];
    const name = "Simulator";
    const valid = /^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536;
    if (valid && (await answers({ host: "127.0.0.1", port: Number(port) }))) {
        return [{ state: "ok", name, found: `answers on port ${port}` }];
    }
    const advice = ["LANDING_ZONE_SIMULATOR is set by the rehearsal itself: unset LANDING_ZONE_SIMULATOR"];
    const found = valid ? `nothing answers on port ${port}` : `${JSON.stringify(port)} is no port (1 to 65535)`;
    return [{ state: "note", name, found, advice }];
}

/** Whether a connection can be opened. */
function answers({ host, port }: Host): Promise<boolean> {
    return new Promise((resolve) => {
        const socket = connect({ host, port, timeout: CONNECT_MS });
        const end = (open: boolean): void => {
            socket.destroy();
            resolve(open);
        };
        socket.on("connect", () => end(true));
        socket.on("timeout", () => end(false));
        socket.on("error", () => end(false));
        // A name server that keeps silent is not covered by the socket's own timeout.
        setTimeout(() => end(false), CONNECT_MS).unref();
    });
}
