import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { securityGroupNoWorldIngress as rule } from "../../../../policies/rules/ec2/securityGroupNoWorldIngress";
import { judge, judgeStack, passed, type Resource, unknown } from "../../support";

const group = (ingress: unknown, type = "aws:ec2/securityGroup:SecurityGroup"): Resource => ({
    type,
    name: "group",
    props: { vpcId: unknown, ingress },
});
const inline = (change: Record<string, unknown> = {}) => ({
    protocol: "tcp",
    fromPort: 22,
    toPort: 22,
    cidrBlocks: ["10.16.0.0/16"],
    ...change,
});
const oldRule = (change: Record<string, unknown> = {}): Resource => ({
    type: "aws:ec2/securityGroupRule:SecurityGroupRule",
    props: { type: "ingress", securityGroupId: unknown, ...inline(), ...change },
});
const newRule = (change: Record<string, unknown> = {}): Resource => ({
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    props: {
        securityGroupId: unknown,
        ipProtocol: "tcp",
        fromPort: 22,
        toPort: 22,
        cidrIpv4: "10.16.0.0/16",
        ...change,
    },
});
const world = { cidrBlocks: ["0.0.0.0/0"] };
const refuses = (resource: Resource) =>
    assert.equal(judge(rule, resource).violations.length, 1, JSON.stringify(resource));
const accepts = (resource: Resource) => assert.deepEqual(judge(rule, resource), passed, JSON.stringify(resource));

