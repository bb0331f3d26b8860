import { type AddressRange, coversWorld, parseCidr } from "../../kit/cidr";
import type { Findings } from "../../kit/findings";
import type { Subject } from "../../kit/rule";
import { ifKnown } from "../../kit/unknowns";
import { asNumber, asRecord, asText } from "../../kit/values";

export const groupTypes = ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"];
export const ruleTypes = [
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
];

/** Ports (or for ICMP nothing) of one protocol; `all` stands for every protocol and port. */
interface Span {
    readonly protocol: string;
    readonly from: number;
    readonly to: number;
}

/** Ports that may be open to the world. */
export interface OpenPorts {
    readonly tcp: readonly number[];
    readonly udp: readonly number[];
}

/** One ingress rule, whatever form it was written in, without the ports that may be open. */
export interface Ingress {
    readonly label: string;
    readonly ranges: readonly AddressRange[];
    readonly sources: readonly string[];
    /** Throws when the ports are not known. */
    spans(): readonly Span[];
}

/** The ingress rules of a group or of a rule resource that could open a port other than those in `open` to someone. */
export function readIngress(subject: Subject, open: OpenPorts, findings: Findings): Ingress[] {
    const { props, type } = subject;
    const result: Ingress[] = [];
    const read = (raw: unknown, label: string) => {
        const rule = asRecord(raw);
        if (rule === undefined && raw !== null && raw !== undefined) {
            findings.unreadable(`${label} is no map with ports and sources`);
        }
        if (rule !== undefined && ifKnown(() => spansOf(rule, open))?.length !== 0) {
            result.push(readOne(rule, label, open, findings));
        }
    };
    if (groupTypes.includes(type)) {
        findings.each(
            () => props["ingress"],
            (raw, index) => read(raw, `ingress ${index + 1}`),
        );
    } else if (type !== "aws:ec2/securityGroupRule:SecurityGroupRule" || isIngress(props)) {
        read(props, "the rule");
    }
    return result;
}

function isIngress(props: Readonly<Record<string, unknown>>): boolean {
    return asText(props["type"])?.toLowerCase() !== "egress";
}

const sourceKeys = ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6"];

function readOne(rule: Readonly<Record<string, unknown>>, label: string, open: OpenPorts, findings: Findings): Ingress {
    const ranges: AddressRange[] = [];
    const sources: string[] = [];
    for (const key of sourceKeys) {
        findings.each(
            () => rule[key],
            (value) => {
                const text = asText(value);
                const range = text === undefined ? undefined : parseCidr(text);
                if (range !== undefined && text !== undefined) {
                    ranges.push(range);
                    sources.push(text);
                } else if (value !== null && value !== undefined && value !== "") {
                    findings.unreadable(`${label}: ${JSON.stringify(value)} in ${key} is no CIDR block`);
                }
            },
        );
    }
    return { label, ranges, sources, spans: () => spansOf(rule, open) };
}

const protocolNumbers: Readonly<Record<string, string>> = {
    "-1": "all",
    "1": "icmp",
    "6": "tcp",
    "17": "udp",
    "58": "icmpv6",
};
const lastPort = 65535;

function spansOf(rule: Readonly<Record<string, unknown>>, open: OpenPorts): Span[] {
    const written = (asText(rule["protocol"]) ?? asText(rule["ipProtocol"]) ?? "-1").toLowerCase();
    const protocol = protocolNumbers[written] ?? written;
    const everything = { protocol, from: 0, to: lastPort };
    if (protocol === "icmp" || protocol === "icmpv6") {
        return isPathMtuDiscovery(protocol, asNumber(rule["fromPort"]), asNumber(rule["toPort"])) ? [] : [everything];
    }
    if (protocol !== "tcp" && protocol !== "udp") {
        return [everything];
    }
    const from = asNumber(rule["fromPort"]) ?? 0;
    const to = asNumber(rule["toPort"]) ?? lastPort;
    if (from < 0 || to < 0) {
        return [everything];
    }
    return without({ protocol, from: Math.min(from, to), to: Math.max(from, to) }, open[protocol]);
}

/**
 * "Fragmentation needed" and "packet too big", which AWS asks to let in so that large packets arrive
 * (docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html).
 */
function isPathMtuDiscovery(protocol: string, type: number | undefined, code: number | undefined): boolean {
    return protocol === "icmp" ? type === 3 && code === 4 : type === 2;
}

function without(span: Span, ports: readonly number[]): Span[] {
    const inside = ports.filter((port) => port >= span.from && port <= span.to).sort((a, b) => a - b);
    const spans: Span[] = [];
    let from = span.from;
    for (const port of inside) {
        if (port > from) {
            spans.push({ ...span, from, to: port - 1 });
        }
        from = Math.max(from, port + 1);
    }
    return from <= span.to ? [...spans, { ...span, from }] : spans;
}

/** What these rules, taken together, open to the world; undefined when nothing. */
export function worldOpening(
    rules: readonly Ingress[],
): { readonly ports: string; readonly sources: string } | undefined {
    if (!coversWorld(rules.flatMap((rule) => rule.ranges))) {
        return undefined;
    }
    const open = rules
        .filter((rule) => rule.ranges.length > 0)
        .flatMap((rule) => rule.spans().map((span) => ({ span, rule })));
    // The most rules overlap where one of them begins, so only those points need a look.
    const seen = new Set<string>();
    for (const { span: at } of open) {
        if (seen.size === seen.add(`${at.protocol} ${at.from}`).size) {
            continue;
        }
        const here = open.filter(
            ({ span }) =>
                (span.protocol === at.protocol || span.protocol === "all") &&
                span.from <= at.from &&
                at.from <= span.to,
        );
        if (coversWorld(here.flatMap(({ rule }) => rule.ranges))) {
            const to = Math.min(...here.map(({ span }) => span.to));
            const sources = new Set(here.flatMap(({ rule }) => rule.sources));
            return { ports: describe(at.protocol, at.from, to), sources: [...sources].join(", ") };
        }
    }
    return undefined;
}

function describe(protocol: string, from: number, to: number): string {
    if (protocol === "all") {
        return "every protocol and port";
    }
    if (protocol !== "tcp" && protocol !== "udp") {
        return `protocol ${protocol}`;
    }
    return from === to ? `${protocol} port ${from}` : `${protocol} ports ${from}-${to}`;
}
