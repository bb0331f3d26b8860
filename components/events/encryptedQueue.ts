import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../model/policyDocument";

export interface EncryptedQueueArgs {
    /** Account that holds the queue, for the key policy. */
    readonly accountId: string;
    /** ARN of the EventBridge rule that may send. */
    readonly ruleArn: pulumi.Input<string>;
}

const fourteenDays = 14 * 24 * 60 * 60;

/**
 * A queue for one EventBridge rule, and its dead-letter queue, both encrypted with a key of their own that EventBridge may use:
 * with the key AWS manages for SQS, events to the queue are lost without an error. Messages go to the dead-letter queue after five
 * receives and stay there 14 days. The key costs 1 USD a month; the queues cost by request.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html#eb-sqs-encrypted
 */
export class EncryptedQueue extends pulumi.ComponentResource {
    public readonly arn: pulumi.Output<string>;
    public readonly url: pulumi.Output<string>;
    public readonly deadLetterArn: pulumi.Output<string>;
    /** Whoever sends must wait for the policies of both queues. */
    public readonly policies: readonly aws.sqs.QueuePolicy[];

    constructor(name: string, args: EncryptedQueueArgs, opts?: pulumi.ComponentResourceOptions) {
        super("landingzone:events:EncryptedQueue", name, {}, opts);

        const key = this.key(name, args);
        const encryption = { kmsMasterKeyId: key.arn, kmsDataKeyReusePeriodSeconds: 300 };
        const deadLetter = new aws.sqs.Queue(
            `${name}-dead-letter`,
            { ...encryption, messageRetentionSeconds: fourteenDays },
            { parent: this },
        );
        const queue = new aws.sqs.Queue(
            name,
            {
                ...encryption,
                redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deadLetter.arn, maxReceiveCount: 5 }),
            },
            { parent: this },
        );
        this.policies = [
            this.admit(name, queue, args.ruleArn),
            this.admit(`${name}-dead-letter`, deadLetter, args.ruleArn),
        ];
        this.arn = queue.arn;
        this.url = queue.url;
        this.deadLetterArn = deadLetter.arn;

        this.registerOutputs({ arn: this.arn, url: this.url, deadLetterArn: this.deadLetterArn });
    }

    private key(name: string, { accountId }: EncryptedQueueArgs): aws.kms.Key {
        return new aws.kms.Key(
            name,
            {
                description: `Messages of the queue ${name}`,
                enableKeyRotation: true,
                policy: policyDocument([
                    {
                        Sid: "AccountAdministers",
                        Effect: "Allow",
                        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
                        Action: "kms:*",
                        Resource: "*",
                    },
                    {
                        Sid: "EventBridgeSends",
                        Effect: "Allow",
                        Principal: { Service: "events.amazonaws.com" },
                        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
                        Resource: "*",
                        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
                    },
                ]),
            },
            { parent: this },
        );
    }

    private admit(name: string, queue: aws.sqs.Queue, ruleArn: pulumi.Input<string>): aws.sqs.QueuePolicy {
        const policy = pulumi.all([queue.arn, ruleArn]).apply(([queueArn, rule]) =>
            policyDocument([
                {
                    Sid: "EventBridgeSends",
                    Effect: "Allow",
                    Principal: { Service: "events.amazonaws.com" },
                    Action: "sqs:SendMessage",
                    Resource: queueArn,
                    Condition: { ArnEquals: { "aws:SourceArn": rule } },
                },
            ]),
        );
        return new aws.sqs.QueuePolicy(name, { queueUrl: queue.url, policy }, { parent: this });
    }
}
