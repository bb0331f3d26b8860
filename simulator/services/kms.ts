import type { ServiceModel } from "../kernel/model";
import { alias } from "./kms/alias";
import { key } from "./kms/key";
import { keyPolicy } from "./kms/keyPolicy";

export const kms: ServiceModel = { resources: [key, alias, keyPolicy] };
