import assert from "node:assert/strict";
import { createConnection, createServer } from "node:net";
import { createInterface } from "node:readline";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import type { Properties } from "../../../simulator/kernel/values";
import { decode, encode } from "../../../simulator/server/marshal";
import { indexed, services } from "../../../simulator/services/registry";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../../simulator/start";

/** A type that no service is likely to model; serve it from the stand-in. */
const type = "aws:glue/catalogDatabase:CatalogDatabase";
const database = `urn:pulumi:s::p::${type}::b`;

/** Sends one line and answers with the first line that comes back. */
function ask(port: number, line: string): Promise<{ answer: string; hangUp(): void }> {
    const socket = createConnection(port, "127.0.0.1");
    return new Promise((resolve, reject) => {
        createInterface({ input: socket })
            .once("error", reject)
            .once("line", (answer) => resolve({ answer, hangUp: () => socket.destroy() }));
        socket.write(`${line}\n`);
    });
}

/** One call as the engine makes it. */
function call<Answer>(make: (done: (error: ServiceError | null, answer: Answer) => void) => unknown): Promise<Answer> {
    return new Promise((resolve, reject) => void make((error, answer) => (error ? reject(error) : resolve(answer))));
}

describe("simulator server", () => {
    let simulator: Simulator;
    const open: { close(): void }[] = [];
    const start = async (options: SimulatorOptions = {}): Promise<void> => {
        simulator = await startSimulator(options);
    };
    afterEach(async () => {
        for (const client of open.splice(0)) client.close();
        await simulator.close();
    });

    async function provider(config: Properties, environment = ""): Promise<ResourceProviderClient> {
        const { answer } = await ask(simulator.port, `attach aws 127.0.0.1:1 ${environment}`);
        assert.match(answer, /^\d+$/);
        const client = new ResourceProviderClient(`127.0.0.1:${answer}`, credentials.createInsecure());
        open.push(client);
        await call((done) => client.configure(new rpc.ConfigureRequest().setArgs(encode(config)), done));
        return client;
    }

    const create = (client: ResourceProviderClient, urn: string, inputs: Properties, preview = false) =>
        call<rpc.CreateResponse>((done) =>
            client.create(new rpc.CreateRequest().setUrn(urn).setProperties(encode(inputs)).setPreview(preview), done),
        );

    const read = (client: ResourceProviderClient, urn: string, id: string) =>
        call<rpc.ReadResponse>((done) => client.read(new rpc.ReadRequest().setUrn(urn).setId(id), done));

    it("keeps each provider instance in its own account and Region", async () => {
        await start();
        const first = await provider({ region: "eu-west-1" });
        const second = await provider({ region: "us-east-1", allowedAccountIds: '["444455556666"]' });
        const identity = async (client: ResourceProviderClient) => {
            const request = new rpc.InvokeRequest().setTok("aws:index/getCallerIdentity:getCallerIdentity");
            const answer = await call<rpc.InvokeResponse>((done) => client.invoke(request, done));
            return decode(answer.getReturn()).properties["accountId"];
        };
        assert.deepEqual([await identity(first), await identity(second)], ["111122223333", "444455556666"]);
    });

    it("takes the Region that the plugin found in its environment", async () => {
        await start();
        const client = await provider({}, "eu-west-3");
        const request = new rpc.CheckRequest().setUrn(database).setNews(encode({}));
        const answer = await call<rpc.CheckResponse>((done) => client.check(request, done));
        assert.equal(decode(answer.getInputs()).properties["region"], "eu-west-3");
    });

    it("creates nothing at preview", async () => {
        await start();
        const client = await provider({ region: "eu-west-1" });
        const answer = await create(client, database, { name: "b" }, true);
        assert.equal(answer.getId(), "");
        assert.equal(simulator.world.count(), 0);
    });

    it("reads what exists, by id or by id and Region, and answers with no id for what does not", async () => {
        await start();
        const client = await provider({ region: "eu-west-1" });
        await create(client, database, { name: "b", region: "us-east-1" });
        assert.equal((await read(client, database, "b")).getId(), "");
        const found = await read(client, database, "b@us-east-1");
        assert.equal(found.getId(), "b");
        assert.equal(decode(found.getInputs()).properties["name"], "b");
    });

    it("lists what was served without a model and refuses functions it does not know", async () => {
        await start();
        const client = await provider({ region: "eu-west-1" });
        await create(client, database, { name: "b" });
        const request = new rpc.InvokeRequest().setTok("aws:ec2/getSpotPrice:getSpotPrice");
        const invoked = call((done) => client.invoke(request, done));
        await assert.rejects(invoked, /does not model the function aws:ec2\/getSpotPrice/);
        const { answer } = await ask(simulator.port, "stats");
        assert.deepEqual(JSON.parse(answer), {
            resources: 1,
            types: { [type]: 1 },
            unmodelled: ["aws:ec2/getSpotPrice:getSpotPrice", type],
        });
    });

    it("drops the connection of the instance that crashes, and no other", async () => {
        await start({ faults: [{ operation: "glue:CreateCatalogDatabase", kind: "crash" }] });
        const [doomed, other] = [await provider({ region: "eu-west-1" }), await provider({ region: "eu-west-1" })];
        await assert.rejects(create(doomed, database, { name: "a" }), /CANCELLED|UNAVAILABLE/);
        assert.equal((await read(other, database, "a")).getId(), "a");
    });

    it("frees the endpoint when the plugin hangs up", async () => {
        await start();
        const { answer, hangUp } = await ask(simulator.port, "attach aws 127.0.0.1:1");
        hangUp();
        await new Promise((resolve) => setTimeout(resolve, 50));
        await assert.rejects(
            new Promise((resolve, reject) =>
                createConnection(Number(answer), "127.0.0.1").on("connect", resolve).on("error", reject),
            ),
            /ECONNREFUSED/,
        );
    });

    it("refuses other packages and unknown commands by name", async () => {
        await start();
        assert.match((await ask(simulator.port, "attach gcp x")).answer, /aws and awsx, not for "gcp"/);
        assert.match((await ask(simulator.port, "dance")).answer, /unknown command "dance"/);
    });

    it("stops when told to", async () => {
        await start();
        assert.equal((await ask(simulator.port, "stop")).answer, "stopping");
        await new Promise((resolve) => setTimeout(resolve, 50));
        await assert.rejects(ask(simulator.port, "stats"), /ECONNREFUSED/);
    });

    it("says that a port is in use", async () => {
        await start();
        const taken = createServer().listen(0, "127.0.0.1");
        await new Promise((resolve) => taken.once("listening", resolve));
        const address = taken.address();
        const port = typeof address === "object" && address !== null ? address.port : 0;
        await assert.rejects(startSimulator({ port }), /port \d+ of 127.0.0.1 is in use; stop what listens there/);
        taken.close();
    });

    it("refuses an account id that is none", async () => {
        await start();
        await assert.rejects(startSimulator({ account: "1234567890123" }), /an account id has 12 digits/);
    });
});

describe("simulator registry", () => {
    it("holds each token once", () => {
        assert.ok(indexed(services).resources.size > 0);
    });

    it("refuses a token that two services model", () => {
        const [service] = services;
        assert.ok(service);
        assert.throws(() => indexed([service, service]), /modelled more than once: aws:/);
    });
});
