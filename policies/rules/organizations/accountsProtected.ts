import { defineRule } from "../../kit/rule";
import { asBoolean } from "../../kit/values";

export const accountsProtected = defineRule({
    id: "organizations-accounts-protected",
    title: "the organization and its accounts are protected from deletion",
    why: "a closed account is gone after 90 days with all that is in it, and only a tenth of all accounts may be closed in a month",
    fix: "set the resource option protect, leave closeOnDeletion false, and move an account that is given up to the Suspended OU",
    severity: "critical",
    types: ["aws:organizations/account:Account", "aws:organizations/organization:Organization"],
    sources: ["S002-011", "S004-090", "S001-190", "S002-019"],
    resource: ({ opts, props }, findings) => {
        if (!opts.protect) {
            findings.violation("the resource option protect is not set");
        }
        const close = props["closeOnDeletion"] ?? false;
        if (asBoolean(close) !== false) {
            findings.violation("closeOnDeletion is not false, so deleting the resource closes the account");
        }
    },
});
