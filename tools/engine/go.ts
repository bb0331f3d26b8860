import { readFileSync } from "node:fs";
import { join } from "node:path";
import semver from "semver";
import { onPath } from "./probe";
import { describeRun, run } from "./run";

const OLDEST_GO = "1.24.0";
const ANSWER_MS = 20_000;

export interface Go {
    readonly program: string;
    readonly version: string;
    /** GOOS and GOARCH of this machine, whatever the user cross-compiles for elsewhere. */
    readonly host: { readonly GOOS: string; readonly GOARCH: string };
}

export const goFolder = join(__dirname, "go");

/** The Go tool on PATH, or why it cannot build the CLI. */
export async function findGo(env: NodeJS.ProcessEnv): Promise<Go | { readonly reason: string }> {
    const [program] = onPath("go", env);
    if (program === undefined) return { reason: "no go on PATH" };
    const result = await run(program, ["env", "-json", "GOVERSION", "GOHOSTOS", "GOHOSTARCH", "GOTOOLCHAIN"], {
        env,
        timeoutMs: ANSWER_MS,
    });
    if (result.code !== 0) return { reason: `${program} env ${describeRun(result)}` };
    const facts = parseFacts(result.stdout);
    const version = semver.coerce(facts["GOVERSION"] ?? "")?.version;
    if (version === undefined) return { reason: `${program} does not say which version it is` };
    const needed = neededGo();
    // From 1.21 on Go fetches a newer toolchain by itself, unless told to stay local.
    const oldest = facts["GOTOOLCHAIN"] === "local" ? needed : OLDEST_GO;
    if (semver.lt(version, oldest)) return { reason: `${program} is go ${version}, older than ${oldest}` };
    return { program, version, host: { GOOS: facts["GOHOSTOS"] ?? "", GOARCH: facts["GOHOSTARCH"] ?? "" } };
}

/** The Go version that the build of the CLI asks for. */
export function neededGo(): string {
    const text = readFileSync(join(goFolder, "cli", "go.mod"), "utf8");
    return semver.coerce(/^go (\S+)$/m.exec(text)?.[1] ?? OLDEST_GO)?.version ?? OLDEST_GO;
}

function parseFacts(text: string): Record<string, string> {
    try {
        return JSON.parse(text) as Record<string, string>;
    } catch {
        return {};
    }
}
