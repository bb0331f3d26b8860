import type { GuardrailId } from "../model/guardrailIds";
import { denyLeaveOrganization } from "./denyLeaveOrganization";
import type { Guardrail } from "./guardrail";

/** Every guardrail by id. A new one is a file beside this one, its id in model/guardrailIds and a line here. */
export const guardrails: { readonly [id in GuardrailId]: Guardrail } = {
    "deny-leave-organization": denyLeaveOrganization,
};
