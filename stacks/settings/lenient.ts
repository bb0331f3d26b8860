import { z } from "zod";

const text = z.string().catch("");

const tier = z.object({
    type: z.enum(["public", "private", "isolated"]).catch("private"),
    slot: z.number().catch(-1),
    prefix: z.number().catch(0),
    shared: z.boolean().optional().catch(undefined),
});

const environment = z.object({
    network: z.object({
        account: text,
        cidr: text,
        zones: z.array(text),
        zoneSlots: z.number().default(4).catch(4),
        tierSlots: z.number().default(4).catch(4),
        natGateways: z.enum(["none", "single", "per-zone"]).catch("none"),
        tiers: z.record(z.string(), tier),
    }),
    compute: z.record(z.string(), z.object({ account: text, tier: text })).catch({}),
    events: z.record(z.string(), z.object({ account: text })).catch({}),
    artifacts: z.object({ account: text }).optional().catch(undefined),
    organization: z
        .object({ accounts: z.record(z.string(), text) })
        .optional()
        .catch(undefined),
});

const organization = z.object({
    organizationalUnits: z.array(text),
    accounts: z.record(z.string(), z.object({ email: text, organizationalUnit: text })).catch({}),
    guardrails: z.record(z.string(), z.array(text).catch([])).catch({}),
});

/**
 * As much of a stack file as relations between values need, with a stand-in for each value that is no good: so that one
 * wrong value does not hide what is wrong between the others. What is said of a stand-in is dropped by the decoder.
 */
export const lenientSettings = z.object({
    region: text,
    organization: organization.optional().catch(undefined),
    environment: environment.optional().catch(undefined),
});

export type JudgedOrganization = z.output<typeof organization>;
export type JudgedEnvironment = z.output<typeof environment>;
