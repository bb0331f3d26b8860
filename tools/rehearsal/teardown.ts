import { changesOf, describeChanges } from "./events";
import { projectRoot } from "./places";
import { readProject } from "./project";
import { type Scene, stackOptions } from "./rehearsal";
import { StackRun } from "./stackRun";
import { reasonsOf, StepFailure } from "./steps";
import { unprotectAll } from "./unprotect";

/** Destroys everything in reverse order, accounts and all, and sees to it that nothing is left in the simulated AWS. */
export async function tearDown(scene: Scene): Promise<void> {
    const { name: project } = readProject(projectRoot);
    for (const { name } of [...scene.plan.stacks].reverse()) {
        const title = `${name} destroy`;
        await unprotectAll(scene.sandbox, project, name);
        const stack = await StackRun.open(stackOptions(scene, name));
        await scene.steps.engine(
            title,
            (options) => stack.destroy(options),
            (outcome) =>
                outcome.ok
                    ? { mark: "ok", text: describeChanges(changesOf(outcome.events)) }
                    : new StepFailure(title, reasonsOf(outcome)),
        );
    }
    const { world } = scene.simulator;
    if (world.count() === 0) {
        scene.display.write("nothing is left in the simulated AWS");
        return;
    }
    const left = world.types().flatMap((type) => {
        return world.list(type).map(({ id, scope }) => `${type} ${id} in ${scope.account} ${scope.region}`);
    });
    throw new StepFailure("destroy", [`left in the simulated AWS:\n${left.map((one) => `    ${one}`).join("\n")}`]);
}
