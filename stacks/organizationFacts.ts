import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { EnvironmentSettings } from "./settings/environmentSettings";

/** What an environment needs to know of the organization: plain values, known at preview. */
export interface OrganizationFacts {
    readonly organizationId: string;
    readonly organizationalUnitArn: string;
    /** Id of an account by name. */
    accountId(name: string): string;
}

const outputs = z.object({
    organizationId: z.string(),
    accountIds: z.record(z.string(), z.string()),
    organizationalUnitArns: z.record(z.string(), z.string()),
});

/**
 * Reads them from the organization's stack, or from settings where the organization is not managed here.
 * @throws pulumi.RunError when the organization's stack has not been deployed, or lacks the account or unit
 */
export async function organizationFacts(settings: EnvironmentSettings): Promise<OrganizationFacts> {
    const given = settings.organization;
    if (given !== undefined) return facts(given.id, given.organizationalUnitArn, given.accounts, "the settings");
    const stack = stackReferenceName(settings.organizationStack ?? "");
    const reference = new pulumi.StackReference("organization", { name: stack });
    const names = ["organizationId", "accountIds", "organizationalUnitArns"];
    const details = await Promise.all(names.map((name) => reference.getOutputDetails(name)));
    const found = outputs.safeParse(Object.fromEntries(names.map((name, index) => [name, details[index]?.value])));
    if (!found.success) {
        throw new pulumi.RunError(
            `stack ${stack} has no organization to read: its outputs ${names.join(", ")} are missing or incomplete\n` +
                `    fix: run \`pulumi up --stack ${settings.organizationStack}\` first, and this stack after it`,
        );
    }
    const { organizationId, accountIds, organizationalUnitArns } = found.data;
    const arn = organizationalUnitArns[settings.organizationalUnit];
    if (arn === undefined) {
        throw new pulumi.RunError(
            `organizational unit ${settings.organizationalUnit} is not deployed in stack ${stack}, which has ` +
                `${Object.keys(organizationalUnitArns).join(", ")}\n    fix: run \`pulumi up\` on it first, or correct the path`,
        );
    }
    return facts(organizationId, arn, accountIds, `stack ${stack}`);
}

function facts(
    organizationId: string,
    organizationalUnitArn: string,
    accountIds: { readonly [name: string]: string },
    source: string,
): OrganizationFacts {
    return {
        organizationId,
        organizationalUnitArn,
        accountId(name) {
            const id = accountIds[name];
            if (id === undefined) {
                throw new pulumi.RunError(
                    `account ${name} is not in ${source}, which has ${Object.keys(accountIds).join(", ")}\n` +
                        "    fix: deploy the account first, or correct the name",
                );
            }
            return id;
        },
    };
}

/** "org" becomes "<organization of the backend>/<project>/org"; a full name stays. */
function stackReferenceName(name: string): string {
    return name.includes("/") ? name : `${pulumi.getOrganization()}/${pulumi.getProject()}/${name}`;
}
