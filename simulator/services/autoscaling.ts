import type { ServiceModel } from "../kernel/model";
import { group } from "./autoscaling/group";

export const autoscaling: ServiceModel = { resources: [group] };
