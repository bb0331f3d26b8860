import assert from "node:assert/strict";
import type { Properties } from "../../../simulator/kernel/values";
import { World } from "../../../simulator/kernel/world";
import { sts } from "../../../simulator/services/sts";
import { account } from "../support";

const zones = (id: string, args: Properties = {}, region = "eu-west-1") =>
    account(new World(), { account: id, region, services: [sts] }).invoke(
        "aws:index/getAvailabilityZones:getAvailabilityZones",
        args,
    );

describe("simulator zones and Regions", () => {
    it("maps letters to zone ids by account, always the same way", () => {
        const ids = ["111122223333", "444455556666", "777788889999", "123456789012"].map((id) => zones(id)["zoneIds"]);
        assert.ok(new Set(ids.map(String)).size > 1);
        assert.deepEqual(zones("111122223333"), zones("111122223333"));
        assert.deepEqual([...(ids[0] as string[])].sort(), ["euw1-az1", "euw1-az2", "euw1-az3"]);
    });

    it("filters by zone id and by state", () => {
        const filtered = zones("111122223333", { filters: [{ name: "zone-id", values: ["euw1-az2"] }] });
        assert.deepEqual(filtered["zoneIds"], ["euw1-az2"]);
        assert.deepEqual(zones("111122223333", { state: "impaired" })["names"], []);
    });

    it("refuses a filter that AWS does not have", () => {
        assert.throws(() => zones("1", { filters: [{ name: "colour", values: [] }] }), /InvalidParameterValue.*colour/);
    });

    it("answers for the Region that is asked for", () => {
        assert.deepEqual(zones("111122223333", { region: "us-west-1" })["names"], ["us-west-1a", "us-west-1b"]);
    });
});
