import { type ChildProcess, spawn } from "node:child_process";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Resource, urnOf } from "./support";

const root = path.join(__dirname, "../..");
export const packFolder = path.join(root, "policies");

export interface Line {
    readonly policy: string;
    readonly level: "advisory" | "mandatory";
    readonly message: string;
    readonly urn: string;
}

export interface Answer {
    readonly lines: readonly Line[];
    readonly notApplicable: readonly string[];
}

/** The pack in a process of its own, started and spoken to as the engine does. */
export class PackProcess {
    readonly #child: ChildProcess;
    readonly #client: AnalyzerClient;

    static async start(options: { folder?: string; env?: Record<string, string> } = {}): Promise<PackProcess> {
        const runner = path.join(root, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");
        const child = spawn(process.execPath, [runner, "127.0.0.1:1", "."], {
            cwd: options.folder ?? packFolder,
            env: { ...process.env, ...options.env },
            stdio: ["ignore", "pipe", "pipe"],
        });
        let errors = "";
        child.stderr.on("data", (chunk) => {
            errors += String(chunk);
        });
        const port = await new Promise<string>((resolve, reject) => {
            child.stdout.on("data", (chunk) => resolve(String(chunk).trim()));
            child.on("exit", (code) => reject(new Error(`the pack ended with ${code}: ${errors}`)));
        });
        return new PackProcess(child, port);
    }

    private constructor(child: ChildProcess, port: string) {
        this.#child = child;
        this.#client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    }

    get pid(): number | undefined {
        return this.#child.pid;
    }

    close(): void {
        this.#client.close();
        this.#child.kill();
    }

    info(): Promise<analyzer.AnalyzerInfo.AsObject> {
        return new Promise((resolve, reject) => {
            this.#client.getAnalyzerInfo(new Empty(), (error, answer) =>
                error ? reject(error) : resolve(answer.toObject()),
            );
        });
    }

    /** As `--policy-pack-config`, after the engine has filled in levels. */
    configure(config: Record<string, { level?: string; [parameter: string]: unknown }>): Promise<void> {
        const request = new analyzer.ConfigureAnalyzerRequest();
        for (const [id, { level = "mandatory", ...parameters }] of Object.entries(config)) {
            const one = new analyzer.PolicyConfig();
            one.setEnforcementlevel(levels[level] ?? analyzer.EnforcementLevel.MANDATORY);
            one.setProperties(Struct.fromJavaScript(parameters as never));
            request.getPolicyconfigMap().set(id, one);
        }
        return new Promise((resolve, reject) => {
            this.#client.configure(request, (error) => (error ? reject(error) : resolve()));
        });
    }

    /** The root stack resource, with which every run begins. */
    begin(): Promise<Answer> {
        return this.analyze({ type: "pulumi:pulumi:Stack", name: "landing-zone-dev", props: {} });
    }

    analyze(resource: Resource): Promise<Answer> {
        const request = new analyzer.AnalyzeRequest();
        request.setType(resource.type);
        request.setName(resource.name ?? "it");
        request.setUrn(urnOf(resource));
        request.setProperties(Struct.fromJavaScript(resource.props as never));
        request.setOptions(optionsOf(resource));
        if (resource.provider !== undefined) {
            request.setProvider(providerOf(resource.provider));
        }
        return new Promise((resolve, reject) => {
            this.#client.analyze(request, (error, answer) => (error ? reject(error) : resolve(answerOf(answer))));
        });
    }

    analyzeStack(resources: readonly Resource[]): Promise<Answer> {
        const request = new analyzer.AnalyzeStackRequest();
        request.setResourcesList(
            resources.map((resource) => {
                const one = new analyzer.AnalyzerResource();
                one.setType(resource.type);
                one.setName(resource.name ?? "it");
                one.setUrn(urnOf(resource));
                one.setProperties(Struct.fromJavaScript(resource.props as never));
                one.setOptions(optionsOf(resource));
                for (const [property, names] of Object.entries(resource.dependsOn ?? {})) {
                    const dependencies = new analyzer.AnalyzerPropertyDependencies();
                    const urns = resources.filter((other) => names.includes(other.name ?? "it")).map(urnOf);
                    dependencies.setUrnsList(urns);
                    one.getPropertydependenciesMap().set(property, dependencies);
                }
                return one;
            }),
        );
        return new Promise((resolve, reject) => {
            this.#client.analyzeStack(request, (error, answer) => (error ? reject(error) : resolve(answerOf(answer))));
        });
    }
}

const levels: Readonly<Record<string, analyzer.EnforcementLevel>> = {
    advisory: analyzer.EnforcementLevel.ADVISORY,
    mandatory: analyzer.EnforcementLevel.MANDATORY,
    disabled: analyzer.EnforcementLevel.DISABLED,
};

function optionsOf(resource: Resource): analyzer.AnalyzerResourceOptions {
    const options = new analyzer.AnalyzerResourceOptions();
    options.setProtect(resource.protect ?? false);
    return options;
}

function providerOf(props: Record<string, unknown>): analyzer.AnalyzerProviderResource {
    const provider = new analyzer.AnalyzerProviderResource();
    provider.setType("pulumi:providers:aws");
    provider.setName("default");
    provider.setProperties(Struct.fromJavaScript(props as never));
    return provider;
}

function answerOf(answer: analyzer.AnalyzeResponse): Answer {
    return {
        lines: answer.getDiagnosticsList().map((line) => ({
            policy: line.getPolicyname(),
            level: line.getEnforcementlevel() === analyzer.EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
            message: line.getMessage(),
            urn: line.getUrn(),
        })),
        notApplicable: answer.getNotApplicableList().map((one) => one.getPolicyName()),
    };
}
