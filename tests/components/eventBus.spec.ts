import assert from "node:assert/strict";
import { EventBus } from "../../components/events/eventBus";
import { EventRoute } from "../../components/events/eventRoute";
import { Recorder } from "../support/recorder";
import { answers } from "./answers";

interface Document {
    readonly Statement: readonly {
        readonly Sid: string;
        readonly Principal: unknown;
        readonly Action: unknown;
        readonly Condition?: unknown;
    }[];
}

const document = (inputs: { readonly [key: string]: unknown }): Document =>
    JSON.parse(String(inputs["policy"])) as Document;

describe("EventBus and EventRoute", () => {
    let recorder: Recorder;
    before(async () => {
        recorder = await Recorder.run(() => {
            const bus = new EventBus("dev-orders", { organizationId: "o-abcdefghij" });
            new EventRoute("dev-orders-placed", {
                busName: bus.name,
                accountId: "222233334444",
                source: "example.storefront",
                detailTypes: ["OrderPlaced"],
                queue: "fulfilment",
            });
        }, answers);
    });

    it("admits the organization only", () => {
        const { Statement } = document(
            recorder.one("aws:cloudwatch/eventBusPolicy:EventBusPolicy", "dev-orders").inputs,
        );
        assert.equal(Statement.length, 1);
        assert.deepEqual(Statement[0]?.Condition, { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } });
    });

    it("routes source and detail-type to one target with retries and a dead-letter queue", () => {
        const rule = recorder.one("aws:cloudwatch/eventRule:EventRule", "dev-orders-placed").inputs;
        assert.deepEqual(JSON.parse(String(rule["eventPattern"])), {
            source: ["example.storefront"],
            "detail-type": ["OrderPlaced"],
        });
        const target = recorder.one("aws:cloudwatch/eventTarget:EventTarget", "dev-orders-placed").inputs;
        assert.match(String(target["arn"]), /dev-orders-placed-fulfilment$/);
        assert.deepEqual(target["deadLetterConfig"], {
            arn: "arn:aws:sqs:eu-west-1:222233334444:dev-orders-placed-fulfilment-dead-letter",
        });
        assert.deepEqual(target["retryPolicy"], { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 185 });
    });

    it("points the target only after both queues admit the rule", () => {
        const { dependsOn } = recorder.one("aws:cloudwatch/eventTarget:EventTarget", "dev-orders-placed");
        assert.ok(dependsOn.includes("dev-orders-placed-fulfilment"));
        assert.ok(dependsOn.includes("dev-orders-placed-fulfilment-dead-letter"));
    });

    it("encrypts both queues with a key that EventBridge may use for this account only", () => {
        const queues = recorder.of("aws:sqs/queue:Queue");
        assert.equal(queues.length, 2);
        for (const { inputs } of queues) assert.match(String(inputs["kmsMasterKeyId"]), /^arn:aws:kms:/);
        const { Statement } = document(recorder.one("aws:kms/key:Key", "dev-orders-placed-fulfilment").inputs);
        const sends = Statement.find(({ Sid }) => Sid === "EventBridgeSends");
        assert.deepEqual(sends?.Action, ["kms:Decrypt", "kms:GenerateDataKey"]);
        assert.deepEqual(sends?.Condition, { StringEquals: { "aws:SourceAccount": "222233334444" } });
    });

    it("lets only the rule send to the queues", () => {
        for (const { inputs } of recorder.of("aws:sqs/queuePolicy:QueuePolicy")) {
            const [statement] = document(inputs).Statement;
            assert.deepEqual(statement?.Condition, {
                ArnEquals: { "aws:SourceArn": "arn:aws:events:eu-west-1:222233334444:dev-orders-placed" },
            });
        }
    });
});
