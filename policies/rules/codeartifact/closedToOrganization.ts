import { judgeForOrganization, organizations } from "../../kit/organizationPolicy";
import { defineRule } from "../../kit/rule";

export const closedToOrganization = defineRule({
    id: "codeartifact-closed-to-organization",
    title: "package domains and repositories admit the organization or named accounts only",
    why: "whoever may publish a package runs code in every build that uses it",
    fix: "add a condition StringEquals aws:PrincipalOrgID with the organization's id, or name the accounts",
    severity: "critical",
    types: [
        "aws:codeartifact/domainPermissions:DomainPermissions",
        "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy",
    ],
    sources: ["S004-080"],
    parameters: {
        /** Organizations that a condition may name. By default any. */
        organizations,
    },
    resource: ({ props }, findings, { organizations: allowed }) => {
        judgeForOrganization(props["policyDocument"], "policyDocument", allowed, findings);
    },
});
