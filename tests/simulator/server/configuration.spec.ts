import assert from "node:assert/strict";
import type { Properties } from "../../../simulator/kernel/values";
import { World } from "../../../simulator/kernel/world";
import { configure } from "../../../simulator/server/configuration";
import { identify } from "../../../simulator/server/identity";

const home = "111122223333";
const global = { account: home, region: "global" };
const role = (account: string) => ({ roleArn: `arn:aws:iam::${account}:role/Deploy`, sessionName: "s" });
const who = (config: Properties, world = new World()) =>
    identify(configure({ region: "eu-west-1", ...config }, undefined).configuration, world, home);
const problems = (config: Properties, fallback?: string) =>
    configure(config, fallback).problems.map(({ property, reason }) => `${property}: ${reason}`);

describe("simulator provider configuration", () => {
    it("reads nested values alike from objects and from JSON text", () => {
        const nested = {
            assumeRoles: [role("444455556666")],
            allowedAccountIds: ["444455556666"],
            defaultTags: { tags: { owner: "platform" } },
            ignoreTags: { keys: ["a"], keyPrefixes: ["b"] },
        };
        const texts = Object.fromEntries(Object.entries(nested).map(([key, value]) => [key, JSON.stringify(value)]));
        const plain = configure({ region: "eu-west-1", ...nested }, undefined);
        assert.deepEqual(configure({ region: "eu-west-1", ...texts }, undefined), plain);
        assert.deepEqual(plain.problems, []);
        assert.deepEqual(plain.configuration.defaultTags, { owner: "platform" });
    });

    it("takes the Region of the environment where none is configured", () => {
        assert.equal(configure({}, "eu-west-3").configuration.region, "eu-west-3");
        assert.equal(configure({ region: "eu-west-1" }, "eu-west-3").configuration.region, "eu-west-1");
    });

    it("says everything that is wrong at once", () => {
        const found = problems({
            region: "eu-west-9",
            assumeRoles: [{ roleArn: "arn:aws:iam::1:role/x" }],
            allowedAccountIds: ["1234567890123"],
            forbiddenAccountIds: [home],
            defaultTags: "{",
        });
        for (const part of ["eu-west-9", "no role ARN", "1234567890123", "conflicts with", "JSON text"]) {
            assert.ok(
                found.some((problem) => problem.includes(part)),
                `${part} in ${found.join("\n")}`,
            );
        }
    });

    it("asks for a Region where there is none, and refuses one of another partition", () => {
        assert.match(problems({})[0] ?? "", /^region: missing; set the Region/);
        assert.match(problems({ region: "cn-north-1" })[0] ?? "", /another partition/);
    });
});

describe("simulator identity", () => {
    it("is the assumed role's account, the allowed account, or the credentials' own, in this order", () => {
        assert.equal(who({ assumeRoles: [role("444455556666")] }).account, "444455556666");
        assert.equal(who({ allowedAccountIds: ["777788889999"] }).account, "777788889999");
        assert.equal(who({}).account, home);
        const { arn } = who({ assumeRoles: [role("444455556666")] });
        assert.equal(arn, "arn:aws:sts::444455556666:assumed-role/Deploy/s");
    });

    it("ends a chain of roles in the last one", () => {
        assert.equal(who({ assumeRoles: [role("444455556666"), role("777788889999")] }).account, "777788889999");
    });

    it("refuses an account that is not allowed, or forbidden", () => {
        const assumeRoles = [role("444455556666")];
        assert.throws(
            () => who({ assumeRoles, allowedAccountIds: [home] }),
            /AWS account ID not allowed: 444455556666/,
        );
        assert.throws(() => who({ forbiddenAccountIds: [home] }), /AWS account ID not allowed: 111122223333/);
    });

    it("assumes roles in the organization's accounts only, once there is an organization", () => {
        const world = new World();
        world.put({
            type: "aws:organizations/organization:Organization",
            id: "o-1",
            scope: global,
            inputs: {},
            outputs: {},
        });
        const assumeRoles = [role("444455556666")];
        assert.throws(() => who({ assumeRoles }, world), /STS: AssumeRole, .* api error AccessDenied/);
        const scope = global;
        world.put({ type: "aws:organizations/account:Account", id: "444455556666", scope, inputs: {}, outputs: {} });
        assert.equal(who({ assumeRoles }, world).account, "444455556666");
        assert.equal(who({ assumeRoles: [role(home)] }, world).account, home);
    });
});
