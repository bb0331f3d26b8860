import type * as pulumi from "@pulumi/pulumi";
import { EventBus } from "../components/events/eventBus";
import { EventRoute } from "../components/events/eventRoute";
import type { LayerContext } from "./layerContext";
import type { EnvironmentSettings } from "./settings/environmentSettings";

/** The environment's event buses with their routes, each in its account. */
export function eventsLayer(context: LayerContext, settings: EnvironmentSettings): pulumi.Inputs {
    const { environment, organization } = context;
    return Object.fromEntries(
        Object.entries(settings.events).map(([name, { account, routes }]) => {
            const { id: accountId, provider } = context.account(account);
            const busName = `${environment}-${name}`;
            const bus = new EventBus(busName, { organizationId: organization.organizationId }, { provider });
            const queues = Object.entries(routes).map(([routeName, route]) => {
                const created = new EventRoute(
                    `${busName}-${routeName}`,
                    { busName: bus.name, accountId, ...route },
                    { provider },
                );
                return [routeName, created.queueUrl] as const;
            });
            return [name, { busArn: bus.arn, queueUrls: Object.fromEntries(queues) }];
        }),
    );
}
