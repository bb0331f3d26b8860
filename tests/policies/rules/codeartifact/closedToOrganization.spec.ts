import * as assert from "node:assert/strict";
import { closedToOrganization as rule } from "../../../../policies/rules/codeartifact/closedToOrganization";
import { judge, passed, type Resource, unknown } from "../../support";

const domain = (change: Record<string, unknown> = {}): Resource => ({
    type: "aws:codeartifact/domainPermissions:DomainPermissions",
    props: {
        domain: "packages",
        policyDocument: JSON.stringify({
            Statement: {
                Effect: "Allow",
                Principal: "*",
                Action: "codeartifact:GetAuthorizationToken",
                Resource: "*",
                Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
                ...change,
            },
        }),
    },
});

describe("codeartifact-closed-to-organization", () => {
    it("accepts the organization, for domains and repositories", () => {
        assert.deepEqual(judge(rule, domain()), passed);
        const type = "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy";
        assert.deepEqual(judge(rule, { ...domain(), type }), passed);
    });

    it("refuses everyone", () => {
        assert.equal(judge(rule, domain({ Condition: undefined })).violations.length, 1);
        assert.equal(judge(rule, domain({ Principal: { AWS: ["*"] }, Condition: {} })).violations.length, 1);
    });

    it("refuses another organization where the organizations are listed", () => {
        assert.equal(judge(rule, domain(), { organizations: ["o-zzzzzzzzzz"] }).violations.length, 1);
    });

    it("is undecided about a document that is not known", () => {
        assert.equal(judge(rule, { ...domain(), props: { policyDocument: unknown } }).undecided.length, 1);
    });

    it("does not apply to the domain itself", () => {
        assert.equal(judge(rule, { type: "aws:codeartifact/domain:Domain", props: {} }).applied, false);
    });
});
