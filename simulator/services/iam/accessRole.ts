import { now } from "../../clock";
import { hex, type Properties } from "../../kernel/values";
import type { Entity } from "../../kernel/world";
import { iamArn, iamScope, roleType } from "./entities";

/**
 * The role that Organizations makes in a new account for the management account.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html
 */
export function accessRole(account: string, management: string, name: string): Entity {
    const inputs: Properties = {
        name,
        path: "/",
        maxSessionDuration: 3600,
        assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${management}:root` }, Action: "sts:AssumeRole" },
            ],
        }),
        managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    };
    const outputs = {
        ...inputs,
        arn: iamArn(account, "role", "/", name),
        createDate: now,
        inlinePolicies: [],
        uniqueId: `AROA${hex(`${account}/${name}`, 17).toUpperCase()}`,
    };
    return { type: roleType, id: name, scope: iamScope(account), inputs, outputs };
}
