import type { Call, FunctionModel } from "../../kernel/model";
import type { Value } from "../../kernel/values";
import { accountLists } from "./accountLists";
import { organizationOf, texts } from "./tree";

const forEveryone = ["arn", "featureSet", "masterAccountArn", "masterAccountEmail", "masterAccountId"];

/** Members see the organization itself; the lists are for the management account (API_ListAccounts.html). */
export const getOrganization: FunctionModel = {
    token: "aws:organizations/getOrganization:getOrganization",
    service: "Organizations",
    operation: "DescribeOrganization",
    placement: "global",
    invoke(call: Call, args) {
        const record = organizationOf(call.world, call.scope.account);
        if (record === undefined) {
            call.fail("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
        }
        const result: { [key: string]: Value } = { id: record.id };
        for (const key of forEveryone) result[key] = record.outputs[key] ?? "";
        if (args["returnOrganizationOnly"] === true || record.scope.account !== call.scope.account) return result;
        return {
            ...result,
            ...accountLists(call.world, record),
            masterAccountName: record.outputs["masterAccountName"] ?? "",
            roots: record.outputs["roots"] ?? [],
            awsServiceAccessPrincipals: texts(record.outputs["awsServiceAccessPrincipals"]),
            enabledPolicyTypes: texts(record.outputs["enabledPolicyTypes"]),
        };
    },
};
