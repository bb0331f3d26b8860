import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { providersPerStack } from "../components/model/limits";

export interface ProvidersArgs {
    readonly region: string;
    readonly defaultTags: { readonly [key: string]: string };
}

/**
 * The AWS providers of a stack, one per account it really works in. Each is a process of 170 to 430 MB, so what must hold in
 * every account is done from the management account by organization policy or delegated administration, never by a provider.
 * Ids must be known before the stack runs: a provider built from an output of the same stack cannot preview.
 */
export class Providers {
    private readonly byAccount = new Map<string, aws.Provider>();

    constructor(private readonly args: ProvidersArgs) {}

    /** Works in the account whose credentials the stack runs with. */
    own(accountId: string): aws.Provider {
        return this.provider("management", accountId, undefined);
    }

    /** Works in a member account by assuming a role there. */
    member(accountName: string, accountId: string, role: string): aws.Provider {
        return this.provider(accountName, accountId, `arn:aws:iam::${accountId}:role/${role}`);
    }

    private provider(name: string, accountId: string, roleArn: string | undefined): aws.Provider {
        const existing = this.byAccount.get(name);
        if (existing !== undefined) return existing;
        if (this.byAccount.size >= providersPerStack) {
            throw new pulumi.RunError(
                `the stack works in more than ${providersPerStack} accounts: ${[...this.byAccount.keys(), name].join(", ")}\n` +
                    "    each AWS provider is a process of 170 to 430 MB; split the stack, or do what must hold in every account by " +
                    "organization policy, delegated administration or a StackSet",
            );
        }
        const { region, defaultTags } = this.args;
        const provider = new aws.Provider(`aws-${name}`, {
            region: region as aws.Region,
            // Stops a change in the wrong account even when the credentials at hand would let it through.
            allowedAccountIds: [accountId],
            defaultTags: { tags: { ...defaultTags } },
            ...(roleArn === undefined ? {} : { assumeRoles: [{ roleArn, sessionName: "landing-zone" }] }),
        });
        this.byAccount.set(name, provider);
        return provider;
    }
}
