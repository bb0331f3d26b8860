import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checkInstallation, SOURCE_FOLDER } from "./cache";
import { type Attempt, ENGINE_VERSION, EngineError } from "./engine";
import { findGo, type Go, goFolder } from "./go";
import { isFileSystemError, unwritable } from "./home";
import { commitInstallation, startInstallation } from "./installation";
import { readManifest, writeManifest } from "./manifest";
import { ANALYZER, CLI, LANGUAGE_HOST, probeCli } from "./probe";
import { Progress, type ProgressStream } from "./progress";
import { describeRun, type RunResult, run } from "./run";

const SDK = "github.com/pulumi/pulumi/sdk/v3";
/** Starts dynamic providers of a Node program; ships as a script like the analyzer. */
const DYNAMIC_PROVIDER = "pulumi-resource-pulumi-nodejs";

interface Binary {
    readonly name: string;
    /** The folder with the go.mod; each binary has its own, since the two need different versions of one module. */
    readonly module: string;
    readonly package: string;
    readonly ldflags: string;
}

const BINARIES: readonly Binary[] = [
    {
        name: CLI,
        module: join(goFolder, "cli"),
        package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        ldflags: `-s -w -X ${SDK}/go/common/version.Version=v${ENGINE_VERSION}`,
    },
    {
        name: LANGUAGE_HOST,
        module: join(goFolder, "language"),
        package: `${SDK}/nodejs/cmd/pulumi-language-nodejs`,
        ldflags: "-s -w",
    },
];

/** What the build is made from, in short: another go.sum, another build. */
export function recipe(): string {
    const hash = createHash("sha256");
    for (const binary of BINARIES) {
        hash.update(JSON.stringify([binary.name, binary.package, binary.ldflags]));
        for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(binary.module, file)));
    }
    return hash.digest("hex");
}

export interface SourceOptions {
    readonly env: NodeJS.ProcessEnv;
    readonly stream: ProgressStream;
}

/** Way 4: built from Go modules. */
export async function fromSource(folder: string, options: SourceOptions): Promise<Attempt> {
    const go = await findGo(options.env);
    if ("reason" in go) return go;

    const root = startInstallation(folder);
    const title = `building the Pulumi CLI ${ENGINE_VERSION} from Go modules`;
    const progress = new Progress(title, "about 3 minutes the first time", options.stream, options.env);
    try {
        await build(root, go, options.env, progress);
        const probe = await probeCli(join(root, "bin", CLI), options.env);
        if ("reason" in probe) throw new EngineError(`the build is not whole: ${probe.reason}`);
        const names = [CLI, LANGUAGE_HOST, ANALYZER, DYNAMIC_PROVIDER];
        writeManifest(root, names, { version: ENGINE_VERSION, way: "source", recipe: recipe() });
        const final = join(folder, await targetName(folder, options.env));
        commitInstallation(root, final);
        progress.end("done");
        const bin = join(final, "bin");
        return { engine: { bin, cli: join(bin, CLI), version: ENGINE_VERSION, way: "source" } };
    } catch (error) {
        progress.end("failed");
        if (isFileSystemError(error)) throw unwritable(folder, error);
        if (error instanceof EngineError) return { reason: error.message };
        throw error;
    } finally {
        rmSync(root, { recursive: true, force: true });
    }
}

async function build(root: string, go: Go, env: NodeJS.ProcessEnv, progress: Progress): Promise<void> {
    // A go.work above the checkout and a cross-compiling default of the user would both break the build.
    const goEnv = { ...env, ...go.host, CGO_ENABLED: "0", GOWORK: "off" };
    for (const binary of BINARIES) {
        const counter = new Counter(binary.name, progress);
        const output = join(root, "bin", binary.name);
        const args = ["build", "-mod=readonly", "-v", "-ldflags", binary.ldflags, "-o", output];
        const result = await run(go.program, [...args, binary.package], {
            env: goEnv,
            cwd: binary.module,
            onLine: (line) => counter.take(line),
        });
        if (result.code !== 0) throw new EngineError(explain(`go build of ${binary.name}`, result));
    }
    const cli = BINARIES[0]?.module ?? goFolder;
    const listed = await run(go.program, ["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", SDK], {
        env: goEnv,
        cwd: cli,
    });
    if (listed.code !== 0) throw new EngineError(explain(`go list of ${SDK}`, listed));
    for (const script of [ANALYZER, DYNAMIC_PROVIDER]) {
        const target = join(root, "bin", script);
        copyFileSync(join(listed.stdout.trim(), "nodejs", "dist", script), target);
        chmodSync(target, 0o755);
    }
}

/** The usual folder, unless a whole installation that is not a build of ours has it. */
async function targetName(folder: string, env: NodeJS.ProcessEnv): Promise<string> {
    const usual = join(folder, ENGINE_VERSION);
    if (!existsSync(usual)) return ENGINE_VERSION;
    const manifest = readManifest(usual);
    if (manifest !== undefined && !("reason" in manifest) && manifest.way === "source") return ENGINE_VERSION;
    const foreign = await checkInstallation(usual, env);
    return "engine" in foreign ? SOURCE_FOLDER : ENGINE_VERSION;
}

function explain(what: string, result: RunResult): string {
    const lines = result.tail.filter((line) => line.trim() !== "" && !line.startsWith("go: downloading"));
    return [`${what} ${describeRun(result)}`, ...lines.slice(-6).map((line) => `       ${line}`)].join("\n");
}

/** Go names each module it fetches and each package it compiles. */
class Counter {
    private modules = 0;
    private packages = 0;

    constructor(
        private readonly name: string,
        private readonly progress: Progress,
    ) {
        progress.update(`${name}: reading modules`);
    }

    take(line: string): void {
        if (line.startsWith("go: downloading ")) this.modules += 1;
        else if (/^[\w.-]+(\/[\w.~-]+)*$/.test(line)) this.packages += 1;
        this.progress.update(`${this.name}: ${this.modules} modules fetched, ${this.packages} packages compiled`);
    }
}
