/** Ids of the guardrails that settings may name. Each has a file of its own in components/guardrails. */
export const guardrailIds = ["deny-leave-organization"] as const;

export type GuardrailId = (typeof guardrailIds)[number];

export function isGuardrailId(id: string): id is GuardrailId {
    return (guardrailIds as readonly string[]).includes(id);
}
