import type { ServiceModel } from "../kernel/model";
import { account } from "./organizations/account";
import { delegatedAdministrator } from "./organizations/delegatedAdministrator";
import { getOrganization } from "./organizations/getOrganization";
import { organization } from "./organizations/organization";
import { organizationalUnit } from "./organizations/organizationalUnit";
import { policy } from "./organizations/policy";
import { policyAttachment } from "./organizations/policyAttachment";

export const organizations: ServiceModel = {
    resources: [organization, organizationalUnit, account, policy, policyAttachment, delegatedAdministrator],
    functions: [getOrganization],
};
