import type * as pulumi from "@pulumi/pulumi";
import { guardrails } from "../components/guardrails/library";
import { isGuardrailId } from "../components/model/guardrailIds";
import { Organization, type ServiceControlPolicyArgs } from "../components/organization/organization";
import { Providers } from "./providers";
import type { OrganizationSettings } from "./settings/organizationSettings";
import type { StackSettings } from "./settings/stackSettings";
import { stackTags } from "./tags";

/** The organization stack, run in the management account. Its outputs are what the environments read. */
export function organization(stack: StackSettings, settings: OrganizationSettings): pulumi.Inputs {
    const providers = new Providers({ region: stack.region, defaultTags: stackTags(stack) });
    const created = new Organization(
        "organization",
        {
            organizationalUnits: settings.organizationalUnits,
            accounts: settings.accounts,
            serviceControlPolicies: serviceControlPolicies(settings),
            trustedServices: settings.trustedServices,
        },
        { provider: providers.own(settings.managementAccountId) },
    );
    return {
        organizationId: created.id,
        organizationArn: created.arn,
        managementAccountId: settings.managementAccountId,
        accountIds: created.accountIds,
        organizationalUnitIds: created.organizationalUnitIds,
        organizationalUnitArns: created.organizationalUnitArns,
        allowedRegions: settings.allowedRegions,
    };
}

/** One policy per guardrail; the settings have been checked against the library. */
function serviceControlPolicies(settings: OrganizationSettings): { [name: string]: ServiceControlPolicyArgs } {
    return Object.fromEntries(
        Object.entries(settings.guardrails).flatMap(([id, targets]) => {
            if (!isGuardrailId(id)) return [];
            const { description, statement } = guardrails[id];
            return [[id, { description, statements: [statement], targets }]];
        }),
    );
}
