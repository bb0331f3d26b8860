import assert from "node:assert/strict";
import { previewCreate } from "../../../simulator/kernel/lifecycle";
import type { Properties } from "../../../simulator/kernel/values";
import { Unknown } from "../../../simulator/kernel/values";
import type { Entity } from "../../../simulator/kernel/world";
import { World } from "../../../simulator/kernel/world";
import { sqs } from "../../../simulator/services/sqs";
import { queue } from "../../../simulator/services/sqs/queue";
import { account, type Driver } from "../support";

const queueType = "aws:sqs/queue:Queue";
const policyType = "aws:sqs/queuePolicy:QueuePolicy";
const here = { account: "111122223333", region: "eu-west-1", services: [sqs] };

const redrive = (deadLetterTargetArn: unknown, maxReceiveCount: unknown = 3): string =>
    JSON.stringify({ deadLetterTargetArn, maxReceiveCount });
const allow = (arn: unknown): string =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Service: "events.amazonaws.com" },
                Action: "sqs:SendMessage",
                Resource: arn,
            },
        ],
    });

describe("sqs", () => {
    let world: World;
    let aws: Driver;
    beforeEach(() => {
        world = new World();
        aws = account(world, here);
    });
    const make = (name: string, inputs: Properties = {}): Entity => aws.create(queueType, name, inputs);

    describe("queue", () => {
        it("answers with URL, ARN and the attributes that were left out", () => {
            const made = make("orders", { name: "orders" });
            const url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders";
            assert.equal(made.id, url);
            assert.equal(made.outputs["url"], url);
            assert.equal(made.outputs["arn"], "arn:aws:sqs:eu-west-1:111122223333:orders");
            assert.equal(made.outputs["sqsManagedSseEnabled"], true);
            assert.equal(made.outputs["kmsDataKeyReusePeriodSeconds"], 300);
            assert.equal(made.outputs["visibilityTimeoutSeconds"], 30);
            assert.equal(made.outputs["maxMessageSize"], 262144);
            assert.equal(made.outputs["policy"], "");
        });

        it("names every output it answers with", () => {
            const { inputs } = aws.check(queueType, "orders", {});
            const made = make("orders");
            const announced = new Set([...Object.keys(inputs), ...queue.computed]);
            assert.deepEqual(
                Object.keys(made.outputs).filter((key) => !announced.has(key)),
                [],
            );
            const preview = previewCreate(queue, inputs);
            assert.equal(preview["arn"], Unknown.value);
            assert.equal(preview["name"], inputs["name"]);
        });

        it("gives a name that ends with .fifo to a FIFO queue", () => {
            assert.match(String(make("orders").outputs["name"]), /^orders-[0-9a-f]{7}$/);
            const fifo = make("orders-in-order", { fifoQueue: true });
            assert.match(String(fifo.outputs["name"]), /^orders-in-order-[0-9a-f]{7}\.fifo$/);
            assert.equal(fifo.outputs["deduplicationScope"], "queue");
        });

        it("continues a name prefix", () => {
            const made = make("orders", { namePrefix: "orders-", fifoQueue: true });
            assert.match(String(made.outputs["name"]), /^orders-\d{26}\.fifo$/);
            assert.match(made.id, /\/orders-\d{26}\.fifo$/);
        });

        it("takes a message of 1 MiB", () => {
            assert.equal(make("large", { maxMessageSize: 1048576 }).outputs["maxMessageSize"], 1048576);
        });

        for (const [inputs, property] of [
            [{ name: "a".repeat(81) }, "name"],
            [{ name: "with space" }, "name"],
            [{ name: "orders.fifo" }, "name"],
            [{ name: "orders", fifoQueue: true }, "name"],
            [{ name: "a", namePrefix: "b" }, "namePrefix"],
            [{ namePrefix: "a".repeat(60) }, "namePrefix"],
            [{ visibilityTimeoutSeconds: 43201 }, "visibilityTimeoutSeconds"],
            [{ messageRetentionSeconds: 59 }, "messageRetentionSeconds"],
            [{ messageRetentionSeconds: 1209601 }, "messageRetentionSeconds"],
            [{ maxMessageSize: 1023 }, "maxMessageSize"],
            [{ maxMessageSize: 1048577 }, "maxMessageSize"],
            [{ delaySeconds: 901 }, "delaySeconds"],
            [{ receiveWaitTimeSeconds: 21 }, "receiveWaitTimeSeconds"],
            [{ kmsDataKeyReusePeriodSeconds: 59 }, "kmsDataKeyReusePeriodSeconds"],
            [{ kmsMasterKeyId: "alias/aws/sqs", sqsManagedSseEnabled: true }, "sqsManagedSseEnabled"],
            [{ contentBasedDeduplication: true }, "contentBasedDeduplication"],
            [{ deduplicationScope: "queue" }, "deduplicationScope"],
            [{ fifoQueue: true, fifoThroughputLimit: "perMessageGroupId" }, "fifoThroughputLimit"],
            [{ policy: "{" }, "policy"],
            [{ redrivePolicy: "[]" }, "redrivePolicy"],
            [{ redrivePolicy: redrive("orders-dlq") }, "redrivePolicy"],
            [{ redrivePolicy: redrive("arn:aws:sqs:eu-west-1:111122223333:d", 0) }, "redrivePolicy"],
            [{ redrivePolicy: redrive("arn:aws:sqs:eu-west-1:111122223333:d", 1001) }, "redrivePolicy"],
            [{ redriveAllowPolicy: '{"redrivePermission":"some"}' }, "redriveAllowPolicy"],
            [{ redriveAllowPolicy: '{"redrivePermission":"byQueue"}' }, "redriveAllowPolicy"],
            [{ redriveAllowPolicy: '{"redrivePermission":"allowAll","sourceQueueArns":["x"]}' }, "redriveAllowPolicy"],
            [{ tags: { "aws:mine": "x" } }, "tags.aws:mine"],
        ] as const) {
            it(`refuses ${JSON.stringify(inputs).slice(0, 90)}`, () => {
                const { problems } = aws.check(queueType, "orders", inputs);
                assert.deepEqual([...new Set(problems.map((problem) => problem.property))], [property]);
            });
        }

        it("says nothing about values that are not known yet", () => {
            const { problems } = aws.check(queueType, "orders", {
                name: Unknown.value,
                fifoQueue: Unknown.value,
                redrivePolicy: Unknown.value,
                policy: Unknown.value,
                kmsMasterKeyId: Unknown.value,
            });
            assert.deepEqual(problems, []);
        });

        it("refuses a second queue of the name in the same account and Region only", () => {
            make("first", { name: "orders" });
            assert.throws(() => make("second", { name: "orders" }), /SQS: CreateQueue.*QueueAlreadyExists/);
            account(world, { ...here, account: "444455556666" }).create(queueType, "first", { name: "orders" });
            account(world, { ...here, region: "eu-central-1" }).create(queueType, "first", { name: "orders" });
        });

        it("sends failed messages to a queue of the same kind in the same place", () => {
            const dlq = make("dlq", { name: "dlq" });
            make("orders", { redrivePolicy: redrive(dlq.outputs["arn"]) });
            make("text", { redrivePolicy: redrive(dlq.outputs["arn"], "5") });
        });

        for (const [target, inputs, reason] of [
            ["arn:aws:sqs:eu-west-1:111122223333:none", {}, "does not exist"],
            ["arn:aws:sqs:eu-central-1:111122223333:dlq", {}, "same account and Region"],
            ["arn:aws:sqs:eu-west-1:444455556666:dlq", {}, "same account and Region"],
            ["arn:aws:sqs:eu-west-1:111122223333:dlq", { fifoQueue: true }, "same type of queue"],
        ] as const) {
            it(`refuses a dead-letter queue that is wrong: ${reason} (${target})`, () => {
                make("dlq", { name: "dlq" });
                assert.throws(
                    () => make("orders", { ...inputs, redrivePolicy: redrive(target) }),
                    new RegExp(`InvalidParameterValue: .*${reason}`),
                );
            });
        }

        it("refuses a dead-letter queue that does not admit the source", () => {
            const source = "arn:aws:sqs:eu-west-1:111122223333:orders";
            const denies = make("denies", { redriveAllowPolicy: '{"redrivePermission":"denyAll"}' });
            const admits = make("admits", {
                redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [source] }),
            });
            const orders = (name: string, target: Entity): Entity =>
                make(name, { name, redrivePolicy: redrive(target.outputs["arn"]) });
            assert.throws(() => orders("orders", denies), /does not admit/);
            assert.throws(() => orders("payments", admits), /does not admit/);
            orders("orders", admits);
        });

        it("refuses a key that does not exist", () => {
            assert.throws(
                () => make("orders", { kmsMasterKeyId: "alias/none" }),
                /InvalidAttributeValue: KMS key not found. alias\/none/,
            );
        });

        it("encrypts with a key or with SQS's own, not with both", () => {
            const made = make("orders", { kmsMasterKeyId: "alias/aws/sqs" });
            assert.equal(made.outputs["sqsManagedSseEnabled"], false);
            assert.equal(aws.update(made, "orders", {}).outputs["sqsManagedSseEnabled"], true);
        });

        it("is replaced for another name or kind and updated otherwise", () => {
            const made = make("orders", { name: "orders" });
            assert.deepEqual(aws.diff(made, "orders", { name: "payments" }).replaces, ["name"]);
            assert.deepEqual(aws.diff(made, "orders", { name: "orders", delaySeconds: 5 }).replaces, []);
            assert.equal(aws.update(made, "orders", { name: "orders", delaySeconds: 5 }).outputs["delaySeconds"], 5);
            assert.throws(
                () =>
                    aws.update(made, "orders", {
                        name: "orders",
                        redrivePolicy: redrive("arn:aws:sqs:eu-west-1:111122223333:no"),
                    }),
                /SQS: SetQueueAttributes/,
            );
        });
    });

    describe("queuePolicy", () => {
        it("belongs to a queue and shows in it", () => {
            const orders = make("orders");
            const policy = allow(orders.outputs["arn"]);
            const made = aws.create(policyType, "orders", { queueUrl: orders.id, policy });
            assert.equal(made.id, orders.id);
            assert.equal(aws.read(orders)?.outputs["policy"], policy);
        });

        it("takes the document itself as Pulumi allows", () => {
            const orders = make("orders");
            const document = JSON.parse(allow(orders.outputs["arn"])) as Properties;
            const made = aws.create(policyType, "orders", { queueUrl: orders.id, policy: document });
            assert.equal(made.outputs["policy"], allow(orders.outputs["arn"]));
        });

        it("refuses a queue that does not exist", () => {
            const queueUrl = "https://sqs.eu-west-1.amazonaws.com/111122223333/none";
            assert.throws(
                () => aws.create(policyType, "orders", { queueUrl, policy: allow("*") }),
                /SQS: SetQueueAttributes.*NonExistentQueue/,
            );
        });

        it("refuses a broken document, one without principal and one of too many statements", () => {
            const orders = make("orders");
            const problems = (policy: string): string[] =>
                aws.check(policyType, "orders", { queueUrl: orders.id, policy }).problems.map(({ reason }) => reason);
            assert.equal(problems("{").length, 1);
            const statement = { Effect: "Allow", Action: "sqs:*", Resource: "*" };
            assert.notDeepEqual(problems(JSON.stringify({ Statement: [statement] })), []);
            const many = Array.from({ length: 21 }, () => ({ ...statement, Principal: "*" }));
            assert.match(problems(JSON.stringify({ Statement: many })).join(), /21 statements/);
        });

        it("refuses a second policy on one queue instead of losing the first", () => {
            const orders = make("orders");
            const inputs = { queueUrl: orders.id, policy: allow("*") };
            aws.create(policyType, "one", inputs);
            assert.throws(() => aws.create(policyType, "two", inputs), /two policies on the queue/);
        });
    });
});
