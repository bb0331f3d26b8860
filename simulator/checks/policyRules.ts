/** What one kind of policy allows in its statements. */
export interface PolicyRules {
    readonly principal: "required" | "refused" | "everyone";
    readonly resource: "required" | "optional" | "refused";
    readonly version: "optional" | "required";
    readonly effect: readonly ("Allow" | "Deny")[];
    /** Elements that this kind does not take although the language has them. */
    readonly refused: readonly string[];
    /** Actions of other services are refused. */
    readonly service?: string;
    /** Sids of letters and digits only, each once. Some services let their resource policies off. */
    readonly strictSids: boolean;
}

const both = ["Allow", "Deny"] as const;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export const identityPolicy: PolicyRules = {
    principal: "refused",
    resource: "required",
    version: "optional",
    effect: both,
    refused: [],
    strictSids: true,
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html (AssumeRolePolicyDocument) */
export const trustPolicy: PolicyRules = {
    ...identityPolicy,
    principal: "required",
    resource: "refused",
    service: "sts",
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html */
export const resourcePolicy: PolicyRules = {
    ...identityPolicy,
    principal: "required",
    strictSids: false,
};

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html */
export const serviceControlPolicy: PolicyRules = { ...identityPolicy, version: "required" };

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html */
export const resourceControlPolicy: PolicyRules = {
    ...identityPolicy,
    principal: "everyone",
    version: "required",
    effect: ["Deny"],
    refused: ["NotAction", "NotPrincipal"],
};
