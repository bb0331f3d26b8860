import type * as pulumi from "@pulumi/pulumi";
import { SpotGroup } from "../components/compute/spotGroup";
import type { SharedVpc } from "../components/network/sharedVpc";
import type { LayerContext } from "./layerContext";
import type { EnvironmentSettings } from "./settings/environmentSettings";

/** The environment's Spot groups, each in its account, in the shared subnets of its tier. */
export function computeLayer(context: LayerContext, settings: EnvironmentSettings, network: SharedVpc): pulumi.Inputs {
    const { environment, tags } = context;
    return Object.fromEntries(
        Object.entries(settings.compute).map(([name, { account, tier, ...group }]) => {
            const created = new SpotGroup(
                `${environment}-${name}`,
                { ...group, vpcId: network.vpcId, subnetIds: network.subnetIds[tier] ?? [], tags },
                // The account sees the subnets only once they are shared with it.
                { provider: context.account(account).provider, dependsOn: network },
            );
            return [name, { groupName: created.groupName, securityGroupId: created.securityGroupId }];
        }),
    );
}
