import assert from "node:assert/strict";
import { World } from "../../../simulator/kernel/world";
import { ssm } from "../../../simulator/services/ssm";
import { account } from "../support";
import { refused } from "./ec2Support";

const token = "aws:ssm/getParameter:getParameter";
const al2023 = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

describe("ssm getParameter", () => {
    const at = (region: string, world = new World()) =>
        account(world, { account: "111122223333", region, services: [ssm] });

    for (const name of [
        al2023,
        "/aws/service/ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-x86_64-gp2",
        "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
        "/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id",
    ]) {
        it(`knows ${name}`, () => {
            const result = at("eu-west-1").invoke(token, { name });
            assert.match(String(result["value"]), /^ami-[0-9a-f]{17}$/);
            assert.equal(result["insecureValue"], result["value"]);
            assert.equal(result["arn"], `arn:aws:ssm:eu-west-1::parameter${name}`);
        });
    }
    it("answers the same each time, another image in another Region", () => {
        const value = (region: string) => at(region).invoke(token, { name: al2023 })["value"];
        assert.equal(value("eu-west-1"), value("eu-west-1"));
        assert.notEqual(value("eu-west-1"), value("eu-central-1"));
    });
    for (const name of [
        "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm",
        "/app/token",
        `${al2023}:7`,
    ]) {
        it(`refuses ${name}`, () => refused("ParameterNotFound", () => at("eu-west-1").invoke(token, { name })));
    }
    it("finds what a program has put, in its account and Region", () => {
        const world = new World();
        const scope = { account: "111122223333", region: "eu-west-1" };
        const inputs = { name: "/app/size", type: "String", value: "3" };
        world.put({ type: "aws:ssm/parameter:Parameter", id: "/app/size", scope, inputs, outputs: inputs });
        assert.equal(at("eu-west-1", world).invoke(token, { name: "/app/size" })["value"], "3");
        refused("ParameterNotFound", () => at("eu-central-1", world).invoke(token, { name: "/app/size" }));
    });
});
