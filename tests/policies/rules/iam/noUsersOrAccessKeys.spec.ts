import * as assert from "node:assert/strict";
import { noUsersOrAccessKeys as rule } from "../../../../policies/rules/iam/noUsersOrAccessKeys";
import { judge, unknown } from "../../support";

describe("iam-no-users-or-access-keys", () => {
    it("refuses whatever makes or serves a long-lived credential, known or not", () => {
        for (const type of rule.types as string[]) {
            assert.equal(judge(rule, { type, props: { user: unknown } }).violations.length, 1, type);
        }
    });

    it("names users, keys and passwords among its types", () => {
        for (const type of ["user:User", "accessKey:AccessKey", "userLoginProfile:UserLoginProfile"]) {
            assert.ok((rule.types as string[]).includes(`aws:iam/${type}`));
        }
    });

    it("does not apply to roles and groups", () => {
        for (const type of ["aws:iam/role:Role", "aws:iam/group:Group", "aws:rds/user:User"]) {
            assert.equal(judge(rule, { type, props: {} }).applied, false);
        }
    });
});
