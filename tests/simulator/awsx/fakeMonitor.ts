import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ConstructRequest, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
    type RegisterResourceOutputsRequest,
    type RegisterResourceRequest,
    RegisterResourceResponse,
    type ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

export type Wire = { [key: string]: JavaScriptValue };
type Answer<T> = (error: Error | null, response?: T) => void;

export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const signature = "4dabf18193072939515e22adb298388d";

/** An output as the engine hands it to a component. */
export const output = (
    value: JavaScriptValue | undefined,
    secret: boolean,
    dependencies: string[],
): JavaScriptValue => ({
    [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
    ...(value === undefined ? {} : { value }),
    secret,
    dependencies,
});

export const isSecret = (value: unknown): boolean =>
    (value as { [key: string]: unknown })[signature] === "1b47061264138c4ac30d75fd1eb44270";

/** The engine's side of a Construct call: registers whatever comes, and remembers it. */
export class FakeMonitor {
    readonly registered: RegisterResourceRequest[] = [];
    readonly invoked: ResourceInvokeRequest[] = [];
    readonly finished: string[] = [];
    private readonly server = new Server();
    private port = 0;

    constructor(private readonly dryRun = false) {}

    async start(): Promise<this> {
        this.server.addService(ResourceMonitorService, {
            registerResource: (call: { request: RegisterResourceRequest }, done: Answer<RegisterResourceResponse>) =>
                done(null, this.register(call.request)),
            registerResourceOutputs: (call: { request: RegisterResourceOutputsRequest }, done: Answer<Empty>) => {
                this.finished.push(call.request.getUrn());
                done(null, new Empty());
            },
            invoke: (call: { request: ResourceInvokeRequest }, done: Answer<InvokeResponse>) => {
                this.invoked.push(call.request);
                const names = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
                done(null, new InvokeResponse().setReturn(Struct.fromJavaScript({ names })));
            },
        } as never);
        this.port = await new Promise((resolve, reject) => {
            this.server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
                error === null ? resolve(port) : reject(error),
            );
        });
        return this;
    }

    close(): void {
        this.server.forceShutdown();
    }

    request(inputs: Wire, providers: { readonly [name: string]: string } = {}): ConstructRequest {
        const request = new ConstructRequest();
        request.setType("awsx:ec2:Vpc");
        request.setName("net");
        request.setParent("urn:pulumi:dev::test::pulumi:pulumi:Stack::test-dev");
        request.setMonitorendpoint(`127.0.0.1:${this.port}`);
        request.setDryrun(this.dryRun);
        request.setInputs(Struct.fromJavaScript(inputs));
        for (const [name, reference] of Object.entries(providers)) request.getProvidersMap().set(name, reference);
        return request;
    }

    /** The registration of one resource. */
    of(type: string, name: string): RegisterResourceRequest {
        const found = this.registered.find((request) => request.getType() === type && request.getName() === name);
        if (found === undefined) throw new Error(`${type}::${name} was not registered`);
        return found;
    }

    inputs(type: string, name: string): Wire {
        return this.of(type, name).getObject()?.toJavaScript() ?? {};
    }

    private register(request: RegisterResourceRequest): RegisterResourceResponse {
        this.registered.push(request);
        const inputs = request.getObject()?.toJavaScript() ?? {};
        const response = new RegisterResourceResponse();
        response.setUrn(`urn:pulumi:dev::test::${request.getType()}::${request.getName()}`);
        if (request.getCustom() && !this.dryRun) response.setId(`${request.getType()}-${request.getName()}`);
        const computed = { allocationId: "eipalloc-1", ipv6CidrBlock: "2a05:d018:abc:de00::/56" };
        const unknowns = Object.fromEntries(Object.keys(computed).map((key) => [key, unknown]));
        response.setObject(Struct.fromJavaScript({ ...inputs, ...(this.dryRun ? unknowns : computed) }));
        return response;
    }
}
