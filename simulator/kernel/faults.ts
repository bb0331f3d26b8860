import { z } from "zod";

/**
 * One planned failure. `operation` is "Service:Operation" as in error messages ("SQS:CreateQueue"), `*` stands for any text.
 * `throttle`: ThrottlingException; up to three in a row are repeated unseen, as the SDK inside the provider does.
 * `error`: the code and message given.
 * `eventual`: the thing is created, but no other call finds it during the next `calls` calls.
 * `crash`: the thing is done, then the provider's connection drops before the engine hears of it, as when a plugin dies.
 * `hang`: the thing is done, and the answer never comes; whoever kills the engine now has a runner that died.
 */
export const faultSchema = z.strictObject({
    operation: z.string().regex(/^[\w *.-]+:[\w*]+$/, 'is "Service:Operation"'),
    /** The n-th matching call fails, from 1. */
    on: z.int().min(1).default(1),
    /** How many calls in a row fail. */
    times: z.int().min(1).default(1),
    kind: z.enum(["throttle", "error", "eventual", "crash", "hang"]),
    code: z.string().optional(),
    message: z.string().optional(),
    calls: z.int().min(1).default(3),
});
export const faultPlanSchema = z.array(faultSchema);
export type Fault = z.infer<typeof faultSchema>;

/** Counts calls per fault and says which fault strikes now. */
export class FaultPlan {
    private readonly seen: number[];

    constructor(private readonly faults: readonly Fault[] = []) {
        this.seen = faults.map(() => 0);
    }

    strike(service: string, operation: string): Fault | undefined {
        let struck: Fault | undefined;
        this.faults.forEach((fault, index) => {
            if (!matches(fault.operation, `${service}:${operation}`)) return;
            const count = (this.seen[index] ?? 0) + 1;
            this.seen[index] = count;
            if (count >= fault.on && count < fault.on + fault.times) struck ??= fault;
        });
        return struck;
    }
}

function matches(pattern: string, text: string): boolean {
    const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*");
    return new RegExp(`^${escaped}$`).test(text);
}
