import type { Guardrail } from "./guardrail";

export const denyLeaveOrganization: Guardrail = {
    description: "Member accounts cannot leave the organization",
    // An account that leaves is out of reach of every other guardrail; leaving is a move to the Suspended unit instead.
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
    statement: {
        Sid: "DenyLeaveOrganization",
        Effect: "Deny",
        Action: ["organizations:LeaveOrganization"],
        Resource: "*",
    },
};
