import type * as pulumi from "@pulumi/pulumi";
import { ArtifactDomain } from "../components/artifacts/artifactDomain";
import type { LayerContext } from "./layerContext";
import type { EnvironmentSettings } from "./settings/environmentSettings";

/** The package domain, in the one environment that has it. */
export function artifactsLayer(context: LayerContext, settings: EnvironmentSettings): pulumi.Inputs {
    if (settings.artifacts === undefined) return {};
    const { account, domain } = settings.artifacts;
    const { id: accountId, provider } = context.account(account);
    const created = new ArtifactDomain(
        `${context.environment}-packages`,
        { domain, accountId, organizationId: context.organization.organizationId },
        { provider },
    );
    return { domain: created.domain, domainArn: created.arn, sharedRepository: created.sharedRepository };
}
