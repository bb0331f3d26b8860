import * as pulumi from "@pulumi/pulumi";
import { artifactsLayer } from "./artifactsLayer";
import { computeLayer } from "./computeLayer";
import { eventsLayer } from "./eventsLayer";
import type { LayerContext } from "./layerContext";
import { networkLayer } from "./networkLayer";
import { organizationFacts } from "./organizationFacts";
import { Providers } from "./providers";
import type { EnvironmentSettings } from "./settings/environmentSettings";
import type { StackSettings } from "./settings/stackSettings";
import { stackTags } from "./tags";

/** One environment, layer by layer: network, then what runs in it, events and packages. */
export async function environment(stack: StackSettings, settings: EnvironmentSettings): Promise<pulumi.Inputs> {
    const organization = await organizationFacts(settings);
    const tags = stackTags(stack);
    const providers = new Providers({ region: stack.region, defaultTags: tags });
    const context: LayerContext = {
        environment: pulumi.getStack(),
        region: stack.region,
        tags,
        organization,
        account(name) {
            const id = organization.accountId(name);
            return { id, provider: providers.member(name, id, settings.deployRole) };
        },
    };
    // The network waits for the names of its zones; what needs no network is registered meanwhile.
    const building = networkLayer(context, settings);
    const events = eventsLayer(context, settings);
    const artifacts = artifactsLayer(context, settings);
    const network = await building;
    return {
        network: { vpcId: network.vpcId, subnetIds: network.subnetIds, shareArns: network.shareArns },
        compute: computeLayer(context, settings, network),
        events,
        artifacts,
    };
}
