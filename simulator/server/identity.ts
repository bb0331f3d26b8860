import { parseArn } from "../checks/arn";
import { AwsError } from "../kernel/errors";
import type { World } from "../kernel/world";
import type { Configuration } from "./configuration";

/** Who an instance of the provider is, once its credentials were exchanged. */
export interface Identity {
    readonly account: string;
    readonly arn: string;
}

const user = (account: string): string => `arn:aws:iam::${account}:user/rehearsal`;

/** The account a configuration leads to, or the error with which AWS or the provider turns it away. */
export function identify(configuration: Configuration, world: World, home: string): Identity {
    const { roleArn, sessionName, allowedAccountIds, forbiddenAccountIds } = configuration;
    const role = roleArn === undefined ? undefined : parseArn(roleArn);
    const account = role?.account ?? allowedAccountIds[0] ?? home;
    if (roleArn !== undefined && account !== home) mustBeReachable(account, roleArn, world, home);
    // The provider itself compares the ids, after it asked sts:GetCallerIdentity:
    // https://www.pulumi.com/registry/packages/aws/installation-configuration/
    if (
        (allowedAccountIds.length > 0 && !allowedAccountIds.includes(account)) ||
        forbiddenAccountIds.includes(account)
    ) {
        throw new Error(`AWS account ID not allowed: ${account}`);
    }
    if (role === undefined) return { account, arn: user(account) };
    const name = role.resource.slice(role.resource.lastIndexOf("/") + 1);
    return { account, arn: `arn:${role.partition}:sts::${account}:assumed-role/${name}/${sessionName ?? "rehearsal"}` };
}

/** Where an organization exists, its roles can be assumed in its own accounts only. */
function mustBeReachable(account: string, roleArn: string, world: World, home: string): void {
    if (world.list("aws:organizations/organization:Organization").length === 0) return;
    if (world.list("aws:organizations/account:Account").some((member) => member.id === account)) return;
    const denied = new AwsError({
        service: "STS",
        operation: "AssumeRole",
        code: "AccessDenied",
        message: `User: ${user(home)} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
        status: 403,
    });
    throw new Error(
        `cannot assume IAM role ${roleArn}: ${denied.message}; account ${account} is not in the simulated organization`,
    );
}
