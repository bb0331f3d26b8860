import { judgeForOrganization, organizations } from "../../kit/organizationPolicy";
import { defineRule } from "../../kit/rule";
import { asList, asRecord, asText } from "../../kit/values";

const permissionType = "aws:cloudwatch/eventPermission:EventPermission";

export const busClosedToOrganization = defineRule({
    id: "events-bus-closed-to-organization",
    title: "event buses admit the organization or named accounts only",
    why: "whoever may put events on a bus starts whatever its rules start",
    fix: "add a condition StringEquals aws:PrincipalOrgID with the organization's id, or name the accounts",
    severity: "critical",
    types: ["aws:cloudwatch/eventBusPolicy:EventBusPolicy", permissionType],
    sources: ["S001-216", "S004-056"],
    controls: ["EventBridge.3"],
    parameters: {
        /** Organizations that a condition may name. By default any. */
        organizations,
    },
    resource: ({ type, props }, findings, { organizations: allowed }) => {
        if (type !== permissionType) {
            judgeForOrganization(props["policy"], "policy", allowed, findings);
            return;
        }
        if (asText(props["principal"]) !== "*") {
            return;
        }
        const condition = asRecord(asList(props["condition"])[0]);
        const equals = asText(condition?.["type"] ?? "StringEquals")?.toLowerCase() === "stringequals";
        const key = asText(condition?.["key"])?.toLowerCase();
        const id = equals && key === "aws:principalorgid" ? asText(condition?.["value"]) : undefined;
        if (id === undefined || id.includes("*")) {
            findings.violation("principal * without a condition on aws:PrincipalOrgID");
        } else if (allowed.length > 0 && !allowed.includes(id)) {
            findings.violation(`condition admits ${id}; allowed are ${allowed.join(", ")}`);
        }
    },
});
