import { findEngine } from "../../../tools/engine/find";
import { runCommand } from "../../../tools/support/failure";

/** Run as a process of its own by the tests: two at once, or one to be killed. */
runCommand(async () => {
    const engine = await findEngine();
    process.stdout.write(JSON.stringify(engine));
    return 0;
});
