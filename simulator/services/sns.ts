import type { ServiceModel } from "../kernel/model";
import { topic } from "./sns/topic";
import { topicPolicy } from "./sns/topicPolicy";
import { topicSubscription } from "./sns/topicSubscription";

export const sns: ServiceModel = { resources: [topic, topicPolicy, topicSubscription] };
