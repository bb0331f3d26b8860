import assert from "node:assert/strict";
import { type Properties, Unknown } from "../../../simulator/kernel/values";
import { type Entity, World } from "../../../simulator/kernel/world";
import { raiseQuotas } from "../../../simulator/quotas";
import { events } from "../../../simulator/services/events";
import { sqs } from "../../../simulator/services/sqs";
import { account, type Driver } from "../support";

const bus = "aws:cloudwatch/eventBus:EventBus";
const busPolicy = "aws:cloudwatch/eventBusPolicy:EventBusPolicy";
const permission = "aws:cloudwatch/eventPermission:EventPermission";
const rule = "aws:cloudwatch/eventRule:EventRule";
const target = "aws:cloudwatch/eventTarget:EventTarget";
const archive = "aws:cloudwatch/eventArchive:EventArchive";
const queue = "aws:sqs/queue:Queue";

const here = { account: "111122223333", region: "eu-west-1", services: [events, sqs] };
const eventPattern = JSON.stringify({ source: ["com.example"] });
const arnOf = (made: Entity): string => String(made.outputs["arn"]);

describe("events", () => {
    let world: World;
    let aws: Driver;
    beforeEach(() => {
        world = new World();
        aws = account(world, here);
    });
    const problems = (type: string, inputs: Properties): string[] => [
        ...new Set(aws.check(type, "x", inputs).problems.map(({ property }) => property)),
    ];

    describe("eventBus", () => {
        it("has its name as id", () => {
            const made = aws.create(bus, "orders", { name: "orders" });
            assert.equal(made.id, "orders");
            assert.equal(arnOf(made), "arn:aws:events:eu-west-1:111122223333:event-bus/orders");
        });

        it("is autonamed", () => assert.match(aws.create(bus, "orders").id, /^orders-[0-9a-f]{7}$/));

        for (const [inputs, property] of [
            [{ name: "default" }, "name"],
            [{ name: "a/b" }, "name"],
            [{ name: "a b" }, "name"],
            [{ name: "a".repeat(257) }, "name"],
            [{ name: "other", eventSourceName: "aws.partner/example.com/1" }, "name"],
            [{ eventSourceName: "example.com" }, "eventSourceName"],
            [{ name: "a", description: "d".repeat(513) }, "description"],
            [{ name: "a", logConfig: { level: "DEBUG" } }, "logConfig.level"],
        ] as const) {
            it(`refuses ${JSON.stringify(inputs).slice(0, 80)}`, () => {
                assert.ok(problems(bus, inputs).includes(property), problems(bus, inputs).join());
            });
        }

        it("refuses a name in use, a key and a dead-letter queue that do not exist", () => {
            aws.create(bus, "orders", { name: "orders" });
            const make = (inputs: Properties) => () => aws.create(bus, "second", inputs);
            assert.throws(make({ name: "orders" }), /EventBridge: CreateEventBus.*ResourceAlreadyExistsException/);
            assert.throws(make({ kmsKeyIdentifier: "alias/none" }), /KMS key not found. alias\/none/);
            const arn = "arn:aws:sqs:eu-west-1:111122223333:none";
            assert.throws(make({ deadLetterConfig: { arn } }), /Dead-letter queue .* does not exist/);
        });

        it("refuses more buses than the quota", () => {
            raiseQuotas(world, { "events.buses": 2 });
            aws.create(bus, "a");
            aws.create(bus, "b");
            assert.throws(() => aws.create(bus, "c"), /LimitExceededException/);
            account(world, { ...here, region: "eu-central-1" }).create(bus, "a");
        });

        it("cannot be deleted while it has rules or archives", () => {
            const made = aws.create(bus, "orders", { name: "orders" });
            const onBus = aws.create(rule, "orders", { eventBusName: made.id, eventPattern });
            assert.throws(() => aws.delete(made), /DeleteEventBus.*has rules/);
            aws.delete(onBus);
            const kept = aws.create(archive, "orders", { eventSourceArn: arnOf(made) });
            assert.throws(() => aws.delete(made), /Events-Archive-orders/);
            aws.delete(kept);
            aws.delete(made);
            assert.equal(world.count(), 0);
        });

        it("is replaced for another name, updated otherwise", () => {
            const made = aws.create(bus, "orders", { name: "orders" });
            assert.deepEqual(aws.diff(made, "orders", { name: "payments" }).replaces, ["name"]);
            assert.deepEqual(aws.diff(made, "orders", { name: "orders", description: "d" }).replaces, []);
            assert.throws(
                () => aws.update(made, "orders", { name: "orders", kmsKeyIdentifier: "none" }),
                /UpdateEventBus/,
            );
        });
    });

    describe("eventBusPolicy", () => {
        const document = (statement: Properties = {}): string =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    { Effect: "Allow", Principal: "*", Action: "events:PutEvents", Resource: "*", ...statement },
                ],
            });

        it("belongs to one bus and bears its name", () => {
            const made = aws.create(bus, "orders", { name: "orders" });
            const policy = document({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } } });
            assert.equal(aws.create(busPolicy, "orders", { eventBusName: made.id, policy }).id, "orders");
        });

        it("takes the principal * without condition and the default bus, as AWS does", () => {
            assert.equal(aws.create(busPolicy, "open", { policy: document() }).id, "default");
        });

        it("refuses a broken document and one without principal", () => {
            assert.deepEqual(problems(busPolicy, { policy: "{" }), ["policy"]);
            const { Statement } = JSON.parse(document()) as { Statement: [{ Principal?: string }] };
            delete Statement[0].Principal;
            assert.deepEqual(problems(busPolicy, { policy: JSON.stringify({ Statement }) }), ["policy"]);
        });

        it("refuses a bus that does not exist, a second policy and one that is too long", () => {
            assert.throws(
                () => aws.create(busPolicy, "x", { eventBusName: "none", policy: document() }),
                /PutPermission.*ResourceNotFoundException: Event bus none/,
            );
            const long = document({ Resource: `arn:aws:events:*:*:${"a".repeat(10240)}` });
            assert.throws(() => aws.create(busPolicy, "x", { policy: long }), /PolicyLengthExceededException/);
            const made = aws.create(busPolicy, "one", { policy: document() });
            assert.throws(() => aws.update(made, "one", { policy: long }), /PolicyLengthExceededException/);
            assert.throws(() => aws.create(busPolicy, "two", { policy: document() }), /two policies on the event bus/);
        });
    });

    describe("eventPermission", () => {
        it("is one statement of a bus", () => {
            const made = aws.create(bus, "orders", { name: "orders" });
            const inputs = { principal: "444455556666", statementId: "payments" };
            assert.equal(aws.create(permission, "default", inputs).id, "payments");
            const onBus = { ...inputs, eventBusName: made.id };
            assert.equal(aws.create(permission, "orders", onBus).id, "orders/payments");
            assert.throws(() => aws.create(permission, "again", onBus), /ResourceAlreadyExistsException/);
        });

        it("refuses other principals, actions, conditions and buses", () => {
            const good = { principal: "*", statementId: "all" };
            assert.deepEqual(problems(permission, { ...good, principal: "o-abc" }), ["principal"]);
            assert.deepEqual(problems(permission, { ...good, action: "sqs:SendMessage" }), ["action"]);
            assert.deepEqual(problems(permission, { ...good, statementId: "a b" }), ["statementId"]);
            const condition = { key: "aws:SourceIp", type: "StringEquals", value: "x" };
            assert.deepEqual(problems(permission, { ...good, condition }), ["condition.key"]);
            assert.throws(() => aws.create(permission, "x", { ...good, eventBusName: "none" }), /Event bus none/);
        });
    });

    describe("eventRule", () => {
        it("has bus and name as id, the name alone on the default bus", () => {
            aws.create(bus, "orders", { name: "orders" });
            const onBus = aws.create(rule, "a", { name: "a", eventBusName: "orders", eventPattern });
            assert.equal(onBus.id, "orders/a");
            assert.equal(arnOf(onBus), "arn:aws:events:eu-west-1:111122223333:rule/orders/a");
            const onDefault = aws.create(rule, "a", { name: "a", scheduleExpression: "rate(5 minutes)" });
            assert.equal(onDefault.id, "a");
            assert.equal(arnOf(onDefault), "arn:aws:events:eu-west-1:111122223333:rule/a");
        });

        it("takes the bus by ARN and keeps the ARN in the id", () => {
            const made = aws.create(bus, "orders", { name: "orders" });
            const onBus = aws.create(rule, "a", { name: "a", eventBusName: arnOf(made), eventPattern });
            assert.equal(onBus.id, `${arnOf(made)}/a`);
            assert.throws(() => aws.delete(made), /has rules: a/);
        });

        it("is autonamed or continues a prefix", () => {
            assert.match(aws.create(rule, "a", { eventPattern }).id, /^a-[0-9a-f]{7}$/);
            assert.match(aws.create(rule, "b", { eventPattern, namePrefix: "nightly-" }).id, /^nightly-\d{26}$/);
        });

        it("says whether it is enabled", () => {
            const made = aws.create(rule, "a", { eventPattern });
            assert.equal(made.outputs["state"], "ENABLED");
            const off = aws.update(made, "a", { eventPattern, state: "DISABLED" });
            assert.equal(off.outputs["isEnabled"], false);
        });

        for (const [inputs, property] of [
            [{}, "eventPattern"],
            [{ eventPattern: "{}" }, "eventPattern"],
            [{ eventPattern: '{"source":"a"}' }, "eventPattern"],
            [{ eventPattern: '{"source":[{"nope":1}]}' }, "eventPattern"],
            [{ eventPattern: `{"source":["${"a".repeat(4100)}"]}` }, "eventPattern"],
            [{ scheduleExpression: "rate(1 minutes)" }, "scheduleExpression"],
            [{ eventBusName: "orders", scheduleExpression: "rate(1 minute)" }, "scheduleExpression"],
            [{ eventPattern, name: "a b" }, "name"],
            [{ eventPattern, name: "a".repeat(65) }, "name"],
            [{ eventPattern, name: "a", namePrefix: "b" }, "namePrefix"],
            [{ eventPattern, namePrefix: "a".repeat(39) }, "namePrefix"],
            [{ eventPattern, state: "ON" }, "state"],
            [{ eventPattern, state: "ENABLED", isEnabled: true }, "isEnabled"],
            [{ eventPattern, roleArn: "role" }, "roleArn"],
            [{ eventPattern, eventBusName: "a b" }, "eventBusName"],
        ] as const) {
            it(`refuses ${JSON.stringify(inputs).slice(0, 80)}`, () =>
                assert.deepEqual(problems(rule, inputs), [property]));
        }

        it("says nothing about values that are not known yet", () => {
            assert.deepEqual(problems(rule, { eventPattern: Unknown.value, eventBusName: Unknown.value }), []);
            assert.deepEqual(problems(rule, { scheduleExpression: "rate(1 day)", eventBusName: Unknown.value }), []);
        });

        it("refuses a bus that does not exist here", () => {
            const make = (eventBusName: string) => () => aws.create(rule, "a", { eventBusName, eventPattern });
            assert.throws(make("none"), /PutRule.*ResourceNotFoundException: Event bus none does not exist/);
            account(world, { ...here, region: "eu-central-1" }).create(bus, "orders", { name: "orders" });
            assert.throws(make("orders"), /Event bus orders does not exist/);
        });

        it("refuses a second rule of the name on one bus only", () => {
            aws.create(bus, "orders", { name: "orders" });
            aws.create(rule, "a", { name: "a", eventPattern });
            aws.create(rule, "b", { name: "a", eventPattern, eventBusName: "orders" });
            assert.throws(() => aws.create(rule, "c", { name: "a", eventPattern }), /overwrite the first/);
        });

        it("refuses more than the quotas: rules, rules with wildcards, length of a pattern", () => {
            raiseQuotas(world, { "events.rulesPerBus": 3, "events.wildcardRulesPerBus": 1 });
            const wild = '{"source":[{"wildcard":"com.*"}]}';
            const first = aws.create(rule, "a", { eventPattern: wild });
            assert.throws(() => aws.create(rule, "b", { eventPattern: wild }), /1 rules with wildcards/);
            aws.update(first, "a", { eventPattern: wild, description: "same" });
            const second = aws.create(rule, "b", { eventPattern });
            assert.throws(() => aws.update(second, "b", { eventPattern: wild }), /1 rules with wildcards/);
            const long = JSON.stringify({ source: ["a".repeat(2048)] });
            assert.throws(() => aws.create(rule, "c", { eventPattern: long }), /the quota is 2048/);
            aws.create(rule, "c", { eventPattern });
            assert.throws(() => aws.create(rule, "d", { eventPattern }), /3 rules, its quota/);
        });

        it("cannot be deleted while it has targets", () => {
            const orders = aws.create(queue, "orders");
            const made = aws.create(rule, "a", { eventPattern });
            const to = aws.create(target, "a", { rule: String(made.outputs["name"]), arn: arnOf(orders) });
            assert.throws(() => aws.delete(made), /ValidationException: Rule can't be deleted since it has targets/);
            aws.delete(to);
            aws.delete(made);
        });
    });

    describe("eventTarget", () => {
        let orders: Entity;
        let name: string;
        beforeEach(() => {
            orders = aws.create(queue, "orders", { name: "orders" });
            aws.create(bus, "fabric", { name: "fabric" });
            name = String(
                aws.create(rule, "route", { name: "route", eventBusName: "fabric", eventPattern }).outputs["name"],
            );
        });
        const inputs = (more: Properties = {}): Properties => ({
            rule: name,
            eventBusName: "fabric",
            arn: arnOf(orders),
            ...more,
        });
        const make = (more: Properties = {}): Entity => aws.create(target, "to-orders", inputs(more));

        it("has bus, rule and target as id", () => {
            assert.equal(make({ targetId: "orders" }).id, "fabric-route-orders");
            aws.create(rule, "route", { name: "route", eventPattern });
            assert.equal(make({ eventBusName: "default", targetId: "orders" }).id, "route-orders");
        });

        it("is autonamed", () => {
            const made = make();
            assert.match(String(made.outputs["targetId"]), /^to-orders-[0-9a-f]{7}$/);
            assert.equal(made.id, `fabric-route-${made.outputs["targetId"]}`);
        });

        for (const [more, property] of [
            [{ arn: "orders" }, "arn"],
            [{ rule: "a b" }, "rule"],
            [{ targetId: "a".repeat(65) }, "targetId"],
            [{ targetId: "a b" }, "targetId"],
            [{ input: "{" }, "input"],
            [{ input: "{}", inputPath: "$.detail" }, "inputPath"],
            [{ inputPath: "$.detail", inputTransformer: { inputTemplate: "x" } }, "inputTransformer"],
            [{ inputTransformer: {} }, "inputTransformer.inputTemplate"],
            [{ inputTransformer: { inputTemplate: "x", inputPaths: { AWSx: "$.a" } } }, "inputTransformer.inputPaths"],
            [{ retryPolicy: { maximumEventAgeInSeconds: 59 } }, "retryPolicy.maximumEventAgeInSeconds"],
            [{ retryPolicy: { maximumEventAgeInSeconds: 86401 } }, "retryPolicy.maximumEventAgeInSeconds"],
            [{ retryPolicy: { maximumRetryAttempts: 186 } }, "retryPolicy.maximumRetryAttempts"],
            [{ roleArn: "role" }, "roleArn"],
        ] as const) {
            it(`refuses ${JSON.stringify(more).slice(0, 80)}`, () => {
                assert.deepEqual(problems(target, inputs(more)), [property]);
            });
        }

        it("refuses a target id that the provider made too long out of a long logical name", () => {
            const found = aws.check(target, "a".repeat(70), inputs()).problems;
            assert.deepEqual(
                found.map(({ property }) => property),
                ["targetId"],
            );
        });

        it("refuses a rule that is not on the bus", () => {
            assert.throws(() => make({ rule: "none" }), /PutTargets.*Rule none does not exist on EventBus fabric/);
            assert.throws(() => make({ eventBusName: "default" }), /Rule route does not exist on EventBus default/);
        });

        it("refuses the sixth target of a rule and a target id used twice", () => {
            for (const id of ["1", "2", "3", "4", "5"]) make({ targetId: id });
            assert.throws(() => make({ targetId: "5" }), /overwrite the first/);
            assert.throws(() => make({ targetId: "6" }), /LimitExceededException: Rule route has 5 targets/);
        });

        it("refuses targets of this account that do not exist", () => {
            assert.throws(() => make({ arn: "arn:aws:sqs:eu-west-1:111122223333:none" }), /none does not exist/);
            const arn = "arn:aws:events:eu-west-1:111122223333:event-bus/none";
            assert.throws(() => make({ arn }), /event-bus\/none does not exist/);
        });

        it("reaches queues of other accounts but not of other Regions", () => {
            make({ arn: "arn:aws:sqs:eu-west-1:444455556666:orders" });
            assert.throws(
                () => make({ arn: "arn:aws:sqs:eu-central-1:111122223333:orders" }),
                /is not in the Region eu-west-1/,
            );
        });

        it("reaches buses of other accounts and Regions with a role only", () => {
            const roleArn = "arn:aws:iam::111122223333:role/route";
            for (const arn of [
                "arn:aws:events:eu-west-1:444455556666:event-bus/central",
                "arn:aws:events:eu-central-1:111122223333:event-bus/central",
            ]) {
                assert.throws(() => make({ arn }), /RoleArn is required for target/);
                make({ arn, roleArn, targetId: arn.includes("central-1") ? "region" : "account" });
            }
        });

        it("gives a FIFO queue a message group", () => {
            const fifo = arnOf(aws.create(queue, "fifo", { fifoQueue: true }));
            assert.throws(() => make({ arn: fifo }), /MessageGroupId must be specified/);
            make({ arn: fifo, sqsTarget: { messageGroupId: "orders" } });
        });

        it("keeps failed events in a standard queue of the same Region that exists", () => {
            const dlq = aws.create(queue, "dlq");
            const made = make({ targetId: "kept", deadLetterConfig: { arn: arnOf(dlq) } });
            for (const [arn, reason] of [
                [
                    arnOf(aws.create(queue, "fifo", { fifoQueue: true })),
                    /SQS FIFO is not supported by Dead Letter Queues/,
                ],
                ["arn:aws:sqs:eu-west-1:111122223333:none", /does not exist/],
                ["arn:aws:sqs:eu-central-1:111122223333:dlq", /not in the Region/],
                ["arn:aws:sns:eu-west-1:111122223333:topic", /not the ARN of an SQS queue/],
            ] as const) {
                assert.throws(() => make({ deadLetterConfig: { arn } }), reason);
                const more = inputs({ targetId: "kept", deadLetterConfig: { arn } });
                assert.throws(() => aws.update(made, "to-orders", more), reason);
            }
        });

        it("is replaced for another rule, bus or id and updated for another ARN", () => {
            const made = make({ targetId: "a" });
            const diff = (more: Properties): readonly string[] => aws.diff(made, "to-orders", inputs(more)).replaces;
            assert.deepEqual(diff({ targetId: "a", arn: "arn:aws:sqs:eu-west-1:444455556666:q" }), []);
            assert.deepEqual(diff({ targetId: "b", rule: "x", eventBusName: "y" }), [
                "eventBusName",
                "rule",
                "targetId",
            ]);
        });
    });

    describe("eventArchive", () => {
        const source = "arn:aws:events:eu-west-1:111122223333:event-bus/default";

        it("keeps events of a bus", () => {
            const made = aws.create(archive, "all", { name: "all", eventSourceArn: source, retentionDays: 30 });
            assert.equal(made.id, "all");
            assert.equal(arnOf(made), "arn:aws:events:eu-west-1:111122223333:archive/all");
        });

        it("refuses names, patterns and retention that AWS refuses", () => {
            const good = { name: "all", eventSourceArn: source };
            assert.deepEqual(problems(archive, good), []);
            assert.deepEqual(problems(archive, { ...good, name: "a".repeat(49) }), ["name"]);
            assert.deepEqual(problems(archive, { ...good, retentionDays: -1 }), ["retentionDays"]);
            assert.deepEqual(problems(archive, { ...good, eventPattern: "{}" }), ["eventPattern"]);
            assert.deepEqual(problems(archive, { ...good, eventSourceArn: "default" }), ["eventSourceArn"]);
        });

        it("refuses a bus that is not here, a name in use and a key that does not exist", () => {
            const make = (more: Properties) => () => aws.create(archive, "x", { eventSourceArn: source, ...more });
            assert.throws(
                make({ eventSourceArn: source.replace("/default", "/none") }),
                /CreateArchive.*does not exist/,
            );
            assert.throws(make({ eventSourceArn: source.replace("1111", "4444") }), /does not exist/);
            assert.throws(make({ kmsKeyIdentifier: "alias/none" }), /KMS key not found. alias\/none/);
            make({ name: "all" })();
            assert.throws(make({ name: "all" }), /ResourceAlreadyExistsException: Archive all/);
        });
    });
});
