import type { ServiceModel } from "../kernel/model";
import { principalAssociation } from "./ram/principalAssociation";
import { resourceAssociation } from "./ram/resourceAssociation";
import { resourceShare } from "./ram/resourceShare";
import { sharingWithOrganization } from "./ram/sharingWithOrganization";

export const ram: ServiceModel = {
    resources: [sharingWithOrganization, resourceShare, resourceAssociation, principalAssociation],
};
