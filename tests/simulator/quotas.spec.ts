import assert from "node:assert/strict";
import { World } from "../../simulator/kernel/world";
import { granted, quota, quotas, raiseQuotas } from "../../simulator/quotas";
import { startSimulator } from "../../simulator/start";

describe("quotas", () => {
    it("each say what they count, where they were read and when", () => {
        for (const [name, { value, unit, source, read }] of Object.entries(quotas)) {
            assert.ok(Number.isInteger(value) && value > 0, name);
            assert.ok(unit.length > 0, name);
            assert.match(source, /^https:\/\/([a-z]+\.)?(aws\.amazon|amazonaws)\.com\//, name);
            assert.match(read, /^(\d{4}-\d{2}-\d{2}|unverified)$/, name);
        }
    });

    it("are raised for one simulated AWS and not for another", () => {
        const [one, two] = [new World(), new World()];
        raiseQuotas(one, { "organizations.accounts": 1000 });
        raiseQuotas(one, { "iam.roles": 5000 });
        assert.equal(quota("organizations.accounts", one), 1000);
        assert.equal(quota("organizations.accounts", two), 10);
        assert.equal(quota("organizations.accounts"), 10);
    });

    it("are granted to a company above the default, never below", () => {
        for (const [name, value] of Object.entries(granted)) {
            assert.ok(value > quotas[name as keyof typeof quotas].value, name);
        }
    });

    it("can be set at the start of a simulator, over what is granted", async () => {
        const simulator = await startSimulator({ quotas: { "ec2.elasticIps": 5 } });
        try {
            assert.equal(quota("ec2.elasticIps", simulator.world), 5);
            assert.equal(quota("vpc.vpcs", simulator.world), granted["vpc.vpcs"]);
        } finally {
            await simulator.close();
        }
    });

    it("are refused by a name that does not exist, with the names that do", () => {
        assert.throws(
            () => raiseQuotas(new World(), { accounts: 1 }),
            /accounts is not a quota.*organizations\.accounts/,
        );
    });
});
