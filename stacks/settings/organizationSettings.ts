import { z } from "zod";
import { accountId, accountName, organizationalUnitPath, region, tags } from "./fields";

const account = z
    .strictObject({
        email: z
            .email("an e-mail address that no other AWS account uses")
            .max(64, "an e-mail address of at most 64 characters")
            .describe("Root e-mail address: a shared mailbox, unique over all of AWS, never reused"),
        organizationalUnit: organizationalUnitPath.describe(
            "Path of the unit the account lives in; moving it is a change in place",
        ),
        tags: tags.default({}).describe("Tags beside the stack's own"),
    })
    .describe("A member account: protected, never closed by a delete");

/** Section `landing-zone:organization`: the organization itself, once per company. */
export const organizationSettings = z
    .strictObject({
        managementAccountId: accountId.describe("The account the organization is managed from"),
        organizationalUnits: z
            .array(organizationalUnitPath, "a list of paths of organizational units")
            .min(1, "at least one organizational unit")
            .describe("Every unit by its path below the root, parents included"),
        accounts: z.record(accountName, account).describe("Member accounts by name"),
        guardrails: z
            .record(
                z.string().min(1),
                z
                    .array(organizationalUnitPath, "a list of paths of organizational units, or Root")
                    .min(1, "at least one target"),
            )
            .default({ "deny-leave-organization": ["Root"] })
            .describe("Guardrails by id, each with the units it is attached to; Root is the whole organization"),
        trustedServices: z
            .array(z.string().regex(/^[a-z0-9.-]+\.amazonaws\.com$/, "a service principal, as in ram.amazonaws.com"))
            .default([])
            .describe("Service principals given access to the organization beside RAM"),
        allowedRegions: z
            .array(region)
            .min(1, "at least one Region")
            .describe("Regions the company works in, the home Region first"),
    })
    .describe("The organization: units, accounts, guardrails");

export type OrganizationSettings = z.output<typeof organizationSettings>;
