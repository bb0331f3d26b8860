import { z } from "zod";
import type { Call, ResourceModel } from "../../kernel/model";
import { organizationOf } from "../organizations/tree";
import { sharingType } from "./sharing";

/** https://docs.aws.amazon.com/ram/latest/APIReference/API_EnableSharingWithAwsOrganization.html */
export const sharingWithOrganization: ResourceModel = {
    type: sharingType,
    service: "RAM",
    operations: {
        create: "EnableSharingWithAwsOrganization",
        remove: "DisableAWSServiceAccess",
        read: "ListAWSServiceAccessForOrganization",
    },
    placement: "global",
    schema: z.looseObject({}),
    computed: [],
    create(call: Call) {
        const { account } = call.scope;
        const organization = organizationOf(call.world, account);
        if (organization === undefined || organization.scope.account !== account) {
            call.fail(
                "OperationNotPermittedException",
                `Only the management account of an organization can enable sharing; ${account} is none.`,
            );
        }
        if (organization.outputs["featureSet"] !== "ALL") {
            call.fail("OperationNotPermittedException", "The organization must have all features enabled.");
        }
        if (call.world.get(sharingType, call.scope, account) !== undefined) {
            call.fail(
                "OperationNotPermittedException",
                `Sharing is enabled already, by another resource, in ${account}.`,
            );
        }
        return { id: account, outputs: {} };
    },
};
