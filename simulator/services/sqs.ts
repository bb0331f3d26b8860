import type { ServiceModel } from "../kernel/model";
import { queue } from "./sqs/queue";
import { queuePolicy } from "./sqs/queuePolicy";

export const sqs: ServiceModel = { resources: [queue, queuePolicy] };
