import { cidrProblem } from "../../checks/cidr";
import type { Problem } from "../../kernel/model";
import { isList, isUnknown, type Properties } from "../../kernel/values";
import { number, text, texts } from "./inputs";

/** One rule as AWS keeps it: one direction, one protocol and port range, one peer. */
export interface Permission {
    readonly direction: "ingress" | "egress";
    readonly protocol: string;
    readonly from: number;
    readonly to: number;
    /** A range, a prefix list id or a security group id. */
    readonly peer: string;
}

const named: { readonly [protocol: string]: string } = {
    all: "-1",
    "1": "icmp",
    "6": "tcp",
    "17": "udp",
    "58": "icmpv6",
};

/** AWS's own name: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html (IpProtocol) */
export function canonicalProtocol(protocol: string): string {
    const lower = protocol.toLowerCase();
    return named[lower] ?? lower;
}

function isProtocol(protocol: string): boolean {
    if (["-1", "tcp", "udp", "icmp", "icmpv6"].includes(protocol)) return true;
    return /^\d{1,3}$/.test(protocol) && Number(protocol) <= 255;
}

/** Ports of TCP and UDP, types and codes of ICMP, none for other protocols. `zero` is how a form writes "all ports". */
export function portProblems(
    rule: Properties,
    protocolKey: string,
    place: string,
    zero: "required" | "absent",
): Problem[] {
    const given = text(rule, protocolKey);
    if (given === undefined) return [];
    const protocol = canonicalProtocol(given);
    if (!isProtocol(protocol)) {
        const reason = `"${given}" is no protocol; allowed are tcp, udp, icmp, icmpv6, -1 (all) and numbers from 0 to 255`;
        return [{ property: `${place}${protocolKey}`, reason }];
    }
    if (isUnknown(rule["fromPort"]) || isUnknown(rule["toPort"])) return [];
    const [from, to] = [number(rule, "fromPort"), number(rule, "toPort")];
    const at = `${place}fromPort`;
    if (protocol === "-1") {
        if (zero === "required" && (from !== 0 || to !== 0)) {
            return [
                {
                    property: at,
                    reason: `protocol -1 means all ports: fromPort and toPort must both be 0, not ${from} and ${to}`,
                },
            ];
        }
        if (zero === "absent" && (from !== undefined || to !== undefined)) {
            return [{ property: at, reason: "protocol -1 means all ports: leave out fromPort and toPort" }];
        }
        return [];
    }
    if (protocol === "tcp" || protocol === "udp") return portRange(protocol, from, to, at);
    if (protocol === "icmp" || protocol === "icmpv6") {
        const wrong = [from, to].find((value) => value !== undefined && (value < -1 || value > 255));
        return wrong === undefined
            ? []
            : [{ property: at, reason: `ICMP type and code lie between -1 (all) and 255, not ${wrong}` }];
    }
    return [];
}

function portRange(protocol: string, from: number | undefined, to: number | undefined, at: string): Problem[] {
    if (from === undefined || to === undefined) {
        return [{ property: at, reason: `${protocol} needs both fromPort and toPort` }];
    }
    const wrong = [from, to].find((port) => !Number.isInteger(port) || port < 0 || port > 65535);
    if (wrong !== undefined) return [{ property: at, reason: `${wrong} is no port; allowed is 0 to 65535` }];
    return from > to ? [{ property: at, reason: `fromPort ${from} is greater than toPort ${to}` }] : [];
}

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRuleUpdate.html
const descriptionForm = /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]{0,255}$/;

export function descriptionProblems(rule: Properties, place = ""): Problem[] {
    const description = text(rule, "description");
    if (description === undefined || descriptionForm.test(description)) return [];
    const reason = `"${description}" has more than 255 characters, or others than letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*`;
    return [{ property: `${place}description`, reason }];
}

export function rangeProblems(rule: Properties, key: string, family: "ipv4" | "ipv6", place: string): Problem[] {
    const value = rule[key];
    const blocks = isList(value) ? value : [value];
    return blocks.flatMap((block, index) => {
        const reason = typeof block === "string" ? cidrProblem(block, family) : undefined;
        if (reason === undefined) return [];
        return [{ property: `${place}${key}${isList(value) ? `[${index}]` : ""}`, reason }];
    });
}

const peerLists = ["cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "securityGroups"] as const;

/** Problems of one rule written inside a group. */
export function inlineProblems(rule: Properties, place: string): Problem[] {
    const unknown = [...peerLists, "self"].some((key) => isUnknown(rule[key]));
    const peers = peerLists.some((key) => isList(rule[key]) && rule[key].length > 0) || rule["self"] === true;
    const problems = [
        ...portProblems(rule, "protocol", place, "required"),
        ...descriptionProblems(rule, place),
        ...rangeProblems(rule, "cidrBlocks", "ipv4", place),
        ...rangeProblems(rule, "ipv6CidrBlocks", "ipv6", place),
    ];
    if (!peers && !unknown) {
        const reason = `the rule names no peer; give one of ${peerLists.join(", ")} or self`;
        problems.push({ property: `${place}cidrBlocks`, reason });
    }
    return problems;
}

/** What an inline rule or a securityGroupRule means: a permission for each peer. */
export function permissionsOf(rule: Properties, direction: Permission["direction"], groupId: string): Permission[] {
    const source = text(rule, "sourceSecurityGroupId");
    const peers = [
        ...peerLists.flatMap((key) => texts(rule[key])),
        ...(source === undefined ? [] : [source]),
        ...(rule["self"] === true ? [groupId] : []),
    ];
    const protocol = canonicalProtocol(text(rule, "protocol") ?? "-1");
    return peers.map((peer) => ({ direction, protocol, ...portsOf(rule, protocol), peer }));
}

/** Ports as AWS keeps them; -1 where the protocol has none. */
export function portsOf(rule: Properties, protocol: string): { from: number; to: number } {
    if (!["tcp", "udp", "icmp", "icmpv6"].includes(protocol)) return { from: -1, to: -1 };
    return { from: number(rule, "fromPort") ?? -1, to: number(rule, "toPort") ?? -1 };
}

export function samePermission(left: Permission, right: Permission): boolean {
    return (
        left.direction === right.direction &&
        left.protocol === right.protocol &&
        left.from === right.from &&
        left.to === right.to &&
        left.peer === right.peer
    );
}
