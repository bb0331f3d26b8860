import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../support/failure";
import { withLock } from "../support/lock.cjs";
import { keeperLock, runningKeeper } from "./lease";
import { playFolder } from "./places";

/** What is moved: the stacks, the simulated AWS, and which stack is selected. */
const parts = ["backend", "simulator.json"];

/** Puts the state of a finished run in the place of what `npm run pulumi` works on. */
export async function keepForPlay(run: string): Promise<void> {
    mkdirSync(dirname(playFolder), { recursive: true });
    await withLock(
        keeperLock,
        () => undefined,
        async () => {
            const running = await runningKeeper();
            if (running !== undefined) {
                running.release();
                throw new Failure(
                    "a command of `npm run pulumi` is running on the state that --keep would replace; " +
                        `the run's state stays in ${run}: end the command, then run \`npm start -- --keep\` again`,
                );
            }
            mkdirSync(playFolder, { recursive: true });
            for (const part of parts) {
                rmSync(join(playFolder, part), { recursive: true, force: true });
                if (existsSync(join(run, part))) renameSync(join(run, part), join(playFolder, part));
            }
        },
    );
}
