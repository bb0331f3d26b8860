import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../model/policyDocument";

export interface EventBusArgs {
    /** Organization whose accounts may put events. */
    readonly organizationId: string;
}

/** A custom event bus whose policy admits the accounts of one organization and nobody else. Costs by event published. */
export class EventBus extends pulumi.ComponentResource {
    public readonly name: pulumi.Output<string>;
    public readonly arn: pulumi.Output<string>;

    constructor(name: string, args: EventBusArgs, opts?: pulumi.ComponentResourceOptions) {
        super("landingzone:events:EventBus", name, {}, opts);

        // The name is contract: publishers in other accounts write it down.
        const bus = new aws.cloudwatch.EventBus(name, { name }, { parent: this });
        const policy = bus.arn.apply((arn) =>
            policyDocument([
                {
                    Sid: "OrganizationPutsEvents",
                    Effect: "Allow",
                    Principal: "*",
                    Action: "events:PutEvents",
                    Resource: arn,
                    Condition: { StringEquals: { "aws:PrincipalOrgID": args.organizationId } },
                },
            ]),
        );
        new aws.cloudwatch.EventBusPolicy(name, { eventBusName: bus.name, policy }, { parent: this });
        this.name = bus.name;
        this.arn = bus.arn;

        this.registerOutputs({ name: this.name, arn: this.arn });
    }
}
