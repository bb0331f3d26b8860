import * as assert from "node:assert/strict";
import { accountsProtected as rule } from "../../../../policies/rules/organizations/accountsProtected";
import { judge, passed, type Resource, unknown } from "../../support";

const account = (change: Partial<Resource> = {}): Resource => ({
    type: "aws:organizations/account:Account",
    props: { name: "storefront-dev", email: unknown },
    protect: true,
    ...change,
});

describe("organizations-accounts-protected", () => {
    it("accepts a protected account and a protected organization", () => {
        assert.deepEqual(judge(rule, account()), passed);
        assert.deepEqual(
            judge(rule, account({ type: "aws:organizations/organization:Organization", props: {} })),
            passed,
        );
    });

    it("refuses closing on deletion in any spelling of true", () => {
        for (const closeOnDeletion of [true, "true", "TRUE", 1, "1", "yes"]) {
            assert.equal(judge(rule, account({ props: { closeOnDeletion } })).violations.length, 1);
        }
        for (const closeOnDeletion of [false, "False", null, undefined]) {
            assert.deepEqual(judge(rule, account({ props: { closeOnDeletion } })), passed);
        }
    });

    it("refuses one that is not protected", () => {
        assert.equal(judge(rule, account({ protect: false })).violations.length, 1);
        const organization = account({
            type: "aws:organizations/organization:Organization",
            props: {},
            protect: false,
        });
        assert.equal(judge(rule, organization).violations.length, 1);
    });

    it("refuses closing on deletion, and says both faults at once", () => {
        for (const closeOnDeletion of [true, "true"]) {
            assert.equal(judge(rule, account({ props: { closeOnDeletion } })).violations.length, 1);
        }
        assert.equal(judge(rule, account({ protect: false, props: { closeOnDeletion: true } })).violations.length, 2);
        assert.deepEqual(judge(rule, account({ props: { closeOnDeletion: false } })), passed);
    });

    it("still sees a missing protection when the rest is not known", () => {
        const verdict = judge(rule, account({ protect: false, props: { closeOnDeletion: unknown } }));
        assert.equal(verdict.violations.length, 1);
        assert.equal(verdict.undecided.length, 1);
    });

    it("does not apply to organizational units", () => {
        assert.equal(
            judge(rule, account({ type: "aws:organizations/organizationalUnit:OrganizationalUnit" })).applied,
            false,
        );
    });
});
