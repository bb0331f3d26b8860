import * as assert from "node:assert/strict";
import { shareClosedToOutsiders as rule } from "../../../../policies/rules/ram/shareClosedToOutsiders";
import { judge, passed, type Resource, unknown } from "../../support";

const share = (change: Record<string, unknown> = {}): Resource => ({
    type: "aws:ram/resourceShare:ResourceShare",
    props: { name: "network", allowExternalPrincipals: false, ...change },
});
const association = (principal: unknown): Resource => ({
    type: "aws:ram/principalAssociation:PrincipalAssociation",
    props: { resourceShareArn: unknown, principal },
});
const unit = "arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-cd34ef56";

describe("ram-share-closed-to-outsiders", () => {
    it("accepts a share that is closed", () => {
        assert.deepEqual(judge(rule, share()), passed);
        assert.deepEqual(judge(rule, share({ allowExternalPrincipals: "False" })), passed);
    });

    it("refuses a share that is open, or silent about it", () => {
        for (const value of [true, "true", undefined, null, "no"]) {
            assert.equal(judge(rule, share({ allowExternalPrincipals: value })).violations.length, 1, String(value));
        }
    });

    it("refuses what is neither of the organization nor a service, however it is dressed up", () => {
        for (const principal of [
            "*",
            "12345678901",
            "arn:aws:iam::aws:root",
            "arn:aws:iam::999999999999:role/:organizations::111122223333:ou/o-a1b2c3d4e5/ou-1",
            ["222233334444"],
        ]) {
            assert.equal(judge(rule, association(principal)).violations.length, 1, String(principal));
        }
        assert.deepEqual(judge(rule, association("pca-connector-ad.amazonaws.com")), passed);
    });

    it("reads the list of principals of a share too", () => {
        const list = (principals: unknown): Resource => ({
            type: "aws:ram/resourceShareAssociationsExclusive:ResourceShareAssociationsExclusive",
            props: { resourceShareArn: unknown, principals },
        });
        const verdict = judge(rule, list([unit, unknown, "222233334444"]));
        assert.deepEqual([verdict.violations.length, verdict.undecided.length], [1, 1]);
        assert.deepEqual(judge(rule, list([unit])), passed);
        assert.deepEqual(judge(rule, list(null)), passed);
    });

    it("is undecided about a value that is not known", () => {
        assert.equal(judge(rule, share({ allowExternalPrincipals: unknown })).undecided.length, 1);
        assert.equal(judge(rule, association(unknown)).undecided.length, 1);
    });

    it("accepts organizational units and listed accounts as principals", () => {
        assert.deepEqual(judge(rule, association(unit)), passed);
        assert.deepEqual(judge(rule, association("222233334444"), { accounts: ["222233334444"] }), passed);
        assert.deepEqual(judge(rule, association("pca-connector-ad.amazonaws.com")), passed);
    });

    it("refuses an account that is not listed, also behind a role", () => {
        for (const principal of ["999988887777", 999988887777, "arn:aws:iam::999988887777:role/reader"]) {
            const verdict = judge(rule, association(principal), { accounts: ["222233334444"] });
            assert.match(verdict.violations[0] ?? "", /999988887777.* is not a listed account/);
        }
        assert.equal(judge(rule, association("999988887777")).violations.length, 1);
    });

    it("refuses a unit of another organization where the organizations are listed", () => {
        assert.equal(judge(rule, association(unit), { organizations: ["o-zzzzzzzzzz"] }).violations.length, 1);
        assert.deepEqual(judge(rule, association(unit), { organizations: ["o-a1b2c3d4e5"] }), passed);
    });

    it("does not apply to other types", () => {
        assert.equal(
            judge(rule, { type: "aws:ram/resourceAssociation:ResourceAssociation", props: {} }).applied,
            false,
        );
    });
});
