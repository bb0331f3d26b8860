import type { Rule } from "./kit/rule";
import { spotGroupResilient } from "./rules/autoscaling/spotGroupResilient";
import { regionAllowed } from "./rules/aws/regionAllowed";
import { requiredTags } from "./rules/aws/requiredTags";
import { resourcePolicyNotPublic } from "./rules/aws/resourcePolicyNotPublic";
import { closedToOrganization } from "./rules/codeartifact/closedToOrganization";
import { metadataV2Required } from "./rules/ec2/metadataV2Required";
import { securityGroupNoWorldIngress } from "./rules/ec2/securityGroupNoWorldIngress";
import { vpcCidrInsideRange } from "./rules/ec2/vpcCidrInsideRange";
import { busClosedToOrganization } from "./rules/events/busClosedToOrganization";
import { noFullAdmin } from "./rules/iam/noFullAdmin";
import { noUsersOrAccessKeys } from "./rules/iam/noUsersOrAccessKeys";
import { accountsProtected } from "./rules/organizations/accountsProtected";
import { shareClosedToOutsiders } from "./rules/ram/shareClosedToOutsiders";
import { publicAccessBlocked } from "./rules/s3/publicAccessBlocked";

/** Every rule of the pack, in the order in which the engine lists them. */
export const rules: readonly Rule[] = [
    spotGroupResilient,
    regionAllowed,
    requiredTags,
    resourcePolicyNotPublic,
    closedToOrganization,
    metadataV2Required,
    securityGroupNoWorldIngress,
    vpcCidrInsideRange,
    busClosedToOrganization,
    noFullAdmin,
    noUsersOrAccessKeys,
    accountsProtected,
    shareClosedToOutsiders,
    publicAccessBlocked,
];
