import { z } from "zod";
import { isAccountId } from "../../checks/arn";
import { now } from "../../clock";
import type { Call, ResourceModel } from "../../kernel/model";
import { accountType, delegationType, managedOrganization, text, texts } from "./tree";

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_RegisterDelegatedAdministrator.html */
export const delegatedAdministrator: ResourceModel = {
    type: delegationType,
    service: "Organizations",
    operations: {
        create: "RegisterDelegatedAdministrator",
        remove: "DeregisterDelegatedAdministrator",
        read: "ListDelegatedAdministrators",
    },
    placement: "global",
    schema: z.looseObject({
        accountId: z.string().refine(isAccountId, "is an account id of twelve digits"),
        servicePrincipal: z.string().min(1, "is 1 to 128 characters").max(128, "is 1 to 128 characters"),
    }),
    computed: ["arn", "delegationEnabledDate", "email", "joinedMethod", "joinedTimestamp", "name", "status"],
    create(call: Call, inputs) {
        const organization = managedOrganization(call);
        const accountId = String(inputs["accountId"]);
        const service = String(inputs["servicePrincipal"]);
        if (accountId === organization.scope.account) {
            call.fail(
                "ConstraintViolationException",
                "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR: You can't register the management account.",
            );
        }
        const member = call.world.get(accountType, organization.scope, accountId);
        if (member === undefined) {
            call.fail("AccountNotFoundException", `Account ${accountId} is not a member of this organization.`);
        }
        if (!texts(organization.outputs["awsServiceAccessPrincipals"]).includes(service)) {
            call.fail(
                "ConstraintViolationException",
                `SERVICE_ACCESS_NOT_ENABLED: You attempted to register a delegated administrator before you enabled ` +
                    `service access. Add ${service} to awsServiceAccessPrincipals of the organization.`,
            );
        }
        const id = `${accountId}/${service}`;
        if (call.world.get(delegationType, call.scope, id) !== undefined) {
            call.fail("AccountAlreadyRegisteredException", `${accountId} is already registered for ${service}.`);
        }
        return {
            id,
            outputs: {
                arn: text(member, "arn"),
                delegationEnabledDate: now,
                email: text(member, "email"),
                joinedMethod: "CREATED",
                joinedTimestamp: now,
                name: text(member, "name"),
                status: "ACTIVE",
            },
        };
    },
};
