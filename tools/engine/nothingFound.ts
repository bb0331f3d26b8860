import { join } from "node:path";
import { ENGINE_VERSION, EngineError, type Way } from "./engine";
import { neededGo } from "./go";
import { versionsFolder } from "./home";

/** The commands by which a person gets a CLI, one for each way. */
export function commands(env: NodeJS.ProcessEnv): Record<Way, string> {
    const root = join(versionsFolder(env), ENGINE_VERSION);
    const install = `curl -fsSL https://get.pulumi.com | sh -s -- --version ${ENGINE_VERSION}`;
    return {
        path: `${install} && export PATH="$HOME/.pulumi/bin:$PATH"`,
        cache: `${install} --no-edit-path --install-root ${root}`,
        download: "npm run doctor -- --fix   (needs https to get.pulumi.com and github.com)",
        source: `PULUMI_FROM_SOURCE=1 npm run doctor -- --fix   (needs Go ${neededGo()} or newer from https://go.dev/dl on PATH)`,
    };
}

const TITLES: Record<Way, string> = {
    path: "a pulumi on PATH",
    cache: "the cache of Pulumi CLIs",
    download: "the official download",
    source: "a build from Go modules",
};

export function nothingFound(env: NodeJS.ProcessEnv, reasons: ReadonlyMap<Way, string>): EngineError {
    const fixes = commands(env);
    const ways: readonly Way[] = ["path", "cache", "download", "source"];
    const lines = ways.flatMap((way, index) => [
        `  ${index + 1}. ${TITLES[way]}: ${reasons.get(way) ?? "skipped, because PULUMI_FROM_SOURCE is set"}`,
        `     ${fixes[way]}`,
    ]);
    return new EngineError(
        [`no Pulumi CLI ${ENGINE_VERSION} or newer could be had; any one of these four ways will do:`, ...lines].join(
            "\n",
        ),
    );
}
