import * as z from "zod/mini";
import { type AddressRange, contains, parseCidr } from "../../kit/cidr";
import { defineRule } from "../../kit/rule";
import { asText } from "../../kit/values";

const cidr = z
    .string()
    .check(z.refine((text) => parseCidr(text) !== undefined, "must be a CIDR block such as 10.16.0.0/16"));

export const vpcCidrInsideRange = defineRule({
    id: "ec2-vpc-cidr-inside-range",
    title: "networks stay inside the address range of the environment",
    why: "ranges that overlap another environment or the company network can never be connected, and cannot be changed later",
    fix: "take the block from the environment's range, or extend the parameter `ranges` if the address plan was changed",
    severity: "high",
    types: [
        "aws:ec2/vpc:Vpc",
        "aws:ec2/subnet:Subnet",
        "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
    ],
    sources: ["S001-008", "S001-012"],
    parameters: {
        /** IPv4 ranges of the environment. By default any private range (RFC 1918). */
        ranges: z._default(z.array(cidr).check(z.minLength(1)), ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]),
    },
    resource: ({ props }, findings, { ranges }) => {
        const text = asText(props["cidrBlock"]);
        if (text === undefined) {
            return;
        }
        const block = parseCidr(text);
        if (block === undefined) {
            findings.unreadable(`cidrBlock "${text}" is no CIDR block`);
        } else if (!ranges.some((range) => containsText(range, block))) {
            findings.violation(`cidrBlock ${text} is outside ${ranges.join(", ")}`);
        }
    },
});

function containsText(range: string, block: AddressRange): boolean {
    const outer = parseCidr(range);
    return outer !== undefined && contains(outer, block);
}
