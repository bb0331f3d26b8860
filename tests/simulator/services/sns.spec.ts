import assert from "node:assert/strict";
import type { Properties } from "../../../simulator/kernel/values";
import { World } from "../../../simulator/kernel/world";
import { sns } from "../../../simulator/services/sns";
import { sqs } from "../../../simulator/services/sqs";
import { account, type Driver } from "../support";

const topic = "aws:sns/topic:Topic";
const topicPolicy = "aws:sns/topicPolicy:TopicPolicy";
const subscription = "aws:sns/topicSubscription:TopicSubscription";
const queue = "aws:sqs/queue:Queue";
const policy = JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: "*", Action: "sns:Publish", Resource: "*" }],
});

describe("sns", () => {
    let aws: Driver;
    beforeEach(() => {
        aws = account(new World(), { account: "111122223333", region: "eu-west-1", services: [sns, sqs] });
    });
    const problems = (type: string, inputs: Properties): string[] => [
        ...new Set(aws.check(type, "x", inputs).problems.map(({ property }) => property)),
    ];

    describe("topic", () => {
        it("has its ARN as id", () => {
            const made = aws.create(topic, "alerts", { name: "alerts" });
            assert.equal(made.id, "arn:aws:sns:eu-west-1:111122223333:alerts");
            assert.equal(made.outputs["owner"], "111122223333");
            const fifo = aws.create(topic, "orders", { fifoTopic: true });
            assert.match(String(fifo.outputs["name"]), /^orders-[0-9a-f]{7}\.fifo$/);
            assert.match(aws.create(topic, "p", { namePrefix: "p-" }).id, /:p-\d{26}$/);
        });

        it("refuses names, kinds and policies that AWS refuses", () => {
            assert.deepEqual(problems(topic, { name: "a b" }), ["name"]);
            assert.deepEqual(problems(topic, { name: "a.fifo" }), ["name"]);
            assert.deepEqual(problems(topic, { name: "a", fifoTopic: true }), ["name"]);
            assert.deepEqual(problems(topic, { name: "a", namePrefix: "b" }), ["namePrefix"]);
            assert.deepEqual(problems(topic, { contentBasedDeduplication: true }), ["contentBasedDeduplication"]);
            assert.deepEqual(problems(topic, { policy: "{" }), ["policy"]);
            assert.deepEqual(problems(topic, { signatureVersion: 3 }), ["signatureVersion"]);
        });

        it("refuses a name in use and a key that does not exist", () => {
            aws.create(topic, "a", { name: "a" });
            assert.throws(() => aws.create(topic, "b", { name: "a" }), /CreateTopic.*InvalidParameter/);
            assert.throws(() => aws.create(topic, "c", { kmsMasterKeyId: "alias/none" }), /KMS key not found/);
        });
    });

    describe("topicPolicy", () => {
        it("belongs to one topic and shows in it", () => {
            const made = aws.create(topic, "alerts");
            assert.equal(aws.create(topicPolicy, "alerts", { arn: made.id, policy }).id, made.id);
            assert.equal(aws.read(made)?.outputs["policy"], policy);
            assert.throws(() => aws.create(topicPolicy, "two", { arn: made.id, policy }), /two policies on the topic/);
        });

        it("refuses a topic that does not exist and a broken document", () => {
            const arn = "arn:aws:sns:eu-west-1:111122223333:none";
            assert.throws(() => aws.create(topicPolicy, "x", { arn, policy }), /NotFound: Topic does not exist/);
            assert.deepEqual(problems(topicPolicy, { arn, policy: "{" }), ["policy"]);
        });
    });

    describe("topicSubscription", () => {
        it("sends a topic to a queue", () => {
            const made = aws.create(topic, "alerts", { name: "alerts" });
            const endpoint = String(aws.create(queue, "alerts").outputs["arn"]);
            const to = aws.create(subscription, "alerts", { topic: made.id, protocol: "sqs", endpoint });
            assert.match(
                to.id,
                /^arn:aws:sns:eu-west-1:111122223333:alerts:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
            );
            assert.equal(to.outputs["pendingConfirmation"], false);
        });

        it("waits for people to confirm", () => {
            const made = aws.create(topic, "alerts");
            const to = { topic: made.id, protocol: "email", endpoint: "team@example.com" };
            assert.equal(aws.create(subscription, "mail", to).outputs["pendingConfirmation"], true);
        });

        it("refuses endpoints that do not fit the protocol", () => {
            const arn = "arn:aws:sns:eu-west-1:111122223333:alerts";
            const of = (protocol: string, endpoint: string): Properties => ({ topic: arn, protocol, endpoint });
            assert.deepEqual(problems(subscription, of("email", "team")), ["endpoint"]);
            assert.deepEqual(problems(subscription, of("https", "http://example.com")), ["endpoint"]);
            assert.deepEqual(problems(subscription, of("sqs", "https://sqs.eu-west-1.amazonaws.com/1/a")), [
                "endpoint",
            ]);
            assert.deepEqual(problems(subscription, of("pigeon", "x")), ["protocol"]);
            const filtered = { ...of("email", "a@b.c"), filterPolicy: "{" };
            assert.deepEqual(problems(subscription, filtered), ["filterPolicy"]);
        });

        it("refuses what does not exist, and a FIFO queue on a standard topic", () => {
            const made = aws.create(topic, "alerts");
            const to = (inputs: Properties) => () =>
                aws.create(subscription, "x", { topic: made.id, protocol: "sqs", ...inputs });
            const none = "arn:aws:sqs:eu-west-1:111122223333:none";
            assert.throws(to({ endpoint: none }), /Subscribe.*NotFound: Queue/);
            assert.throws(to({ endpoint: none, topic: `${made.id}x` }), /Topic does not exist/);
            const fifo = String(aws.create(queue, "fifo", { fifoQueue: true }).outputs["arn"]);
            assert.throws(to({ endpoint: fifo }), /FIFO SQS Queues can not be subscribed/);
        });
    });
});
