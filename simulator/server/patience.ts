import { setTimeout as pause } from "node:timers/promises";
import { AwsError } from "../kernel/errors";
import type { World } from "../kernel/world";

/** Between two attempts, and without any change in the world before giving up, in milliseconds. */
const between = 25;
const stillness = 1_500;

/**
 * Repeats a deletion while it is refused with one of the codes that the provider repeats, as long as anything else still
 * changes: the engine deletes in parallel, and what stands in the way may be next.
 */
export async function patiently(world: World, codes: readonly string[], attempt: () => void): Promise<void> {
    let seen = world.revision;
    let since = Date.now();
    for (;;) {
        try {
            return attempt();
        } catch (error) {
            if (!(error instanceof AwsError && codes.includes(error.details.code))) throw error;
            if (world.revision !== seen) {
                seen = world.revision;
                since = Date.now();
            }
            if (Date.now() - since >= stillness) throw error;
        }
        await pause(between);
    }
}
