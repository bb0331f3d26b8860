import * as pulumi from "@pulumi/pulumi";
import { planSubnets } from "../components/model/subnetPlan";
import { SharedVpc } from "../components/network/sharedVpc";
import type { LayerContext } from "./layerContext";
import { sharedTiers } from "./settings/environmentProblems";
import type { EnvironmentSettings } from "./settings/environmentSettings";
import { subnetPlanInput } from "./settings/subnetPlanInput";
import { zoneNames } from "./zoneNames";

/** The environment's VPC in the network account, shared with the environment's unit. */
export async function networkLayer(context: LayerContext, settings: EnvironmentSettings): Promise<SharedVpc> {
    const { network } = settings;
    const { id: ownerAccountId, provider } = context.account(network.account);
    const planned = planSubnets(subnetPlanInput(network));
    if ("faults" in planned) throw new pulumi.RunError("the settings were not checked before the network was built");
    return new SharedVpc(
        `${context.environment}-network`,
        {
            plan: planned.plan,
            availabilityZoneNames: await zoneNames(network.zones, provider),
            region: context.region,
            ownerAccountId,
            natGateways: network.natGateways,
            sharedTiers: sharedTiers(settings),
            principals: [context.organization.organizationalUnitArn],
        },
        { provider },
    );
}
