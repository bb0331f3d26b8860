import assert from "node:assert/strict";
import { diff } from "../../../simulator/kernel/diff";
import type { Properties } from "../../../simulator/kernel/values";
import { Unknown } from "../../../simulator/kernel/values";
import type { Entity } from "../../../simulator/kernel/world";
import { raiseQuotas } from "../../../simulator/quotas";
import { securityGroup as groupModel } from "../../../simulator/services/ec2/securityGroup";
import { Network, refused, refusedInput } from "./ec2Support";

const ssh = { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"] };

describe("ec2 security groups", () => {
    let net: Network;
    let vpc: Entity;
    let group: Entity;
    beforeEach(() => {
        net = new Network();
        vpc = net.vpc();
        group = net.group(vpc.id);
    });
    const adopt = (inputs: Properties = {}, vpcId = vpc.id) =>
        net.make("ec2/defaultSecurityGroup:DefaultSecurityGroup", { vpcId, ...inputs });
    const classic = (inputs: Properties = {}) =>
        net.make("ec2/securityGroupRule:SecurityGroupRule", {
            type: "ingress",
            securityGroupId: group.id,
            ...ssh,
            ...inputs,
        });
    const ingress = (inputs: Properties = {}) =>
        net.make("vpc/securityGroupIngressRule:SecurityGroupIngressRule", { securityGroupId: group.id, ...inputs });
    const egress = (inputs: Properties = {}) =>
        net.make("vpc/securityGroupEgressRule:SecurityGroupEgressRule", { securityGroupId: group.id, ...inputs });
    const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" };

    describe("group", () => {
        it("gets a name, a description and an ARN", () => {
            assert.match(String(group.outputs["name"]), /^thing-.*-[0-9a-f]{7}$/);
            assert.equal(group.outputs["description"], "Managed by Pulumi");
            assert.match(String(group.outputs["arn"]), new RegExp(`security-group/${group.id}$`));
        });
        it("refuses names kept by AWS, and signs", () => {
            refusedInput("name", /kept for ids/, () => net.group(vpc.id, { name: "sg-web" }));
            refusedInput("name", /VPC itself/, () => net.group(vpc.id, { name: "default" }));
            refusedInput("name", /characters other than/, () => net.group(vpc.id, { name: "web<1>" }));
            refusedInput("name", /256 characters/, () => net.group(vpc.id, { name: "x".repeat(256) }));
            refusedInput("description", /others than/, () => net.group(vpc.id, { description: "für alle" }));
        });
        it("has a name once in a VPC", () => {
            net.group(vpc.id, { name: "web" });
            refused("InvalidGroup.Duplicate", () => net.group(vpc.id, { name: "web" }));
            net.group(net.vpc().id, { name: "web" });
        });
        it("needs a VPC that exists", () => {
            refused("InvalidVpcID.NotFound", () => net.group("vpc-1"));
        });
        it("goes into the default VPC when none is named", () => {
            const group = net.make("ec2/securityGroup:SecurityGroup", {});
            const { id } = net.aws.invoke("aws:ec2/getVpc:getVpc", { default: true });
            assert.equal(group.outputs["vpcId"], id);
        });
        it("is replaced for another description, name or VPC", () => {
            for (const key of ["description", "name", "vpcId"]) {
                assert.deepEqual(diff(groupModel, { [key]: "a" }, { [key]: "b" }).replaces, [key]);
            }
        });
        it("stops at the quota of rules in one direction", () => {
            raiseQuotas(net.world, { "vpc.rulesPerSecurityGroup": 2 });
            const ingress = [{ ...ssh, cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"] }];
            refused("RulesPerSecurityGroupLimitExceeded", () => net.group(vpc.id, { ingress }));
        });
    });

    describe("inline rules", () => {
        const inline = (rule: Properties) => net.group(vpc.id, { ingress: [{ ...ssh, ...rule }] });
        it("are taken in all forms of peer", () => {
            inline({ cidrBlocks: ["10.0.0.0/8"], ipv6CidrBlocks: ["::/0"], securityGroups: [group.id], self: true });
            inline({ protocol: "-1", fromPort: 0, toPort: 0 });
            inline({ protocol: "icmp", fromPort: -1, toPort: -1 });
        });
        for (const [what, rule, property, reason] of [
            ["a port above 65535", { toPort: 65536 }, "ingress[0].fromPort", /is no port/],
            ["a range upside down", { fromPort: 80 }, "ingress[0].fromPort", /greater than toPort/],
            ["ports with all protocols", { protocol: "-1" }, "ingress[0].fromPort", /must both be 0/],
            ["an unknown protocol", { protocol: "https" }, "ingress[0].protocol", /is no protocol/],
            ["a protocol number above 255", { protocol: "256" }, "ingress[0].protocol", /is no protocol/],
            ["host bits", { cidrBlocks: ["10.0.0.1/8"] }, "ingress[0].cidrBlocks[0]", /did you mean/],
            ["IPv4 among IPv6", { ipv6CidrBlocks: ["10.0.0.0/8"] }, "ingress[0].ipv6CidrBlocks[0]", /not a valid IPv6/],
            ["no peer", { cidrBlocks: [] }, "ingress[0].cidrBlocks", /names no peer/],
            ["an ICMP type above 255", { protocol: "icmp", fromPort: 256 }, "ingress[0].fromPort", /ICMP type/],
            ["a description with odd signs", { description: "ü" }, "ingress[0].description", /others than/],
        ] as const) {
            it(`refuse ${what}`, () => refusedInput(property, reason, () => inline(rule)));
        }
        it("say nothing of what is not known yet", () => {
            const rule = { ...ssh, cidrBlocks: Unknown.value, fromPort: Unknown.value };
            assert.deepEqual(net.aws.check(group.type, "x", { vpcId: vpc.id, ingress: [rule] }).problems, []);
        });
        it("repeat no other rule", () => {
            refused("InvalidPermission.Duplicate", () =>
                net.group(vpc.id, { ingress: [ssh, { ...ssh, protocol: "6" }] }),
            );
        });
        it("name groups of the same VPC", () => {
            const foreign = net.group(net.vpc().id);
            refused("InvalidGroup.NotFound", () => inline({ securityGroups: [foreign.id] }), /different networks/);
            refused("InvalidGroup.NotFound", () => inline({ securityGroups: ["sg-1"] }));
        });
        it("keep the group they name", () => {
            const named = inline({ securityGroups: [group.id] });
            refused("DependencyViolation", () => net.aws.delete(group), new RegExp(named.id));
            net.aws.delete(named);
            net.aws.delete(group);
        });
        it("are replaced as a whole by an update", () => {
            const made = net.group(vpc.id, { ingress: [ssh] });
            const changed = net.aws.update(made, "x", { vpcId: vpc.id, ingress: [ssh, { ...ssh, fromPort: 21 }] });
            assert.equal((changed.outputs["ingress"] as unknown[]).length, 2);
        });
    });

    describe("securityGroupRule", () => {
        it("has the id of its one permission", () => {
            assert.match(String(classic().outputs["securityGroupRuleId"]), /^sgr-/);
        });
        it("needs a peer, and not two kinds of it", () => {
            refusedInput("cidrBlocks", /names no peer/, () => classic({ cidrBlocks: [] }));
            refusedInput("self", /conflicts with cidrBlocks/, () => classic({ self: true }));
            refusedInput("sourceSecurityGroupId", /conflicts with cidrBlocks/, () =>
                classic({ sourceSecurityGroupId: group.id }),
            );
        });
        it("checks type, ports and ranges", () => {
            refusedInput("type", /ingress/, () => classic({ type: "inbound" }));
            refusedInput("fromPort", /must both be 0/, () => classic({ protocol: "all" }));
            refusedInput("cidrBlocks[0]", /did you mean/, () => classic({ cidrBlocks: ["10.0.0.1/8"] }));
        });
        it("needs a group that exists", () =>
            refused("InvalidGroup.NotFound", () => classic({ securityGroupId: "sg-1" })));
        it("repeats no rule of any other form", () => {
            classic();
            refused("InvalidPermission.Duplicate", () => classic());
            refused("InvalidPermission.Duplicate", () =>
                ingress({ ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "10.0.0.0/8" }),
            );
            egress({ ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "10.0.0.0/8" });
        });
    });

    describe("aws:vpc rules", () => {
        it("are taken in both directions", () => {
            assert.match(ingress(https).id, /^sgr-/);
            egress({ ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" });
        });
        it("have exactly one source", () => {
            refusedInput("cidrIpv6", /only one of/, () => ingress({ ...https, cidrIpv6: "::/0" }));
            refusedInput("cidrIpv4", /must be given/, () => ingress({ ipProtocol: "tcp", fromPort: 443, toPort: 443 }));
        });
        it("need ports for TCP and none for all protocols", () => {
            refusedInput("fromPort", /needs both/, () => ingress({ ipProtocol: "tcp", cidrIpv4: "0.0.0.0/0" }));
            refusedInput("fromPort", /leave out/, () => ingress({ ...https, ipProtocol: "-1" }));
        });
        it("refuse host bits and the other family", () => {
            refusedInput("cidrIpv4", /did you mean/, () => ingress({ ...https, cidrIpv4: "10.0.0.1/24" }));
            refusedInput("cidrIpv4", /not a valid IPv4/, () => ingress({ ...https, cidrIpv4: "::/0" }));
        });
        it("repeat no other rule", () => {
            ingress(https);
            refused("InvalidPermission.Duplicate", () => ingress(https));
        });
        it("change in place, to what is not there yet", () => {
            const first = ingress(https);
            const second = ingress({ ...https, fromPort: 80, toPort: 80 });
            const inputs = { securityGroupId: group.id, ...https };
            net.aws.update(first, "x", { ...inputs, description: "open" });
            refused("InvalidPermission.Duplicate", () => net.aws.update(second, "y", inputs));
        });
        it("need groups of this account and VPC", () => {
            refused("InvalidGroup.NotFound", () => ingress({ ...https, securityGroupId: "sg-1" }));
            const stranger = new Network(net.world, "999999999999");
            const inputs = { securityGroupId: group.id, ...https };
            refused("InvalidGroup.NotFound", () =>
                stranger.make("vpc/securityGroupIngressRule:SecurityGroupIngressRule", inputs),
            );
        });
    });

    describe("default group", () => {
        it("is the one the VPC came with", () => {
            const adopted = adopt({ ingress: [], egress: [] });
            assert.equal(adopted.id, vpc.outputs["defaultSecurityGroupId"]);
            assert.equal(adopted.outputs["name"], "default");
        });
        it("admits its members and everything out until it is adopted", () => {
            const all = {
                ipProtocol: "-1",
                cidrIpv4: "0.0.0.0/0",
                securityGroupId: String(vpc.outputs["defaultSecurityGroupId"]),
            };
            refused("InvalidPermission.Duplicate", () => egress(all));
            adopt();
            egress(all);
        });
        it("checks its rules as any group", () => {
            refusedInput("ingress[0].fromPort", /greater/, () => adopt({ ingress: [{ ...ssh, fromPort: 80 }] }));
            refused("InvalidGroup.NotFound", () => adopt({ ingress: [{ ...ssh, securityGroups: ["sg-1"] }] }));
        });
        it("belongs to a VPC of the account", () => {
            refused("InvalidVpcID.NotFound", () => adopt({}, "vpc-1"));
            adopt();
            assert.throws(() => adopt(), /does not model two adoptions/);
        });
        it("does not keep the VPC", () => {
            net.aws.delete(group);
            const adopted = adopt();
            net.aws.delete(adopted);
            net.aws.delete(vpc);
            assert.equal(net.world.count(), 0);
        });
    });
});
