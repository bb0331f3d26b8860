import assert from "node:assert/strict";
import { types } from "../../../simulator/awsx/children";
import { construct } from "../../../simulator/awsx/construct";
import { World } from "../../../simulator/kernel/world";
import { FakeMonitor, isSecret, output, unknown, type Wire } from "./fakeMonitor";
import { layout, tier } from "./plannedVpc";

const vpcUrn = `urn:pulumi:dev::test::${types.vpc}::net`;
const other = "urn:pulumi:dev::test::aws:sqs/queue:Queue::queue";

describe("construction of awsx.ec2.Vpc", () => {
    let monitor: FakeMonitor;
    afterEach(() => monitor.close());

    async function run(change: Wire = {}, dryRun = false, providers = {}) {
        monitor = await new FakeMonitor(dryRun).start();
        const warnings: string[] = [];
        const request = monitor.request(layout(change as never) as Wire, providers);
        const response = await construct(request, new World(), (message) => warnings.push(message));
        return { response, warnings, state: response.getState()?.toJavaScript() ?? {} };
    }

    it("registers the component without inputs, its children below it, and its end", async () => {
        const { response } = await run();
        const component = monitor.of("awsx:ec2:Vpc", "net");
        assert.deepEqual(component.getObject()?.toJavaScript(), {});
        assert.equal(monitor.of(types.vpc, "net").getParent(), response.getUrn());
        assert.deepEqual(monitor.finished, [response.getUrn()]);
    });

    it("hands ids on with the dependency of the property they come in", async () => {
        await run();
        const subnet = monitor.of(types.subnet, "net-public-1");
        assert.equal(monitor.inputs(types.subnet, "net-public-1")["vpcId"], `${types.vpc}-net`);
        assert.deepEqual(subnet.getPropertydependenciesMap().get("vpcId")?.getUrnsList(), [vpcUrn]);
        assert.deepEqual(subnet.getPropertydependenciesMap().get("cidrBlock")?.getUrnsList(), []);
        assert.deepEqual(subnet.getDependenciesList(), [vpcUrn]);
    });

    it("keeps what is not created yet unknown in a preview, and the number of subnets known", async () => {
        const { state } = await run({ natGateways: { strategy: "Single" } }, true);
        assert.equal(monitor.inputs(types.natGateway, "net-1")["allocationId"], unknown);
        assert.equal(state["vpcId"], unknown);
        assert.equal(state["publicSubnetIds"], unknown);
        assert.deepEqual(state["isolatedSubnetIds"], []);
        assert.equal((state["subnets"] as unknown[]).length, 4);
    });

    it("passes an explicit aws provider to every child, and else the version of its own SDK", async () => {
        const reference = "urn:pulumi:dev::test::pulumi:providers:aws::eu::id";
        await run({}, false, { aws: reference });
        const children = monitor.registered.filter((request) => request.getCustom());
        assert.ok(children.every((request) => request.getProvider() === reference));
        assert.match(monitor.of(types.vpc, "net").getVersion(), /^7\.\d+\.\d+$/);
    });

    it("keeps a secret tag secret, with where it comes from, in the child and in all outputs", async () => {
        const tags = { owner: output("me", true, [other]) };
        const { state, response } = await run({ subnetSpecs: [tier("Public", 0, { tags } as never) as Wire] });
        const sent = monitor.inputs(types.subnet, "net-public-1")["tags"] as Wire;
        assert.ok(isSecret(sent["owner"]));
        const ofTags = monitor.of(types.subnet, "net-public-1").getPropertydependenciesMap().get("tags");
        assert.deepEqual(ofTags?.getUrnsList(), [other]);
        assert.ok(Object.values(state).every(isSecret));
        assert.ok(response.getStatedependenciesMap().get("vpcId")?.getUrnsList().includes(other));
    });

    it("makes every output depend on the VPC and all subnets", async () => {
        const { response } = await run();
        const urns = response.getStatedependenciesMap().get("vpcId")?.getUrnsList() ?? [];
        assert.equal(urns.length, 5);
        assert.ok(urns.includes(vpcUrn));
    });

    it("cuts a /64 for each subnet that assigns IPv6 addresses, counted through the zones", async () => {
        await run({ assignGeneratedIpv6CidrBlock: true });
        const range = (name: string): unknown => monitor.inputs(types.subnet, name)["ipv6CidrBlock"];
        const names = ["net-public-1", "net-public-2", "net-private-1", "net-private-2"];
        const expected = ["de00", "de01", "de02", "de03"].map((group) => `2a05:d018:abc:${group}::/64`);
        assert.deepEqual(names.map(range), expected);
    });

    it("asks the aws provider for zones where none are named", async () => {
        monitor = await new FakeMonitor().start();
        const { availabilityZoneNames: _, ...unnamed } = layout({ numberOfAvailabilityZones: 2 });
        await construct(monitor.request(unnamed as Wire), new World());
        assert.equal(monitor.invoked[0]?.getTok(), "aws:index/getAvailabilityZones:getAvailabilityZones");
        assert.equal(monitor.inputs(types.subnet, "net-public-2")["availabilityZone"], "eu-west-1b");
    });

    it("warns of endpoints that reach nothing", async () => {
        const { warnings } = await run({ vpcEndpointSpecs: [{ serviceName: "s3" }] });
        assert.match(warnings[0] ?? "", /^VPC endpoint "s3" is a Gateway endpoint without routeTableIds\./);
    });

    it("registers no child and refuses where the arguments are wrong", async () => {
        await assert.rejects(run({ natGateways: { strategy: "Two" } }), /^Error: Unknown NatGatewayStrategy 'Two'$/);
        assert.deepEqual(
            monitor.registered.map((request) => request.getType()),
            ["awsx:ec2:Vpc"],
        );
    });

    it("says that another component is not modelled", async () => {
        monitor = await new FakeMonitor().start();
        const request = monitor.request({}).setType("awsx:ecs:FargateService");
        await assert.rejects(construct(request, new World()), /does not model the component awsx:ecs:FargateService/);
    });

    it("registers sixty children in well under a second", async () => {
        const specs = ["Public", "Private", "Private", "Isolated", "Isolated"].map((type, place) =>
            tier(type, place, { name: `t${place}` }, 3),
        );
        const started = performance.now();
        await run({
            availabilityZoneNames: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
            natGateways: { strategy: "OnePerAz" },
            subnetSpecs: specs as never,
        });
        assert.ok(monitor.registered.length > 60);
        assert.ok(performance.now() - started < 900);
    });
});
