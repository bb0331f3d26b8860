import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * Role and instance profile of a group: no permission but what the Systems Manager agent needs, so that a shell is had without
 * SSH, keys or an open port. Costs nothing.
 */
export class InstanceRole extends pulumi.ComponentResource {
    public readonly instanceProfileArn: pulumi.Output<string>;
    public readonly roleName: pulumi.Output<string>;

    constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
        super("landingzone:compute:InstanceRole", name, {}, opts);

        const role = new aws.iam.Role(
            name,
            {
                assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
            },
            { parent: this },
        );
        const agent = new aws.iam.RolePolicyAttachment(
            `${name}-ssm`,
            { role: role.name, policyArn: aws.iam.ManagedPolicy.AmazonSSMManagedInstanceCore },
            { parent: this },
        );
        const profile = new aws.iam.InstanceProfile(name, { role: role.name }, { parent: this, dependsOn: agent });
        this.instanceProfileArn = profile.arn;
        this.roleName = role.name;

        this.registerOutputs({ instanceProfileArn: this.instanceProfileArn, roleName: this.roleName });
    }
}
