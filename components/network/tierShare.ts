import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface TierShareArgs {
    /** ARNs of the tier's subnets, in the order of the zones. */
    readonly subnetArns: readonly pulumi.Input<string>[];
    /** ARNs of organizational units, in a fixed order. */
    readonly principals: readonly pulumi.Input<string>[];
}

/**
 * Hands the subnets of one tier to organizational units: a closed resource share, an association per subnet and per principal.
 * Costs nothing. RAM sharing with the organization must be enabled in the management account.
 */
export class TierShare extends pulumi.ComponentResource {
    public readonly arn: pulumi.Output<string>;

    constructor(name: string, args: TierShareArgs, opts?: pulumi.ComponentResourceOptions) {
        super("landingzone:network:TierShare", name, {}, opts);

        const share = new aws.ram.ResourceShare(
            name,
            // Left out, AWS admits principals outside the organization.
            { allowExternalPrincipals: false, tags: { Name: name } },
            { parent: this },
        );
        this.arn = share.arn;
        args.subnetArns.forEach((resourceArn, index) => {
            new aws.ram.ResourceAssociation(
                `${name}-${index + 1}`,
                { resourceArn, resourceShareArn: share.arn },
                { parent: this },
            );
        });
        args.principals.forEach((principal, index) => {
            new aws.ram.PrincipalAssociation(
                `${name}-principal-${index + 1}`,
                { principal, resourceShareArn: share.arn },
                { parent: this },
            );
        });

        this.registerOutputs({ arn: this.arn });
    }
}
