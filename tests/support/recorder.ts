import * as pulumi from "@pulumi/pulumi";

/** One registration as a component made it, with the options that Pulumi's own mocks do not show. */
export interface Registration {
    readonly type: string;
    readonly name: string;
    readonly inputs: { readonly [key: string]: unknown };
    readonly protect: boolean;
    readonly custom: boolean;
    /** Logical name of the provider resource, empty where it is inherited from nothing. */
    readonly provider: string;
    readonly ignoreChanges: readonly string[];
    readonly dependsOn: readonly string[];
}

type Outputs = { readonly [key: string]: unknown };
type Answer = (name: string, inputs: Outputs) => Outputs;

/**
 * Records what a component registers. Stricter than Pulumi's mocks: a type without an answer, a call without an answer and a
 * type registered twice under one name are errors, since the engine would refuse what the mocks let pass.
 */
export class Recorder {
    readonly registrations: Registration[] = [];
    private readonly faults: string[] = [];

    private constructor(
        private readonly answers: { readonly [type: string]: Answer },
        private readonly calls: { readonly [token: string]: (args: Outputs) => Outputs },
    ) {}

    /** Runs a program under mocks and waits until all it registered is settled. */
    static async run(
        program: () => void,
        answers: { readonly [type: string]: Answer },
        calls: { readonly [token: string]: (args: Outputs) => Outputs } = {},
    ): Promise<Recorder> {
        const recorder = new Recorder(answers, calls);
        await pulumi.runtime.setMocks(
            {
                newResource: (args) => recorder.answer(args),
                call: (args) => recorder.call(args),
            },
            "landing-zone",
            "test",
        );
        recorder.watchOptions();
        await pulumi.runtime.runInPulumiStack(async () => {
            program();
        });
        await pulumi.runtime.disconnect();
        if (recorder.faults.length > 0) throw new Error(recorder.faults.join("\n"));
        return recorder;
    }

    of(type: string): Registration[] {
        return this.registrations.filter((registration) => registration.type === type);
    }

    one(type: string, name: string): Registration {
        const found = this.of(type).filter((registration) => registration.name === name);
        const [first] = found;
        if (first === undefined || found.length > 1) {
            const names = this.of(type).map((registration) => registration.name);
            throw new Error(`expected one ${type} named ${name}, found ${found.length}; named: ${names.join(", ")}`);
        }
        return first;
    }

    private answer(args: pulumi.runtime.MockResourceArgs): { id: string; state: Outputs } {
        const answer = this.answers[args.type];
        if (answer === undefined) {
            // A component registers without id; every custom or remote resource must be expected by the test.
            if (args.custom === true || args.type.startsWith("awsx:"))
                this.faults.push(`unexpected type ${args.type} (${args.name})`);
            return { id: "", state: args.inputs };
        }
        return { id: `${args.name}-id`, state: { ...args.inputs, ...answer(args.name, args.inputs) } };
    }

    private call(args: pulumi.runtime.MockCallArgs): Outputs {
        const call = this.calls[args.token];
        if (call === undefined) throw new Error(`unexpected call ${args.token}`);
        return call(args.inputs);
    }

    /** Pulumi's mocks hide protect and dependsOn (pulumi/pulumi#14421), so the monitor's own method is wrapped: the one internal reach. */
    private watchOptions(): void {
        const monitor = pulumi.runtime.getMonitor() as unknown as {
            registerResource(request: RegisterRequest, callback: unknown): unknown;
        };
        const original = monitor.registerResource.bind(monitor);
        monitor.registerResource = (request, callback) => {
            this.record(request);
            return original(request, callback);
        };
    }

    private record(request: RegisterRequest): void {
        const [type, name] = [request.getType(), request.getName()];
        if (this.registrations.some((other) => other.type === type && other.name === name)) {
            this.faults.push(`${type} is registered twice under the name ${name}`);
        }
        this.registrations.push({
            type,
            name,
            inputs: request.getObject()?.toJavaScript() ?? {},
            protect: request.getProtect() ?? false,
            custom: request.getCustom(),
            provider: request.getProvider().split("::").at(-2) ?? "",
            ignoreChanges: request.getIgnorechangesList(),
            dependsOn: request.getDependenciesList().map((urn) => urn.split("::").at(-1) ?? urn),
        });
    }
}

/** What is read of the engine's RegisterResourceRequest. */
interface RegisterRequest {
    getType(): string;
    getName(): string;
    getCustom(): boolean;
    getProtect(): boolean | undefined;
    getProvider(): string;
    getIgnorechangesList(): string[];
    getDependenciesList(): string[];
    getObject(): { toJavaScript(): { [key: string]: unknown } } | undefined;
}
