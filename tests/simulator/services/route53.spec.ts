import assert from "node:assert/strict";
import { genericModel } from "../../../simulator/kernel/generic";
import { World } from "../../../simulator/kernel/world";
import { route53 } from "../../../simulator/services/route53";
import { account } from "../support";

const services = [{ ...route53, resources: [genericModel("aws:route53/zone:Zone")] }];
const getZone = "aws:route53/getZone:getZone";

describe("route53", () => {
    it("finds a zone that a program made, with or without the last dot, and no other", () => {
        const aws = account(new World(), { account: "111122223333", region: "eu-west-1", services });
        const zone = aws.create("aws:route53/zone:Zone", "z", { name: "example.com" });
        assert.equal(aws.invoke(getZone, { name: "example.com." })["zoneId"], zone.outputs["zoneId"]);
        assert.equal(aws.invoke(getZone, { zoneId: zone.id })["name"], "example.com");
        assert.throws(() => aws.invoke(getZone, { name: "example.org" }), /no matching Route 53 Hosted Zone/);
    });
});
