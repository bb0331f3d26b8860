import * as z from "zod/mini";
import type { Findings } from "../../kit/findings";
import { eachStatement } from "../../kit/policyDocument";
import { defineRule } from "../../kit/rule";
import { matchesEverything, type Statement } from "../../kit/statement";
import { asRecord, asText } from "../../kit/values";

/** Property that holds a policy document, by type. */
const documents: Readonly<Record<string, string>> = {
    "aws:iam/policy:Policy": "policy",
    "aws:iam/rolePolicy:RolePolicy": "policy",
    "aws:iam/groupPolicy:GroupPolicy": "policy",
    "aws:iam/userPolicy:UserPolicy": "policy",
    "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": "inlinePolicy",
};

/** Properties that name managed policies, one or a list, by type. */
const attachments: Readonly<Record<string, string>> = {
    "aws:iam/role:Role": "managedPolicyArns",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policyArn",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": "policyArn",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment": "policyArn",
    "aws:iam/policyAttachment:PolicyAttachment": "policyArn",
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": "policyArns",
    "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": "policyArns",
    "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": "policyArns",
    "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": "managedPolicyArn",
};

export const noFullAdmin = defineRule({
    id: "iam-no-full-admin",
    title: "no policy grants full administration",
    why: "whoever takes over one such role has the account; a statement with * also grants what AWS adds next year",
    fix: "name the actions and resources that are needed; for people, use a permission set of IAM Identity Center",
    severity: "critical",
    types: [...new Set([...Object.keys(documents), ...Object.keys(attachments)])],
    sources: ["S001-067", "S002-042", "S000-004"],
    controls: ["IAM.1"],
    parameters: {
        /** AWS managed policies that amount to administration of the account. */
        managedPolicies: z._default(z.array(z.string()), ["AdministratorAccess", "PowerUserAccess", "IAMFullAccess"]),
    },
    resource: ({ type, props }, findings, { managedPolicies }) => {
        const property = documents[type];
        if (property !== undefined) {
            findings.attempt(() => judgeDocument(props[property], property, findings));
        }
        const arns = attachments[type];
        if (arns !== undefined) {
            findings.each(
                () => props[arns],
                (arn) => judgeArn(asText(arn), managedPolicies, findings),
            );
        }
        findings.each(
            () => props["inlinePolicies"],
            (one) => judgeDocument(asRecord(one)?.["policy"], "inlinePolicies", findings),
        );
    },
});

function judgeDocument(value: unknown, property: string, findings: Findings): void {
    if (value === undefined || value === null || value === "") {
        return;
    }
    eachStatement(value, property, findings, (statement) => {
        if (!statement.allows) {
            return;
        }
        const actions = everyAction(statement);
        if (actions !== undefined && everyResource(statement)) {
            findings.violation(`${property}: ${statement.label} allows ${actions} on every resource`);
        }
    });
}

/** A condition does not help: whoever meets it is an administrator. */
function everyAction(statement: Statement): string | undefined {
    if (statement.has("NotAction")) {
        const exempt = statement.known("NotAction");
        return exempt.length === 0 ? "every action" : `everything except ${exempt.join(", ")}`;
    }
    if (statement.some("Action", matchesEverything)) {
        return "every action";
    }
    // Whoever may write policies and roles can grant the rest (managed policy IAMFullAccess).
    return statement.some("Action", (action) => /^iam:\*+$/i.test(action)) ? "every action of IAM" : undefined;
}

/** AWS takes no identity statement without resources; one that has none is read as meaning all. */
function everyResource(statement: Statement): boolean {
    return (
        statement.has("NotResource") || !statement.has("Resource") || statement.some("Resource", matchesEveryResource)
    );
}

/** `*`, and ARNs that leave service and name open: one account's or Region's worth is as much as a role can reach. */
function matchesEveryResource(resource: string): boolean {
    const [scheme, , service = "*", , , ...name] = resource.split(":");
    return (
        matchesEverything(resource) ||
        (scheme?.toLowerCase() === "arn" &&
            (matchesEverything(service) || service.toLowerCase() === "iam") &&
            (name.length === 0 || matchesEverything(name.join(":"))) &&
            /[*?]$/.test(resource))
    );
}

function judgeArn(arn: string | undefined, managedPolicies: readonly string[], findings: Findings): void {
    const name = /^arn:[^:]*:iam::aws:policy\/(?:.*\/)?([^/]+)$/i.exec(arn ?? "")?.[1];
    if (name !== undefined && managedPolicies.some((one) => one.toLowerCase() === name.toLowerCase())) {
        findings.violation(`the managed policy ${name} is attached`);
    }
}
