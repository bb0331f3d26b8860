import { defineRule } from "../../kit/rule";

export const noUsersOrAccessKeys = defineRule({
    id: "iam-no-users-or-access-keys",
    title: "no IAM users, passwords or access keys",
    why: "long-lived credentials leak and are not rotated; people sign in through IAM Identity Center, workloads through roles",
    fix: "use a role (for workloads), IAM Identity Center (for people) or OIDC federation (for pipelines)",
    severity: "critical",
    types: [
        "aws:iam/user:User",
        "aws:iam/accessKey:AccessKey",
        "aws:iam/userLoginProfile:UserLoginProfile",
        "aws:iam/userPolicy:UserPolicy",
        "aws:iam/userPolicyAttachment:UserPolicyAttachment",
        "aws:iam/userPoliciesExclusive:UserPoliciesExclusive",
        "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
        "aws:iam/userGroupMembership:UserGroupMembership",
        "aws:iam/groupMembership:GroupMembership",
        "aws:iam/sshKey:SshKey",
        "aws:iam/serviceSpecificCredential:ServiceSpecificCredential",
        "aws:iam/signingCertificate:SigningCertificate",
    ],
    sources: ["S001-056", "S002-039"],
    resource: ({ type, name }, findings) => {
        findings.violation(`${type.split(":")[2]} "${name}" is or serves a long-lived credential`);
    },
});
