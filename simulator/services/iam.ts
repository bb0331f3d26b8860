import type { ServiceModel } from "../kernel/model";
import { accessKey } from "./iam/accessKey";
import { getPolicyDocument } from "./iam/getPolicyDocument";
import { instanceProfile } from "./iam/instanceProfile";
import { policy } from "./iam/policy";
import { role } from "./iam/role";
import { rolePolicy } from "./iam/rolePolicy";
import { rolePolicyAttachment } from "./iam/rolePolicyAttachment";
import { user } from "./iam/user";

export const iam: ServiceModel = {
    resources: [role, rolePolicy, rolePolicyAttachment, policy, instanceProfile, user, accessKey],
    functions: [getPolicyDocument],
};
