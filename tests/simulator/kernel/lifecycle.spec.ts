import assert from "node:assert/strict";
import { type Fault, faultPlanSchema } from "../../../simulator/kernel/faults";
import { Crash, Hang, previewCreate, previewUpdate } from "../../../simulator/kernel/lifecycle";
import { Unknown } from "../../../simulator/kernel/values";
import { World } from "../../../simulator/kernel/world";
import { account } from "../support";
import { queue, toys } from "./toys";

const home = { account: "111122223333", region: "eu-west-1", services: [toys] };
const planned = (
    ...faults: { operation: string; kind: Fault["kind"]; times?: number; on?: number; calls?: number }[]
) => account(new World(), { ...home, faults: faultPlanSchema.parse(faults) });
const found = (at: ReturnType<typeof account>, name: string) =>
    at.invoke("aws:toy/getQueue:getQueue", { name })["found"];

describe("simulator life cycle", () => {
    it("creates, updates in place and deletes", () => {
        const aws = account(new World(), home);
        const created = aws.create(queue.type, "q", { name: "q" });
        assert.equal(created.outputs["arn"], "arn:aws:toy:eu-west-1:111122223333:q");
        const updated = aws.update(created, "q", { name: "q", delay: 5 });
        assert.equal(updated.outputs["delay"], 5);
        assert.equal(updated.outputs["url"], "u0+");
        assert.equal(updated.outputs["arn"], created.outputs["arn"]);
        aws.delete(updated);
        assert.equal(aws.world.count(), 0);
        aws.delete(updated);
    });

    it("keeps accounts and Regions apart, and follows a resource's own Region", () => {
        const world = new World();
        const here = account(world, home);
        const elsewhere = account(world, { ...home, account: "444455556666" });
        here.create(queue.type, "q", { name: "q", region: "us-east-1" });
        assert.equal(found(here, "q"), false);
        assert.equal(here.invoke("aws:toy/getQueue:getQueue", { name: "q", region: "us-east-1" })["found"], true);
        elsewhere.create(queue.type, "q", { name: "q", region: "us-east-1" });
        assert.equal(world.count(), 2);
    });

    it("knows inputs and not outputs at the preview of a creation", () => {
        const outputs = previewCreate(queue, { name: "q", __defaults: ["name"] });
        assert.deepEqual(outputs, { name: "q", arn: Unknown.value, url: Unknown.value });
    });

    it("keeps outputs at the preview of an update, but those the change recomputes", () => {
        const olds = { arn: "a", url: "u", delay: 1 };
        assert.deepEqual(previewUpdate(queue, olds, { delay: 1 }, { delay: 2 }), {
            arn: "a",
            url: Unknown.value,
            delay: 2,
        });
        assert.equal(previewUpdate(queue, olds, { delay: 1 }, { delay: 1, tags: { a: "b" } })["url"], "u");
    });

    it("refuses a deletion in AWS's words", () => {
        const aws = account(new World(), home);
        const locked = aws.create(queue.type, "q", { name: "q", locked: true });
        assert.throws(
            () => aws.delete(locked),
            /operation error Toy: DeleteQueue, .* api error QueueLocked: q is locked/,
        );
        assert.equal(aws.world.count(), 1);
    });

    it("reads outputs that other resources change", () => {
        const aws = account(new World(), home);
        const first = aws.create(queue.type, "a", { name: "a" });
        aws.create(queue.type, "b", { name: "b" });
        assert.equal(aws.read(first)?.outputs["length"], 2);
    });

    it("gives the same ids whatever the order of creation", () => {
        const ids = (names: string[]) => {
            const world = new World();
            return Object.fromEntries(names.map((name) => [name, world.newId("vpc-", `urn::${name}`)]));
        };
        assert.deepEqual(ids(["a", "b"]), ids(["b", "a"]));
    });
});

describe("simulator diff", () => {
    const aws = account(new World(), home);
    const auto = aws.create(queue.type, "q", {});
    const named = aws.create(queue.type, "q2", { name: "mine" });

    it("is empty for equal inputs", () => {
        assert.deepEqual(aws.diff(auto, "q", {}), { changed: [], replaces: [], deleteBeforeReplace: false });
    });

    it("updates in place, tags with tagsAll", () => {
        assert.deepEqual(aws.diff(auto, "q", { tags: { a: "b" } }).changed, ["tags", "tagsAll"]);
        assert.deepEqual(aws.diff(auto, "q", { tags: { a: "b" } }).replaces, []);
    });

    it("replaces on a change of Region: the new one first under an automatic name, the old one first under a fixed name", () => {
        const free = aws.diff(auto, "q", { region: "us-east-1" });
        assert.deepEqual(free.replaces, ["region"]);
        assert.equal(free.deleteBeforeReplace, false);
        assert.equal(aws.diff(named, "q2", { name: "mine", region: "us-east-1" }).deleteBeforeReplace, true);
        assert.equal(aws.diff(named, "q2", { name: "other" }).deleteBeforeReplace, false);
    });
});

describe("simulator fault plan", () => {
    const create = "Toy:CreateQueue";

    it("repeats three throttled calls unseen and gives up at the fourth", () => {
        planned({ operation: create, kind: "throttle", times: 3 }).create(queue.type, "q");
        const worse = planned({ operation: create, kind: "throttle", times: 4 });
        assert.throws(() => worse.create(queue.type, "q"), /api error ThrottlingException/);
    });

    it("fails the n-th call only", () => {
        const aws = planned({ operation: "Toy:*", kind: "error", on: 2 });
        aws.create(queue.type, "a");
        assert.throws(() => aws.create(queue.type, "b"), /api error InternalFailure/);
        aws.create(queue.type, "c");
    });

    it("hides what was created from the next calls of others", () => {
        const aws = planned({ operation: create, kind: "eventual", calls: 2 });
        const late = aws.create(queue.type, "q", { name: "q" });
        assert.equal(late.id, "q");
        assert.deepEqual([found(aws, "q"), found(aws, "q"), found(aws, "q")], [false, false, true]);
    });

    it("lets the resource itself be updated and deleted while it is hidden", () => {
        const aws = planned({ operation: create, kind: "eventual", calls: 9 });
        aws.delete(aws.update(aws.create(queue.type, "q", { name: "q" }), "q", { name: "q", delay: 1 }));
        assert.equal(aws.world.count(), 0);
    });

    for (const [kind, error] of [
        ["crash", Crash],
        ["hang", Hang],
    ] as const) {
        it(`leaves what was created behind on a ${kind}`, () => {
            const aws = planned({ operation: create, kind });
            assert.throws(() => aws.create(queue.type, "q"), error);
            assert.equal(aws.world.count(), 1);
        });
    }

    it("refuses an operation that is none, with the form it has", () => {
        assert.throws(() => faultPlanSchema.parse([{ operation: "CreateQueue", kind: "crash" }]), /Service:Operation/);
    });
});
