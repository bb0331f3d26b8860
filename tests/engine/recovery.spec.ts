import assert from "node:assert/strict";
import { once } from "node:events";
import { changeSummary, type RehearsalWorkspace, rehearsalWorkspace, withPack } from "../support/engine";

const share = "aws:ram/resourceShare:ResourceShare";

describe("recovery", function () {
    this.timeout(300_000);
    let workspace: RehearsalWorkspace;
    afterEach(() => workspace.close());

    const built = async (stack: string) => {
        const outcome = await workspace.up(stack, withPack(stack));
        assert.ok(outcome.ok, outcome.error);
    };

    it("goes on where an error of AWS broke an update off, without making anything twice", async () => {
        workspace = await rehearsalWorkspace({
            simulator: {
                faults: [
                    {
                        operation: "EC2:CreateNatGateway",
                        kind: "error",
                        code: "NatGatewayLimitExceeded",
                        message: "planned",
                    },
                ],
            },
        });
        await built("org");
        const broken = await workspace.up("dev", withPack("dev"));
        assert.ok(!broken.ok);
        assert.match(broken.error, /operation error EC2: CreateNatGateway.*NatGatewayLimitExceeded: planned/s);
        const made = workspace.simulator.world.count();
        assert.ok(made > 0);
        await built("dev");
        assert.equal(workspace.simulator.world.list("aws:ec2/vpc:Vpc").length, 1);
        assert.equal(workspace.simulator.world.list("aws:ec2/subnet:Subnet").length, 6);
        const again = await workspace.up("dev", { ...withPack("dev"), expectNoChanges: true });
        assert.ok(again.ok, again.error);
    });

    it("goes unseen over throttling that ends", async () => {
        workspace = await rehearsalWorkspace({
            simulator: { faults: [{ operation: "Organizations:CreateAccount", kind: "throttle", times: 3 }] },
        });
        await built("org");
    });

    it("recovers from an engine that was killed in the middle of an update", async () => {
        workspace = await rehearsalWorkspace({
            checkpoints: true,
            simulator: { faults: [{ operation: "RAM:CreateResourceShare", kind: "hang" }] },
        });
        await built("org");
        const process_ = await workspace.startUp("dev");
        await hung(workspace);
        process.kill(-(process_.pid ?? 0), "SIGKILL");
        await once(process_, "exit");
        assert.ok(workspace.exportStack("dev").pending.length > 0, "the engine recorded no pending operation");

        const locked = await workspace.up("dev", withPack("dev"));
        assert.match(locked.error, /currently locked/);
        const { stack } = await workspace.stack("dev");
        await stack.cancel();
        await built("dev");
        const again = await workspace.up("dev", { ...withPack("dev"), expectNoChanges: true });
        assert.ok(again.ok, again.error);
        assert.deepEqual(Object.keys(changeSummary(again)), ["same"]);
        assert.equal(workspace.simulator.world.list("aws:ec2/subnet:Subnet").length, 6);
    });
});

/** Until the call that never answers was made. */
async function hung({ simulator }: RehearsalWorkspace): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (simulator.world.list(share).length === 0) {
        if (Date.now() > deadline) throw new Error("the update made no resource share within a minute");
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    // What was made before it must be in the checkpoint.
    await new Promise((resolve) => setTimeout(resolve, 1000));
}
