import assert from "node:assert/strict";
import type { Properties } from "../../../simulator/kernel/values";
import type { Entity } from "../../../simulator/kernel/world";
import { raiseQuotas } from "../../../simulator/quotas";
import { Network, refused, refusedInput, region } from "./ec2Support";

describe("ec2 routing", () => {
    let net: Network;
    let vpc: Entity;
    let subnet: Entity;
    let table: Entity;
    let igw: Entity;
    beforeEach(() => {
        net = new Network();
        vpc = net.vpc({ enableDnsHostnames: true });
        subnet = net.subnet(vpc.id);
        table = net.make("ec2/routeTable:RouteTable", { vpcId: vpc.id });
        igw = net.make("ec2/internetGateway:InternetGateway", { vpcId: vpc.id });
    });
    const route = (inputs: Properties) => net.make("ec2/route:Route", { routeTableId: table.id, ...inputs });
    const toInternet = () => ({ destinationCidrBlock: "0.0.0.0/0", gatewayId: igw.id });
    const nat = () => net.make("ec2/natGateway:NatGateway", { subnetId: subnet.id, connectivityType: "private" });

    describe("route", () => {
        it("leads to the internet gateway of the VPC", () => {
            assert.equal(route(toInternet()).outputs["state"], "active");
        });
        it("may stand in the main table", () => {
            route({ ...toInternet(), routeTableId: String(vpc.outputs["mainRouteTableId"]) });
        });
        it("has one destination in a table", () => {
            route(toInternet());
            refused("RouteAlreadyExists", () => route(toInternet()));
        });
        it("does not repeat an inline route", () => {
            const inline = net.make("ec2/routeTable:RouteTable", {
                vpcId: vpc.id,
                routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: igw.id }],
            });
            refused("RouteAlreadyExists", () => route({ ...toInternet(), routeTableId: inline.id }));
        });
        it("takes exactly one target and one destination", () => {
            refusedInput("natGatewayId", /only one of/, () => route({ ...toInternet(), natGatewayId: "nat-1" }));
            refusedInput("carrierGatewayId", /must be given/, () => route({ destinationCidrBlock: "0.0.0.0/0" }));
            refusedInput("destinationCidrBlock", /must be given/, () => route({ gatewayId: igw.id }));
            refusedInput("destinationIpv6CidrBlock", /only one of/, () =>
                route({ ...toInternet(), destinationIpv6CidrBlock: "::/0" }),
            );
        });
        it("refuses host bits", () =>
            refusedInput("destinationCidrBlock", /did you mean/, () =>
                route({ ...toInternet(), destinationCidrBlock: "10.1.0.1/16" }),
            ));
        it("needs a table and a target that exist", () => {
            refused("InvalidRouteTableID.NotFound", () => route({ ...toInternet(), routeTableId: "rtb-1" }));
            refused("InvalidGatewayID.NotFound", () => route({ ...toInternet(), gatewayId: "igw-1" }));
            refused("InvalidNatGatewayID.NotFound", () =>
                route({ destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }),
            );
        });
        it("refuses a target of the wrong kind", () => {
            refused("InvalidGatewayID.NotFound", () => route({ ...toInternet(), gatewayId: nat().id }));
            refused("InvalidNatGatewayID.NotFound", () =>
                route({ destinationCidrBlock: "0.0.0.0/0", natGatewayId: igw.id }),
            );
            const endpoint = net.make("ec2/vpcEndpoint:VpcEndpoint", {
                vpcId: vpc.id,
                serviceName: `com.amazonaws.${region}.s3`,
            });
            refused("InvalidParameterValue", () =>
                route({ destinationCidrBlock: "0.0.0.0/0", vpcEndpointId: endpoint.id }),
            );
        });
        it("refuses a target of another VPC", () => {
            const other = net.vpc();
            const foreign = net.make("ec2/internetGateway:InternetGateway", { vpcId: other.id });
            refused(
                "InvalidParameterValue",
                () => route({ ...toInternet(), gatewayId: foreign.id }),
                /different networks/,
            );
        });
        it("does not shadow the local route but for a whole subnet", () => {
            refused("InvalidParameterValue", () => route({ ...toInternet(), destinationCidrBlock: "10.0.0.0/16" }));
            refused("InvalidParameterValue", () => route({ ...toInternet(), destinationCidrBlock: "10.0.0.0/24" }));
            const natGatewayId = nat().id;
            refused("InvalidParameterValue", () => route({ destinationCidrBlock: "10.0.0.0/25", natGatewayId }));
            route({ destinationCidrBlock: "10.0.0.0/24", natGatewayId });
        });
        it("stops at the quota", () => {
            raiseQuotas(net.world, { "vpc.routesPerTable": 1 });
            route(toInternet());
            refused("RouteLimitExceeded", () => route({ ...toInternet(), destinationCidrBlock: "192.0.2.0/24" }));
        });
        it("changes its target in place", () => {
            const existing = route(toInternet());
            const inputs = { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0" };
            assert.deepEqual(net.aws.diff(existing, "r", { ...inputs, natGatewayId: "nat-1" }).replaces, []);
            refused("InvalidNatGatewayID.NotFound", () =>
                net.aws.update(existing, "r", { ...inputs, natGatewayId: "nat-1" }),
            );
            net.aws.update(existing, "r", { ...inputs, natGatewayId: nat().id });
        });
    });

    describe("route table", () => {
        const inline = (routes: Properties[]) => net.make("ec2/routeTable:RouteTable", { vpcId: vpc.id, routes });
        it("checks its inline routes", () => {
            refusedInput("routes[0].carrierGatewayId", /must be given/, () => inline([{ cidrBlock: "0.0.0.0/0" }]));
            refused("InvalidGatewayID.NotFound", () => inline([{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }]));
            const twice = { cidrBlock: "0.0.0.0/0", gatewayId: igw.id };
            refused("RouteAlreadyExists", () => inline([twice, twice]));
        });
        it("stays while a subnet is associated", () => {
            net.make("ec2/routeTableAssociation:RouteTableAssociation", {
                routeTableId: table.id,
                subnetId: subnet.id,
            });
            refused("DependencyViolation", () => net.aws.delete(table));
        });
    });

    describe("route table association", () => {
        const associate = (inputs: Properties) =>
            net.make("ec2/routeTableAssociation:RouteTableAssociation", { routeTableId: table.id, ...inputs });
        it("takes a subnet or a gateway", () => {
            refusedInput("gatewayId", /only one of/, () => associate({ subnetId: subnet.id, gatewayId: igw.id }));
            refusedInput("subnetId", /must be given/, () => associate({}));
            associate({ gatewayId: igw.id });
        });
        it("gives a subnet one table", () => {
            associate({ subnetId: subnet.id });
            const second = net.make("ec2/routeTable:RouteTable", { vpcId: vpc.id });
            refused("Resource.AlreadyAssociated", () => associate({ subnetId: subnet.id, routeTableId: second.id }));
        });
        it("stays in one VPC, and moves between its tables", () => {
            const foreign = net.make("ec2/routeTable:RouteTable", { vpcId: net.vpc().id });
            refused(
                "InvalidParameterValue",
                () => associate({ subnetId: subnet.id, routeTableId: foreign.id }),
                /different networks/,
            );
            const existing = associate({ subnetId: subnet.id });
            const second = net.make("ec2/routeTable:RouteTable", { vpcId: vpc.id });
            net.aws.update(existing, "a", { subnetId: subnet.id, routeTableId: second.id });
            refused("InvalidParameterValue", () =>
                net.aws.update(existing, "a", { subnetId: subnet.id, routeTableId: foreign.id }),
            );
        });
        it("refuses what does not exist", () => {
            refused("InvalidSubnetID.NotFound", () => associate({ subnetId: "subnet-1" }));
            refused("InvalidGatewayID.NotFound", () => associate({ gatewayId: "igw-1" }));
        });
    });

    describe("endpoint", () => {
        const endpoint = (service: string, inputs: Properties = {}) =>
            net.make("ec2/vpcEndpoint:VpcEndpoint", {
                vpcId: vpc.id,
                serviceName: `com.amazonaws.${region}.${service}`,
                ...inputs,
            });
        const facing = (inputs: Properties = {}) => ({ vpcEndpointType: "Interface", ...inputs });

        it("is a gateway unless told, for S3 and DynamoDB", () => {
            const { outputs } = endpoint("s3", { routeTableIds: [table.id] });
            assert.equal(outputs["vpcEndpointType"], "Gateway");
            assert.match(String(outputs["prefixListId"]), /^pl-/);
            endpoint("dynamodb");
            refused("InvalidParameter", () => endpoint("sqs"), /does not match available service types/);
        });
        it("names a service of this Region", () => {
            refused("InvalidServiceName", () => endpoint("x", { serviceName: "com.amazonaws.eu-central-1.s3" }));
            refused("InvalidServiceName", () => endpoint("x", { serviceName: "s3" }));
            endpoint("x", facing({ serviceName: "com.amazonaws.eu-central-1.sqs", serviceRegion: "eu-central-1" }));
        });
        it("has the inputs of its type", () => {
            refusedInput("subnetIds", /Gateway endpoint takes none/, () => endpoint("s3", { subnetIds: [subnet.id] }));
            refusedInput("routeTableIds", /only a Gateway endpoint/, () =>
                endpoint("sqs", facing({ routeTableIds: [table.id] })),
            );
            refusedInput("privateDnsEnabled", /no private DNS/, () => endpoint("s3", { privateDnsEnabled: true }));
            refusedInput("policy", /not a JSON object/, () => endpoint("s3", { policy: "[" }));
        });
        it("routes a service once for each table, of its own VPC", () => {
            endpoint("s3", { routeTableIds: [table.id] });
            refused("RouteAlreadyExists", () => endpoint("s3", { routeTableIds: [table.id] }));
            const foreign = net.make("ec2/routeTable:RouteTable", { vpcId: net.vpc().id });
            refused("InvalidParameter", () => endpoint("dynamodb", { routeTableIds: [foreign.id] }));
            refused("InvalidRouteTableID.NotFound", () => endpoint("dynamodb", { routeTableIds: ["rtb-1"] }));
        });
        it("stands in one subnet of a zone", () => {
            const same = net.subnet(vpc.id, "10.0.1.0/24");
            refused("DuplicateSubnetsInSameZone", () => endpoint("sqs", facing({ subnetIds: [subnet.id, same.id] })));
            const other = net.subnet(vpc.id, "10.0.2.0/24", { availabilityZone: "eu-west-1b" });
            const made = endpoint("sqs", facing({ subnetIds: [subnet.id, other.id] }));
            assert.equal((made.outputs["networkInterfaceIds"] as unknown[]).length, 2);
            assert.deepEqual(made.outputs["securityGroupIds"], [vpc.outputs["defaultSecurityGroupId"]]);
            refused("DependencyViolation", () => net.aws.delete(other));
        });
        it("has security groups of its VPC, which stay", () => {
            refused("InvalidGroup.NotFound", () => endpoint("sqs", facing({ securityGroupIds: ["sg-1"] })));
            const foreign = net.group(net.vpc().id);
            refused("InvalidGroup.NotFound", () => endpoint("sqs", facing({ securityGroupIds: [foreign.id] })));
            const own = net.group(vpc.id);
            endpoint("sqs", facing({ securityGroupIds: [own.id] }));
            refused("DependencyViolation", () => net.aws.delete(own));
        });
        it("has private DNS where the VPC has DNS, once for a service", () => {
            endpoint("sqs", facing({ privateDnsEnabled: true }));
            refused(
                "InvalidParameter",
                () => endpoint("sqs", facing({ privateDnsEnabled: true })),
                /conflicting DNS domain/,
            );
            const plain = net.vpc();
            refused(
                "InvalidParameter",
                () => endpoint("sqs", facing({ privateDnsEnabled: true, vpcId: plain.id })),
                /enableDnsHostnames/,
            );
        });
    });
});
