import * as z from "zod/mini";
import { Findings } from "../../kit/findings";
import { defineRule, type StackSubject } from "../../kit/rule";
import { ifKnown } from "../../kit/unknowns";
import { asText } from "../../kit/values";
import { groupTypes, type Ingress, readIngress, ruleTypes, worldOpening } from "./ingress";

const port = z.int().check(z.minimum(0), z.maximum(65535));

export const securityGroupNoWorldIngress = defineRule({
    id: "ec2-security-group-no-world-ingress",
    title: "no port is open to the world except HTTP and HTTPS",
    why: "a port open to the Internet is scanned within minutes; every other service has a narrower source",
    fix: "name the security group, prefix list or network that needs the port as its source, or use Session Manager",
    severity: "critical",
    types: [...groupTypes, ...ruleTypes],
    sources: ["S001-027", "S002-146"],
    controls: ["EC2.13", "EC2.14", "EC2.18", "EC2.19", "EC2.53", "EC2.54"],
    parameters: {
        /** TCP ports that may be open to the world. */
        openPorts: z._default(z.array(port), [80, 443]),
        /** UDP ports that may; 443 is for HTTP/3. By default none, as in Security Hub control EC2.18. */
        openUdpPorts: z._default(z.array(port), []),
    },
    resource: (subject, findings, { openPorts, openUdpPorts }) => {
        const rules = readIngress(subject, { tcp: openPorts, udp: openUdpPorts }, findings);
        const alone = rules.map((rule) => report([rule], rule.label, findings));
        if (!alone.includes(true)) {
            report(rules, "the ingress rules together", findings);
        }
    },
    // Halves of the Internet in separate rule resources of one group.
    stack: (subjects, findings, { openPorts, openUdpPorts }) => {
        const open = { tcp: openPorts, udp: openUdpPorts };
        for (const members of byGroup(subjects).values()) {
            // What is not known was said when the resource itself was judged.
            const rules = members.map((member) => ifKnown(() => readIngress(member, open, new Findings())) ?? []);
            const [first] = members;
            if (first !== undefined && members.length > 1 && !rules.some((own) => isOpen(own))) {
                report(rules.flat(), "the rules of one security group together", findings, first.urn);
            }
        }
    },
});

function report(rules: readonly Ingress[], label: string, findings: Findings, urn?: string): boolean {
    let found = false;
    findings.attempt(() => {
        const opening = worldOpening(rules);
        if (opening !== undefined) {
            found = true;
            findings.violation(`${label}: ${opening.ports} open to the world (${opening.sources})`, urn);
        }
    }, urn);
    return found;
}

function isOpen(rules: readonly Ingress[]): boolean {
    return ifKnown(() => worldOpening(rules)) !== undefined;
}

/** Rule resources with the group they belong to: by dependency, since ids of new groups are not known at preview. */
function byGroup(subjects: readonly StackSubject[]): Map<string, StackSubject[]> {
    const urnById = new Map<string, string>();
    for (const group of subjects.filter((subject) => groupTypes.includes(subject.type))) {
        const id = ifKnown(() => asText(group.props["id"]));
        if (id !== undefined) {
            urnById.set(id, group.urn);
        }
    }
    const groups = new Map<string, StackSubject[]>();
    for (const subject of subjects) {
        const key = groupTypes.includes(subject.type) ? subject.urn : groupOf(subject, urnById);
        if (key !== undefined) {
            const members = groups.get(key);
            if (members === undefined) {
                groups.set(key, [subject]);
            } else {
                members.push(subject);
            }
        }
    }
    return groups;
}

function groupOf(rule: StackSubject, urnById: ReadonlyMap<string, string>): string | undefined {
    const id = ifKnown(() => asText(rule.props["securityGroupId"]));
    if (id !== undefined) {
        return urnById.get(id) ?? id;
    }
    const dependencies = rule.propertyDependencies["securityGroupId"] ?? [];
    return (dependencies.find((one) => groupTypes.includes(one.type)) ?? dependencies[0])?.urn;
}
