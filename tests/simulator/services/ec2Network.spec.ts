import assert from "node:assert/strict";
import { diff } from "../../../simulator/kernel/diff";
import type { Entity } from "../../../simulator/kernel/world";
import { raiseQuotas } from "../../../simulator/quotas";
import { subnet as subnetModel } from "../../../simulator/services/ec2/subnet";
import { vpc as vpcModel } from "../../../simulator/services/ec2/vpc";
import { zonesOf } from "../../../simulator/zones";
import { Network, owner, refused, refusedInput, region } from "./ec2Support";

describe("ec2 network", () => {
    let net: Network;
    let vpc: Entity;
    beforeEach(() => {
        net = new Network();
        vpc = net.vpc();
    });

    describe("vpc", () => {
        it("comes with its group, route table and access list", () => {
            const { outputs, id } = vpc;
            assert.match(id, /^vpc-[0-9a-f]{17}$/);
            assert.equal(outputs["arn"], `arn:aws:ec2:${region}:${owner}:vpc/${id}`);
            assert.match(String(outputs["defaultSecurityGroupId"]), /^sg-/);
            assert.match(String(outputs["defaultNetworkAclId"]), /^acl-/);
            assert.equal(outputs["mainRouteTableId"], outputs["defaultRouteTableId"]);
            assert.equal(outputs["ownerId"], owner);
            assert.deepEqual([outputs["enableDnsSupport"], outputs["enableDnsHostnames"]], [true, false]);
        });
        it("answers with every computed output it declares", () => {
            for (const key of vpcModel.computed) assert.notEqual(vpc.outputs[key], undefined, key);
        });
        for (const [block, reason] of [
            ["10.0.0.0/15", /allowed is \/16 to \/28/],
            ["10.0.0.0/29", /allowed is \/16 to \/28/],
            ["10.0.1.0/16", /InvalidVpc.Range.*did you mean "10.0.0.0\/16"/],
            ["10.0.0.0", /not a valid IPv4/],
        ] as const) {
            it(`refuses ${block}`, () => refusedInput("cidrBlock", reason, () => net.vpc({ cidrBlock: block })));
        }
        it("needs a range or a pool", () =>
            refusedInput("cidrBlock", /must be given/, () => net.make("ec2/vpc:Vpc", {})));
        it("refuses reserved tag keys", () =>
            refusedInput("tags.aws:x", /kept for AWS/, () => net.vpc({ tags: { "aws:x": "y" } })));
        it("stops at the quota, which can be raised", () => {
            for (let n = 1; n < 5; n++) net.vpc();
            refused("VpcLimitExceeded", () => net.vpc());
            raiseQuotas(net.world, { "vpc.vpcs": 6 });
            net.vpc();
        });
        it("counts each Region by itself", () => {
            for (let n = 1; n < 5; n++) net.vpc();
            new Network(net.world, owner, "eu-central-1").vpc();
        });
        it("is replaced for another range, changed for DNS", () => {
            assert.deepEqual(diff(vpcModel, { cidrBlock: "10.0.0.0/16" }, { cidrBlock: "10.1.0.0/16" }).replaces, [
                "cidrBlock",
            ]);
            assert.deepEqual(diff(vpcModel, { enableDnsHostnames: true }, { enableDnsHostnames: false }).replaces, []);
        });
        it("refuses a change to dedicated tenancy", () => {
            const inputs = { cidrBlock: "10.0.0.0/16", instanceTenancy: "dedicated" };
            refused("InvalidParameterValue", () => net.aws.update(vpc, "net", inputs));
        });
        for (const [what, make] of [
            ["a subnet", () => net.subnet(vpc.id)],
            ["an internet gateway", () => net.make("ec2/internetGateway:InternetGateway", { vpcId: vpc.id })],
            [
                "an endpoint",
                () =>
                    net.make("ec2/vpcEndpoint:VpcEndpoint", {
                        vpcId: vpc.id,
                        serviceName: `com.amazonaws.${region}.s3`,
                    }),
            ],
            ["a security group", () => net.group(vpc.id)],
            ["a route table", () => net.make("ec2/routeTable:RouteTable", { vpcId: vpc.id })],
        ] as const) {
            it(`stays while ${what} is left`, () => {
                const left = make();
                refused("DependencyViolation", () => net.aws.delete(vpc), new RegExp(left.id));
                net.aws.delete(left);
                net.aws.delete(vpc);
                assert.equal(net.world.count(), 0);
            });
        }
    });

    describe("subnet", () => {
        it("has both names of its zone", () => {
            const subnet = net.subnet(vpc.id);
            const zone = zonesOf(owner, region).find(({ name }) => name === "eu-west-1a");
            assert.equal(subnet.outputs["availabilityZoneId"], zone?.zoneId);
            assert.equal(subnet.outputs["arn"], `arn:aws:ec2:${region}:${owner}:subnet/${subnet.id}`);
            for (const key of subnetModel.computed) assert.notEqual(subnet.outputs[key], undefined, key);
            const byId = net.make("ec2/subnet:Subnet", {
                vpcId: vpc.id,
                cidrBlock: "10.0.1.0/24",
                availabilityZoneId: "euw1-az2",
            });
            const named = zonesOf(owner, region).find(({ zoneId }) => zoneId === "euw1-az2");
            assert.equal(byId.outputs["availabilityZone"], named?.name);
        });
        it("refuses a zone of another Region", () => {
            const inputs = { availabilityZone: "eu-central-1a" };
            refused(
                "InvalidParameterValue",
                () => net.subnet(vpc.id, "10.0.0.0/24", inputs),
                /eu-west-1a, eu-west-1b, eu-west-1c/,
            );
            const byId = { vpcId: vpc.id, cidrBlock: "10.0.0.0/24", availabilityZoneId: "euc1-az1" };
            refused("InvalidParameterValue", () => net.make("ec2/subnet:Subnet", byId), /euw1-az1/);
        });
        it("takes one way to name the zone", () =>
            refusedInput("availabilityZoneId", /only one of/, () =>
                net.subnet(vpc.id, "10.0.0.0/24", { availabilityZoneId: "euw1-az1" }),
            ));
        it("lies in the range of its VPC", () => {
            refused("InvalidSubnet.Range", () => net.subnet(vpc.id, "10.1.0.0/24"));
        });
        it("overlaps no other", () => {
            net.subnet(vpc.id, "10.0.0.0/20");
            refused("InvalidSubnet.Conflict", () => net.subnet(vpc.id, "10.0.8.0/24"));
            refused("InvalidSubnet.Conflict", () => net.subnet(vpc.id, "10.0.0.0/16"));
            net.subnet(vpc.id, "10.0.16.0/20");
        });
        it("has a prefix of /16 to /28 and no host bits", () => {
            refusedInput("cidrBlock", /allowed is/, () => net.subnet(vpc.id, "10.0.0.0/29"));
            refusedInput("cidrBlock", /did you mean/, () => net.subnet(vpc.id, "10.0.0.1/24"));
        });
        it("needs a VPC of this account and Region", () => {
            refused("InvalidVpcID.NotFound", () => net.subnet("vpc-00000000000000000"));
            refused("InvalidVpcID.NotFound", () => new Network(net.world, owner, "eu-central-1").subnet(vpc.id));
            refused("InvalidVpcID.NotFound", () => new Network(net.world, "999999999999").subnet(vpc.id));
        });
        it("stops at the quota", () => {
            raiseQuotas(net.world, { "vpc.subnetsPerVpc": 1 });
            net.subnet(vpc.id);
            refused("SubnetLimitExceeded", () => net.subnet(vpc.id, "10.0.1.0/24"));
        });
        it("is replaced for another range, zone or VPC", () => {
            for (const key of ["cidrBlock", "availabilityZone", "availabilityZoneId", "vpcId"]) {
                assert.deepEqual(diff(subnetModel, { [key]: "a" }, { [key]: "b" }).replaces, [key]);
            }
        });
    });

    describe("gateways", () => {
        let subnet: Entity;
        let igw: Entity;
        beforeEach(() => {
            subnet = net.subnet(vpc.id, "10.0.0.0/24", { mapPublicIpOnLaunch: true });
            igw = net.make("ec2/internetGateway:InternetGateway", { vpcId: vpc.id });
        });
        const eip = () => net.make("ec2/eip:Eip", {});
        const nat = (inputs: { [key: string]: string }) =>
            net.make("ec2/natGateway:NatGateway", { subnetId: subnet.id, ...inputs });

        it("lets a VPC have one internet gateway", () => {
            refused("Resource.AlreadyAssociated", () =>
                net.make("ec2/internetGateway:InternetGateway", { vpcId: vpc.id }),
            );
            refused("InvalidVpcID.NotFound", () => net.make("ec2/internetGateway:InternetGateway", { vpcId: "vpc-1" }));
        });
        it("moves an internet gateway between VPCs", () => {
            const other = net.vpc();
            assert.equal(net.aws.update(igw, "igw", { vpcId: other.id }).outputs["vpcId"], other.id);
            net.make("ec2/internetGateway:InternetGateway", { vpcId: vpc.id });
        });
        it("keeps the internet gateway while a public NAT gateway stands behind it", () => {
            const gateway = nat({ allocationId: eip().id });
            refused("DependencyViolation", () => net.aws.delete(igw), /mapped public address/);
            net.aws.delete(gateway);
            net.aws.delete(igw);
        });
        it("gives a NAT gateway the address of its allocation", () => {
            const address = eip();
            const gateway = nat({ allocationId: address.id });
            assert.equal(gateway.outputs["publicIp"], address.outputs["publicIp"]);
            assert.match(String(gateway.outputs["privateIp"]), /^10\.0\.0\.\d+$/);
        });
        it("uses an allocation once, and keeps it meanwhile", () => {
            const address = eip();
            const gateway = nat({ allocationId: address.id });
            refused("Resource.AlreadyAssociated", () => nat({ allocationId: address.id }));
            refused("InvalidIPAddress.InUse", () => net.aws.delete(address));
            net.aws.delete(gateway);
            net.aws.delete(address);
        });
        it("refuses what does not exist", () => {
            refused("InvalidAllocationID.NotFound", () => nat({ allocationId: "eipalloc-1" }));
            refused("InvalidSubnetID.NotFound", () => nat({ subnetId: "subnet-1", allocationId: eip().id }));
        });
        it("asks for an allocation exactly when the gateway is public", () => {
            refusedInput("allocationId", /needs the allocation id/, () => nat({}));
            refusedInput("allocationId", /takes no Elastic IP/, () =>
                nat({ connectivityType: "private", allocationId: "eipalloc-1" }),
            );
            assert.equal(nat({ connectivityType: "private" }).outputs["publicIp"], "");
        });
        it("keeps the private address inside the subnet", () => {
            refused("InvalidParameterValue", () => nat({ connectivityType: "private", privateIp: "10.0.1.5" }));
        });
        it("keeps the subnet while a gateway stands in it", () => {
            nat({ connectivityType: "private" });
            refused("DependencyViolation", () => net.aws.delete(subnet));
        });
        it("stops at the quotas of addresses and gateways", () => {
            for (let n = 0; n < 5; n++) eip();
            refused("AddressLimitExceeded", eip);
            for (let n = 0; n < 5; n++) nat({ connectivityType: "private" });
            refused("NatGatewayLimitExceeded", () => nat({ connectivityType: "private" }));
        });
    });
});
