import assert from "node:assert/strict";
import { NotModelled } from "../../../simulator/kernel/errors";
import { World } from "../../../simulator/kernel/world";
import { Network } from "./ec2Support";

const getVpc = "aws:ec2/getVpc:getVpc";
const getSubnets = "aws:ec2/getSubnets:getSubnets";
const getAmi = "aws:ec2/getAmi:getAmi";

describe("ec2 functions", () => {
    it("find the default VPC with a public subnet in each zone, and nobody counts them", () => {
        const net = new Network();
        const vpc = net.aws.invoke(getVpc, { default: true });
        assert.equal(vpc["cidrBlock"], "172.31.0.0/16");
        const filters = [{ name: "vpc-id", values: [String(vpc["id"])] }];
        assert.equal((net.aws.invoke(getSubnets, { filters })["ids"] as readonly string[]).length, 3);
        assert.equal(net.world.count(), 0);
        assert.deepEqual(net.world.types(), []);
        assert.equal(World.restore(net.world.snapshot()).count(), 0);
        const adopted = net.make("ec2/defaultVpc:DefaultVpc", { tags: { a: "b" } });
        assert.equal(adopted.id, vpc["id"]);
        assert.deepEqual(adopted.outputs["tagsAll"], { a: "b" });
        net.aws.delete(adopted);
        assert.equal(net.aws.invoke(getVpc, { default: true })["id"], vpc["id"]);
    });

    it("let a program adopt a default subnet and the main route table", () => {
        const net = new Network();
        const subnet = net.make("ec2/defaultSubnet:DefaultSubnet", { availabilityZone: "eu-west-1a" });
        assert.equal(net.aws.invoke("aws:ec2/getSubnet:getSubnet", { id: subnet.id })["defaultForAz"], true);
        const vpc = net.vpc();
        const table = { defaultRouteTableId: String(vpc.outputs["mainRouteTableId"]) };
        assert.equal(net.make("ec2/defaultRouteTable:DefaultRouteTable", table).id, table.defaultRouteTableId);
    });

    it("find what a program made by id, tag and filter", () => {
        const net = new Network();
        const vpc = net.vpc({ tags: { Name: "mine" } });
        const subnet = net.subnet(vpc.id);
        assert.equal(net.aws.invoke(getVpc, { tags: { Name: "mine" } })["id"], vpc.id);
        assert.equal(net.aws.invoke(getVpc, { filters: [{ name: "tag:Name", values: ["m?n*"] }] })["id"], vpc.id);
        assert.equal(net.aws.invoke("aws:ec2/getSubnet:getSubnet", { vpcId: vpc.id })["id"], subnet.id);
        assert.throws(() => net.aws.invoke(getVpc, { id: "vpc-1" }), /no matching EC2 VPC found/);
        assert.throws(() => net.aws.invoke(getVpc, { filters: [{ name: "odd", values: [] }] }), NotModelled);
    });

    it("answer with the same image for the same question, of known publishers only", () => {
        const net = new Network();
        const ask = (name: string) =>
            net.aws.invoke(getAmi, { owners: ["amazon"], filters: [{ name: "name", values: [name] }] })["id"];
        assert.match(String(ask("al2023-*")), /^ami-[0-9a-f]{17}$/);
        assert.equal(ask("al2023-*"), ask("al2023-*"));
        assert.notEqual(ask("al2023-*"), ask("amzn2-*"));
        assert.throws(() => net.aws.invoke(getAmi, { owners: ["self"] }), NotModelled);
    });

    it("give a VPC the IPv6 block it asks for, and subnets the ranges associated later", () => {
        const net = new Network();
        const vpc = net.vpc({ assignGeneratedIpv6CidrBlock: true });
        assert.match(String(vpc.outputs["ipv6CidrBlock"]), /^2600:[0-9a-f]{4}:[0-9a-f]{4}:[0-9a-f]{4}::\/56$/);
        net.world.put({
            type: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
            id: "vpc-cidr-assoc-1",
            scope: vpc.scope,
            inputs: { vpcId: vpc.id },
            outputs: { cidrBlock: "172.20.0.0/16" },
        });
        assert.throws(() => net.subnet(vpc.id, "172.21.1.0/24"), /InvalidSubnet.Range/);
        assert.equal(net.subnet(vpc.id, "172.20.1.0/24").outputs["cidrBlock"], "172.20.1.0/24");
    });
});
