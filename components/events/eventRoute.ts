import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EncryptedQueue } from "./encryptedQueue";

export interface EventRouteArgs {
    readonly busName: pulumi.Input<string>;
    /** Account of the bus and the queue. */
    readonly accountId: string;
    /** `source` of the events. */
    readonly source: string;
    /** `detail-type`s that are routed, at least one. */
    readonly detailTypes: readonly string[];
    /** Name of the queue. */
    readonly queue: string;
}

/**
 * One route: a rule of a bus with one target, an encrypted queue. What EventBridge cannot deliver within an hour goes to the
 * queue's dead-letter queue instead of being dropped.
 */
export class EventRoute extends pulumi.ComponentResource {
    public readonly queueArn: pulumi.Output<string>;
    public readonly queueUrl: pulumi.Output<string>;

    constructor(name: string, args: EventRouteArgs, opts?: pulumi.ComponentResourceOptions) {
        super("landingzone:events:EventRoute", name, {}, opts);

        const rule = new aws.cloudwatch.EventRule(
            name,
            {
                eventBusName: args.busName,
                description: `${args.source}: ${args.detailTypes.join(", ")}`.slice(0, 512),
                eventPattern: JSON.stringify({ source: [args.source], "detail-type": args.detailTypes }),
            },
            { parent: this },
        );
        const queue = new EncryptedQueue(
            `${name}-${args.queue}`,
            { accountId: args.accountId, ruleArn: rule.arn },
            { parent: this },
        );
        new aws.cloudwatch.EventTarget(
            name,
            {
                eventBusName: args.busName,
                rule: rule.name,
                arn: queue.arn,
                retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 185 },
                deadLetterConfig: { arn: queue.deadLetterArn },
            },
            // A target without the queues' permission deploys cleanly and loses events.
            { parent: this, dependsOn: [...queue.policies] },
        );
        this.queueArn = queue.arn;
        this.queueUrl = queue.url;

        this.registerOutputs({ queueArn: this.queueArn, queueUrl: this.queueUrl });
    }
}
