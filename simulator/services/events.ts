import type { ServiceModel } from "../kernel/model";
import { eventArchive } from "./events/eventArchive";
import { eventBus } from "./events/eventBus";
import { eventBusPolicy } from "./events/eventBusPolicy";
import { eventPermission } from "./events/eventPermission";
import { eventRule } from "./events/eventRule";
import { eventTarget } from "./events/eventTarget";

/** EventBridge with rules and targets, which AWS now calls Custom Event Bus - Classic; Pulumi files it under cloudwatch. */
export const events: ServiceModel = {
    resources: [eventBus, eventBusPolicy, eventPermission, eventRule, eventTarget, eventArchive],
};
