import assert from "node:assert/strict";
import { changedResources } from "../../tools/rehearsal/events";
import type { RunOutcome } from "../../tools/rehearsal/stackRun";
import {
    changed,
    changeSummary,
    errors,
    type RehearsalWorkspace,
    rehearsalWorkspace,
    violations,
    withPack,
} from "../support/engine";

const network = ["config", "landing-zone:environment", "network"] as const;
const succeeded = (outcome: RunOutcome) => assert.ok(outcome.ok, outcome.error);

/** What is not created: updates of lists that grow, and nothing else, when something is added. */
const besidesCreations = (outcome: RunOutcome) =>
    changedResources(outcome.events).filter((change) => !change.startsWith("create "));

describe("the landing zone in the engine", function () {
    this.timeout(300_000);
    let workspace: RehearsalWorkspace;

    before(async () => {
        workspace = await rehearsalWorkspace();
        succeeded(await workspace.up("org", withPack("org")));
        succeeded(await workspace.up("dev", withPack("dev")));
    });
    after(() => workspace.close());

    const resource = (stack: string, type: string, name: string) => {
        const found = workspace
            .exportStack(stack)
            .resources.find((one) => one.type === type && one.urn.endsWith(`::${name}`));
        assert.ok(found, `${type} ${name} is not in ${stack}`);
        return found;
    };

    /** All that the state of dev says, whatever the time it was written and the order of lists that are sets: resources, dependencies. */
    const held = () =>
        workspace
            .exportStack("dev")
            .resources.map((one) => ({
                ...one,
                modified: undefined,
                dependencies: [...(one.dependencies ?? [])].sort(),
                propertyDependencies: Object.entries(one.propertyDependencies ?? {})
                    .map(([property, urns]) => [property, [...(urns ?? [])].sort()] as const)
                    .sort(([left], [right]) => (left < right ? -1 : 1)),
            }))
            .sort((left, right) => (left.urn < right.urn ? -1 : 1));

    it("has nothing left to change on a second look", async () => {
        for (const stack of ["org", "dev"])
            succeeded(await workspace.up(stack, { ...withPack(stack), expectNoChanges: true }));
    });

    it("models every type it creates", () => {
        assert.deepEqual(workspace.simulator.world.unmodelled, []);
    });

    it("protects the organization and its accounts, and closes none on delete", () => {
        const held = workspace
            .exportStack("org")
            .resources.filter(({ type }) => /organizations\/(account|organization):/.test(type));
        assert.equal(held.length, 9);
        for (const { urn, protect, inputs, type } of held) {
            assert.equal(protect, true, urn);
            if (type.includes("account:")) assert.equal(inputs?.["closeOnDeletion"], false, urn);
        }
    });

    it("owns the network in the network account and runs the group in the storefront account", () => {
        const { accountIds } = workspace.exportStack("org").outputs as { accountIds: { [name: string]: string } };
        const vpc = resource("dev", "aws:ec2/vpc:Vpc", "dev-network");
        assert.equal(vpc.outputs?.["ownerId"], accountIds["network"]);
        assert.match(
            String(resource("dev", "aws:autoscaling/group:Group", "dev-storefront").outputs?.["arn"]),
            new RegExp(`:${accountIds["storefront-dev"]}:`),
        );
    });

    it("shares and exports the subnets of each tier as planned, none for another", () => {
        const { resources, outputs } = workspace.exportStack("dev");
        const names = new Map(
            resources
                .filter(({ type }) => type === "aws:ec2/subnet:Subnet")
                .map(({ id, urn }) => [id, urn.split("::").at(-1)]),
        );
        const { subnetIds } = outputs["network"] as { subnetIds: { [tier: string]: string[] } };
        const named = Object.fromEntries(
            Object.entries(subnetIds).map(([tier, ids]) => [tier, ids.map((id) => names.get(id))]),
        );
        assert.deepEqual(named, {
            public: ["dev-network-public-1", "dev-network-public-2"],
            app: ["dev-network-app-1", "dev-network-app-2"],
            data: ["dev-network-data-1", "dev-network-data-2"],
        });
        const shared = resources.filter(({ type }) => type === "aws:ram/resourceAssociation:ResourceAssociation");
        const pairs = shared.map(({ urn, inputs }) => [
            urn.split("::").at(-1),
            names.get(String(inputs?.["resourceArn"]).split("/").at(-1)),
        ]);
        assert.deepEqual(
            pairs.sort(),
            ["app-1", "app-2", "data-1", "data-2"].map((one) => [`dev-network-${one}`, `dev-network-${one}`]),
        );
    });

    it("shares to the environment's unit, closed to outsiders", () => {
        const { organizationalUnitArns } = workspace.exportStack("org").outputs as {
            organizationalUnitArns: { [path: string]: string };
        };
        const { resources } = workspace.exportStack("dev");
        const shares = resources.filter(({ type }) => type === "aws:ram/resourceShare:ResourceShare");
        const principals = resources.filter(({ type }) => type === "aws:ram/principalAssociation:PrincipalAssociation");
        assert.deepEqual(
            shares.map(({ inputs }) => inputs?.["allowExternalPrincipals"]),
            [false, false],
        );
        assert.deepEqual(
            principals.map(({ inputs }) => inputs?.["principal"]),
            Array(2).fill(organizationalUnitArns["Workloads/Dev"]),
        );
    });

    it("only adds subnets for another zone", async () => {
        const zone = changed([...network, "zones"], ["euw1-az1", "euw1-az2", "euw1-az3"]);
        const outcome = await workspace.preview("dev", { ...withPack("dev"), ...zone });
        succeeded(outcome);
        const summary = changeSummary(outcome);
        assert.deepEqual([summary["replace"], summary["delete"]], [undefined, undefined]);
        const created = changedResources(outcome.events).filter(
            (change) => change.startsWith("create aws:ec2/subnet") || /^create .*ec2\/subnet:Subnet::/.test(change),
        );
        assert.equal(created.length, 3);
        const touched = besidesCreations(outcome).map(
            (change) => /([a-z0-9]+\/[A-Za-z]+):[A-Za-z]+::/.exec(change)?.[1],
        );
        assert.deepEqual([...new Set(touched)].sort(), ["autoscaling/group", "ec2/vpcEndpoint"]);
    });

    it("only adds subnets for another tier, wherever it is written", async () => {
        const tier = changed([...network, "tiers"], {
            jobs: { type: "private", slot: 3, prefix: 24 },
            public: { type: "public", slot: 0, prefix: 24 },
            app: { type: "private", slot: 1, prefix: 20 },
            data: { type: "isolated", slot: 2, prefix: 22 },
        });
        const outcome = await workspace.preview("dev", { ...withPack("dev"), ...tier });
        succeeded(outcome);
        const summary = changeSummary(outcome);
        assert.deepEqual([summary["replace"], summary["delete"]], [undefined, undefined]);
        const touched = besidesCreations(outcome).map(
            (change) => /([a-z0-9]+\/[A-Za-z]+):[A-Za-z]+::/.exec(change)?.[1],
        );
        assert.deepEqual([...new Set(touched)], ["ec2/vpcEndpoint"]);
    });

    it("refuses bad settings with every problem, no stack trace and nothing changed", async () => {
        const before = held();
        const bad = {
            change: (document: import("yaml").Document) => {
                document.setIn([...network, "cidr"], "10.32.0.1/16");
                document.setIn([...network, "gateways"], 2);
            },
        };
        const outcome = await workspace.up("dev", { ...withPack("dev"), ...bad });
        assert.ok(!outcome.ok);
        const said = errors(outcome).join("\n");
        assert.match(said, /network\.cidr/);
        assert.match(said, /network\.gateways/);
        assert.doesNotMatch(outcome.error, /\n\s+at /);
        assert.deepEqual(held(), before);
    });

    it("refuses a stack without a stack file and lists those that are there", async () => {
        const outcome = await workspace.preview("staging");
        assert.ok(!outcome.ok);
        assert.match(
            errors(outcome).join("\n"),
            /Pulumi\.staging\.yaml\s+found:\s+no such file\s+allowed: Pulumi\.dev\.yaml/,
        );
    });

    it("refuses a range of another environment, by the settings", async () => {
        const outcome = await workspace.preview("dev", changed([...network, "cidr"], "10.32.0.0/16"));
        assert.ok(!outcome.ok);
        assert.match(errors(outcome).join("\n"), /overlaps 10\.32\.0\.0\/16 of Pulumi\.prod\.yaml/);
    });

    it("refuses a change against a rule and leaves the state untouched", async () => {
        const before = held();
        const outcome = await workspace.up("dev", {
            ...withPack("dev"),
            ...changed([...network, "cidr"], "10.48.0.0/16"),
        });
        assert.ok(!outcome.ok);
        assert.deepEqual([...new Set(violations(outcome).map(({ rule }) => rule))], ["ec2-vpc-cidr-inside-range"]);
        assert.deepEqual(held(), before);
    });

    it("says which stack to deploy first when the organization is missing", async () => {
        const lonely = await rehearsalWorkspace();
        try {
            const outcome = await lonely.preview("dev");
            assert.ok(!outcome.ok);
            assert.match(outcome.error + errors(outcome).join("\n"), /organization\/landing-zone\/org/);
        } finally {
            await lonely.close();
        }
    });

    it("sees and mends what was deleted behind its back", async () => {
        const queue = workspace.simulator.world.list("aws:sqs/queuePolicy:QueuePolicy")[0];
        assert.ok(queue);
        workspace.simulator.world.delete(queue);
        succeeded(await workspace.refresh("dev"));
        const outcome = await workspace.up("dev", withPack("dev"));
        succeeded(outcome);
        assert.equal(changeSummary(outcome)["create"], 1);
    });

    it("refuses to destroy what is protected, and leaves nothing once it is not", async () => {
        const refused = await workspace.destroy("org");
        assert.ok(!refused.ok);
        succeeded(await workspace.destroy("dev", { unprotect: true }));
        succeeded(await workspace.destroy("org", { unprotect: true }));
        assert.deepEqual(workspace.simulator.world.types(), []);
    });
});
