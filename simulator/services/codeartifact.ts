import type { ServiceModel } from "../kernel/model";
import { domain } from "./codeartifact/domain";
import { domainPermissions } from "./codeartifact/domainPermissions";
import { getAuthorizationToken, getRepositoryEndpoint } from "./codeartifact/functions";
import { repository } from "./codeartifact/repository";
import { repositoryPermissionsPolicy } from "./codeartifact/repositoryPermissionsPolicy";

export const codeartifact: ServiceModel = {
    resources: [domain, domainPermissions, repository, repositoryPermissionsPolicy],
    functions: [getAuthorizationToken, getRepositoryEndpoint],
};
