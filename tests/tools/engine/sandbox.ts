import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const SHELL_TOOLS = ["bash", "cat", "chmod", "cp", "mkdir", "rm", "sleep"];

/** A machine of its own in a temporary folder: PATH holds only shell tools and what a test puts there. */
export class Sandbox {
    readonly root = mkdtempSync(join(tmpdir(), "landing-zone-engine-"));
    readonly bin = join(this.root, "bin");
    readonly home = join(this.root, "home");
    readonly versions = join(this.home, "versions");
    private readonly goLog = join(this.root, "go.log");
    private text = "";

    constructor() {
        const system = join(this.root, "system");
        mkdirSync(system);
        mkdirSync(this.bin);
        for (const tool of SHELL_TOOLS) {
            const found = ["/bin", "/usr/bin", "/usr/local/bin"].map((folder) => join(folder, tool)).find(existsSync);
            if (found !== undefined) symlinkSync(found, join(system, tool));
        }
    }

    get env(): NodeJS.ProcessEnv {
        const path = `${this.bin}:${join(this.root, "system")}`;
        return { PATH: path, PULUMI_HOME: this.home, HOME: this.root, SANDBOX: this.root };
    }

    /** What was written to the stream, in place of stderr. */
    readonly stream = {
        write: (text: string): void => {
            this.text += text;
        },
    };

    get said(): string {
        return this.text;
    }

    script(file: string, body: string): string {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, `#!/bin/sh\n${body}\n`);
        chmodSync(file, 0o755);
        return file;
    }

    pulumi(folder: string, version: string): string {
        return this.script(join(folder, "pulumi"), `echo v${version}`);
    }

    languageHost(folder: string): string {
        return this.script(join(folder, "pulumi-language-nodejs"), "exit 2");
    }

    /** A whole CLI as somebody else would have installed it. */
    installation(folder: string, version: string): void {
        this.pulumi(folder, version);
        this.languageHost(folder);
    }

    /** A `go` that builds scripts; `build` is what it does before it writes the file asked for. */
    go(options: { version?: string; toolchain?: string; build?: string; cliVersion?: string } = {}): void {
        const dist = join(this.root, "sdk", "nodejs", "dist");
        for (const name of ["pulumi-analyzer-policy", "pulumi-resource-pulumi-nodejs"]) {
            this.script(join(dist, name), "exit 0");
        }
        const facts = {
            GOVERSION: `go${options.version ?? "1.25.1"}`,
            GOHOSTOS: "plan9",
            GOHOSTARCH: "mips",
            GOTOOLCHAIN: options.toolchain ?? "auto",
        };
        this.script(
            join(this.bin, "go"),
            `case "$1" in
            env) echo '${JSON.stringify(facts)}' ;;
            list) echo '${join(this.root, "sdk")}' ;;
            build)
                echo "$GOOS $CGO_ENABLED $GOWORK $*" >> '${this.goLog}'
                while [ $# -gt 0 ]; do [ "$1" = -o ] && output=$2; shift; done
                ${options.build ?? ""}
                printf '#!/bin/sh\\necho v${options.cliVersion ?? "3.220.0"}\\n' > "$output"
                chmod 755 "$output" ;;
            esac`,
        );
    }

    /** The builds that were started, one line each. */
    get builds(): string[] {
        return existsSync(this.goLog) ? readFileSync(this.goLog, "utf8").trim().split("\n") : [];
    }

    remove(): void {
        rmSync(this.root, { recursive: true, force: true });
    }
}