describe("ec2-security-group-no-world-ingress", () => {
    it("accepts a source inside the network, in all four forms", () => {
        accepts(group([inline()]));
        accepts(group([inline()], "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"));
        accepts(oldRule());
        accepts(newRule());
    });

    it("refuses port 22 open to the world, in all four forms", () => {
        refuses(group([inline(world)]));
        refuses(group([inline(world)], "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"));
        refuses(oldRule(world));
        refuses(newRule({ cidrIpv4: "0.0.0.0/0" }));
        refuses(newRule({ cidrIpv4: undefined, cidrIpv6: "::/0" }));
    });

    it("does not apply to other types", () => {
        assert.equal(
            judge(rule, { type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", props: {} }).applied,
            false,
        );
    });

    it("accepts HTTP and HTTPS open to the world", () => {
        accepts(
            group([
                inline({ ...world, fromPort: 443, toPort: 443 }),
                inline({ ...world, fromPort: "80", toPort: "80" }),
            ]),
        );
        accepts(newRule({ cidrIpv4: "0.0.0.0/0", fromPort: 443, toPort: 443 }));
    });

    it("refuses a range of ports that reaches beyond them", () => {
        refuses(oldRule({ ...world, fromPort: 80, toPort: 443 }));
        refuses(oldRule({ ...world, fromPort: 0, toPort: 65535 }));
        refuses(oldRule({ ...world, fromPort: 443, toPort: 444 }));
    });

    it("takes the open ports from its parameter", () => {
        const mail = oldRule({ ...world, fromPort: 25, toPort: 25 });
        refuses(mail);
        assert.deepEqual(judge(rule, mail, { openPorts: [25] }), passed);
        assert.equal(
            judge(rule, oldRule({ ...world, fromPort: 443, toPort: 443 }), { openPorts: [] }).violations.length,
            1,
        );
    });

    it("refuses every protocol at once, however it is written", () => {
        for (const protocol of ["-1", -1, "all", "ALL"]) {
            refuses(oldRule({ ...world, protocol, fromPort: 0, toPort: 0 }));
        }
        refuses(newRule({ cidrIpv4: "0.0.0.0/0", ipProtocol: "-1", fromPort: null, toPort: undefined }));
    });

    it("reads protocols by number and in any case", () => {
        for (const protocol of ["6", 6, "TCP", "17", "udp", "icmp", "1", 58, "50"]) {
            refuses(oldRule({ ...world, protocol }));
        }
        accepts(oldRule({ ...world, protocol: "6", fromPort: 443, toPort: 443 }));
    });

    it("accepts ICMP for path MTU discovery only", () => {
        accepts(oldRule({ ...world, protocol: "icmp", fromPort: 3, toPort: 4 }));
        refuses(oldRule({ ...world, protocol: "icmp", fromPort: -1, toPort: -1 }));
    });

    it("ignores egress", () => {
        accepts(oldRule({ ...world, type: "egress" }));
    });

    it("sees the world in two halves, or in one block that is half of it", () => {
        refuses(oldRule({ cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }));
        refuses(
            group(
                [inline({ cidrBlocks: ["0.0.0.0/1"] }), inline({ cidrBlocks: ["128.0.0.0/2", "192.0.0.0/2"] })].slice(
                    0,
                    1,
                ),
            ),
        );
        refuses(group([inline({ cidrBlocks: ["0.0.0.0/2", "64.0.0.0/3"] }), inline({ cidrBlocks: ["128.0.0.0/2"] })]));
        refuses(newRule({ cidrIpv4: undefined, cidrIpv6: "2000::/3" }));
    });

    it("does not add up sources of different ports", () => {
        accepts(
            group([
                inline({ cidrBlocks: ["0.0.0.0/2"], fromPort: 22, toPort: 22 }),
                inline({ cidrBlocks: ["64.0.0.0/2"], fromPort: 23, toPort: 23 }),
            ]),
        );
    });

    it("reads odd spellings of a block", () => {
        for (const cidr of [" 0.0.0.0/0 ", "0/0", "10.1.2.3/0", "0.0.0.0/00"]) {
            refuses(oldRule({ cidrBlocks: [cidr] }));
        }
        for (const cidr of ["0::0/0", "0:0:0:0:0:0:0:0/0", "::1/0"]) {
            refuses(oldRule({ cidrBlocks: [], ipv6CidrBlocks: cidr }));
        }
    });

    it("takes a bare value in place of a list, and null for none", () => {
        refuses(group(inline({ cidrBlocks: "0.0.0.0/0" })));
        accepts(group(null));
        accepts(group([inline({ cidrBlocks: null, securityGroups: [unknown] })]));
    });

    it("decides by what is known although another rule is not", () => {
        const verdict = judge(rule, group([unknown, inline(world), inline({ cidrBlocks: [unknown, "0.0.0.0/0"] })]));
        assert.equal(verdict.violations.length, 2);
        assert.equal(verdict.undecided.length, 2);
        assert.match(verdict.undecided[0] ?? "", /ingress\.0 is not known yet/);
    });

    it("is undecided about a source that is not known, unless the port may be open anyway", () => {
        assert.match(judge(rule, oldRule({ cidrBlocks: unknown })).undecided[0] ?? "", /cidrBlocks is not known yet/);
        accepts(oldRule({ cidrBlocks: unknown, fromPort: 443, toPort: 443 }));
    });

    it("is undecided about a port that is not known only where the source is the world", () => {
        assert.match(
            judge(rule, oldRule({ ...world, fromPort: unknown })).undecided[0] ?? "",
            /fromPort is not known yet/,
        );
        accepts(oldRule({ fromPort: unknown }));
    });

    it("is undecided about a block it cannot read", () => {
        assert.match(
            judge(rule, oldRule({ cidrBlocks: ["everywhere"] })).undecided[0] ?? "",
            /"everywhere" in cidrBlocks/,
        );
    });

    it("refuses UDP on the ports of HTTPS unless a parameter opens it", () => {
        const quic = oldRule({ ...world, protocol: "udp", fromPort: 443, toPort: 443 });
        refuses(quic);
        assert.deepEqual(judge(rule, quic, { openUdpPorts: [443] }), passed);
    });

    it("reads lists in lists", () => {
        refuses(group([[inline(world)]]));
        refuses(oldRule({ cidrBlocks: [["10.0.0.0/8", ["0.0.0.0/0"]]] }));
    });

    it("is undecided about a rule or a source of another shape", () => {
        assert.match(judge(rule, group(["tcp 22"])).undecided[0] ?? "", /ingress 1 is no map/);
        assert.match(
            judge(rule, oldRule({ cidrBlocks: [{ cidr: "0.0.0.0/0" }] })).undecided[0] ?? "",
            /is no CIDR block/,
        );
    });

    it("adds up the rules of a group although the direction of another rule is not known", () => {
        const half = (name: string, cidrIpv4: string) => ({ ...newRule({ cidrIpv4, securityGroupId: "sg-1" }), name });
        const late = { ...oldRule({ type: unknown, securityGroupId: "sg-1" }), name: "late" };
        const verdict = judgeStack(rule, [late, half("a", "0.0.0.0/2"), half("b", "64.0.0.0/2")]);
        assert.deepEqual([verdict.violations.length, verdict.undecided.length], [1, 0]);
    });

    it("judges four thousand rules of one group in no time", () => {
        const part = inline({ cidrBlocks: ["10.0.0.0/8"] });
        const many = Array.from({ length: 2000 }, (_, n) =>
            inline({ cidrBlocks: ["0.0.0.0/2"], fromPort: n % 2, toPort: 1 }),
        );
        const others = Array.from({ length: 2000 }, () => ({ ...part, protocol: "udp", cidrBlocks: ["64.0.0.0/2"] }));
        const begun = Date.now();
        accepts(group([...many, ...others]));
        assert.ok(Date.now() - begun < 1000);
    });

    it("adds up the rule resources of one group", () => {
        const half = (name: string, cidrIpv4: string): Resource => ({
            ...newRule({ cidrIpv4 }),
            name,
            dependsOn: { securityGroupId: ["group"] },
        });
        const stack = [group([]), half("a", "0.0.0.0/2"), half("b", "64.0.0.0/2")];
        for (const resource of stack) {
            accepts(resource);
        }
        assert.equal(judgeStack(rule, stack).violations.length, 1);
        const other = { ...half("b", "64.0.0.0/2"), dependsOn: { securityGroupId: ["other"] } };
        const otherGroup = { ...group([]), name: "other" };
        assert.deepEqual(judgeStack(rule, [group([]), otherGroup, half("a", "0.0.0.0/2"), other]), passed);
    });

    it("never lets a violating rule pass by permuting, wrapping or re-spelling it", () => {
        const spelling = fc.record({
            port: fc.constantFrom<unknown>(22, "22", " 22"),
            protocol: fc.constantFrom<unknown>("tcp", "TCP", 6, "6", "-1", "all"),
            cidr: fc.constantFrom<unknown>(
                "0.0.0.0/0",
                ["0.0.0.0/0"],
                "0/0",
                ["10.0.0.0/8", "1.2.3.4/0"],
                ["::/0"],
                "::0/0",
            ),
            key: fc.constantFrom("cidrBlocks", "ipv6CidrBlocks"),
            others: fc.array(fc.constantFrom<unknown>(inline(), unknown, null, inline({ cidrBlocks: [unknown] })), {
                maxLength: 4,
            }),
            at: fc.nat(4),
        });
        fc.assert(
            fc.property(spelling, ({ port, protocol, cidr, key, others, at }) => {
                const bad = { protocol, fromPort: port, toPort: port, [key]: cidr };
                const ingress = [...others.slice(0, at), bad, ...others.slice(at)];
                assert.ok(judge(rule, group(ingress)).violations.length > 0);
            }),
        );
    });
});
