import assert from "node:assert/strict";
import { World } from "../../simulator/kernel/world";
import { quota, quotas, raiseQuotas } from "../../simulator/quotas";

describe("quotas", () => {
    it("each say what they count, where they were read and when", () => {
        for (const [name, { value, unit, source, read }] of Object.entries(quotas)) {
            assert.ok(Number.isInteger(value) && value > 0, name);
            assert.ok(unit.length > 0, name);
            assert.match(source, /^https:\/\/([a-z]+\.)?(aws\.amazon|amazonaws)\.com\//, name);
            assert.match(read, /^\d{4}-\d{2}-\d{2}$/, name);
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

    it("are refused by a name that does not exist, with the names that do", () => {
        assert.throws(
            () => raiseQuotas(new World(), { accounts: 1 }),
            /accounts is not a quota.*organizations\.accounts/,
        );
    });
});
