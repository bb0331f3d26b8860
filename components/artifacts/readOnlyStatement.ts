import type { Statement } from "../model/policyDocument";

/**
 * What a reader needs, from AWS's own list. A token for the domain is asked of the domain, packages are asked of the repository.
 * https://docs.aws.amazon.com/codeartifact/latest/ug/repo-policies.html
 */
const actions = {
    domain: [
        "codeartifact:DescribeDomain",
        "codeartifact:GetAuthorizationToken",
        "codeartifact:ListRepositoriesInDomain",
    ],
    repository: [
        "codeartifact:DescribePackage",
        "codeartifact:DescribePackageVersion",
        "codeartifact:DescribeRepository",
        "codeartifact:GetPackageVersionAsset",
        "codeartifact:GetPackageVersionReadme",
        "codeartifact:GetRepositoryEndpoint",
        "codeartifact:ListPackages",
        "codeartifact:ListPackageVersionAssets",
        "codeartifact:ListPackageVersionDependencies",
        "codeartifact:ListPackageVersions",
        "codeartifact:ReadFromRepository",
    ],
} as const;

/** Lets every account of the organization read, and nobody else. */
export function readOnlyStatement(of: keyof typeof actions, organizationId: string): Statement {
    return {
        Sid: "OrganizationReads",
        Effect: "Allow",
        Principal: "*",
        Action: actions[of],
        Resource: "*",
        Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } },
    };
}
