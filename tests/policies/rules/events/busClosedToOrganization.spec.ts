import * as assert from "node:assert/strict";
import { busClosedToOrganization as rule } from "../../../../policies/rules/events/busClosedToOrganization";
import { judge, passed, type Resource, unknown } from "../../support";

const organization = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
const policy = (change: Record<string, unknown> = {}): Resource => ({
    type: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
    props: {
        policy: JSON.stringify({
            Statement: [
                { Effect: "Allow", Principal: "*", Action: "events:PutEvents", Condition: organization, ...change },
            ],
        }),
    },
});
const permission = (change: Record<string, unknown> = {}): Resource => ({
    type: "aws:cloudwatch/eventPermission:EventPermission",
    props: {
        principal: "*",
        condition: { key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-a1b2c3d4e5" },
        ...change,
    },
});

const variable = (name: string) => `$\{${name}}`;

describe("events-bus-closed-to-organization", () => {
    it("reads a condition in a list of one, and none that does not ask for equality", () => {
        const condition = { key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-a1b2c3d4e5" };
        assert.deepEqual(judge(rule, permission({ condition: [condition] })), passed);
        const unequal = { ...condition, type: "StringNotEquals" };
        assert.equal(judge(rule, permission({ condition: unequal })).violations.length, 1);
    });

    it("takes no other condition for the organization's, and no foreign one beside it", () => {
        const only = { organizations: ["o-a1b2c3d4e5"] };
        const network = { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } };
        assert.equal(judge(rule, policy({ Condition: network })).violations.length, 1);
        const both = { StringEquals: { "aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-ffffffffff"] } };
        assert.equal(judge(rule, policy({ Condition: both }), only).violations.length, 1);
        const own = { StringEquals: { "aws:PrincipalOrgID": variable("aws:ResourceOrgID") } };
        assert.deepEqual(judge(rule, policy({ Condition: own }), only), passed);
    });

    it("accepts the organization and named accounts", () => {
        assert.deepEqual(judge(rule, policy()), passed);
        assert.deepEqual(judge(rule, permission()), passed);
        const account = { Principal: { AWS: "arn:aws:iam::111122223333:root" }, Condition: undefined };
        assert.deepEqual(judge(rule, policy(account)), passed);
        assert.deepEqual(judge(rule, permission({ principal: "111122223333", condition: undefined })), passed);
    });

    it("refuses everyone, also with a condition on something else", () => {
        for (const Condition of [undefined, { StringEquals: { "aws:SourceAccount": "111122223333" } }]) {
            assert.equal(judge(rule, policy({ Condition })).violations.length, 1);
        }
        assert.equal(judge(rule, permission({ condition: null })).violations.length, 1);
        assert.equal(
            judge(rule, permission({ condition: { key: "aws:PrincipalOrgID", value: "o-*" } })).violations.length,
            1,
        );
    });

    it("refuses another organization where the organizations are listed", () => {
        for (const resource of [policy(), permission()]) {
            assert.deepEqual(judge(rule, resource, { organizations: ["o-a1b2c3d4e5"] }), passed);
            assert.equal(judge(rule, resource, { organizations: ["o-zzzzzzzzzz"] }).violations.length, 1);
        }
    });

    it("is undecided about a policy that is not known", () => {
        assert.equal(judge(rule, { ...policy(), props: { policy: unknown } }).undecided.length, 1);
    });

    it("does not apply to the bus itself", () => {
        assert.equal(judge(rule, { type: "aws:cloudwatch/eventBus:EventBus", props: {} }).applied, false);
    });
});
