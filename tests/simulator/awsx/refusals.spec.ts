import assert from "node:assert/strict";
import { type Inputs, Output } from "../../../simulator/awsx/input";
import { NotModelled } from "../../../simulator/kernel/errors";
import { layout, plan, tier } from "./plannedVpc";

const nat = (strategy: string, elasticIpAllocationIds: string[] = []): Inputs => ({
    natGateways: { strategy, elasticIpAllocationIds },
});
const interfaceEndpoint = { serviceName: "ssm", vpcEndpointType: "Interface" };

/** Messages of the real component, read off it run from its public source. */
const refused: [title: string, change: Inputs, message: string | RegExp][] = [
    [
        "a NAT gateway without public subnets",
        { ...nat("Single"), subnetSpecs: [tier("Private", 0)] },
        "If NAT Gateway strategy is 'OnePerAz' or 'Single', public subnets must be declared to host the NAT Gateway " +
            "resource, along with private or isolated subnets to route through it.",
    ],
    ["a NAT gateway for public subnets only", { ...nat("OnePerAz"), subnetSpecs: [tier("Public", 0)] }, /^If NAT/],
    ["an unknown NAT strategy", nat("Two"), "Unknown NatGatewayStrategy 'Two'"],
    [
        "Elastic IPs without NAT gateways",
        nat("None", ["a"]),
        "Elastic IP allocation IDs cannot be specified when NAT Gateway strategy is 'None'.",
    ],
    [
        "two Elastic IPs for one gateway",
        nat("Single", ["a", "b"]),
        "Exactly one Elastic IP may be specified when NAT Gateway strategy is 'Single'.",
    ],
    [
        "too few Elastic IPs",
        nat("OnePerAz", ["a"]),
        "The number of Elastic IPs, if specified, must match the number of availability zones for the VPC (2) when NAT " +
            "Gateway strategy is 'OnePerAz'",
    ],
    [
        "every problem of the specs at once",
        {
            subnetSpecs: [
                tier("Public", 0, {}, 3),
                tier("Private", 1, { cidrMask: 23 }),
                { type: "Isolated" },
                tier("Isolated", 3, { size: 77 }),
            ],
        },
        /^Invalid subnet specifications:\n - Multiple subnet specs of type "isolated".* - The following subnet sizes are invalid: 77\. .* - The number of CIDR blocks in subnetSpecs\[0\] must match the number of availability zones \(2\)\.\n - The cidrMask in subnetSpecs\[1\].* - If any subnet spec has explicit cidrBlocks, all .* - The size in subnetSpecs\[3\]/s,
    ],
    ["no subnet at all", { subnetSpecs: [] }, "No subnets specified"],
    [
        "a CIDR block that is none",
        { subnetSpecs: [{ type: "Public", cidrBlocks: ["x!", "y"] }] },
        "Invalid net address: x!",
    ],
    [
        "gaps under strategy Exact, to the end of the VPC",
        { subnetStrategy: "Exact", subnetSpecs: [tier("Public", 0)] },
        "There are gaps in the subnet ranges. Please fix the following gaps: net-public-1 (10.0.0.0/24) <=> net-public-2 " +
            "(10.0.64.0/24), net-public-2 (ending 10.0.64.254) ends before VPC ends (at 10.0.255.254})",
    ],
    [
        "a first subnet away from the start under strategy Exact",
        { subnetStrategy: "Exact", subnetSpecs: [tier("Public", 1)] },
        /net-public-1 \(10\.0\.1\.0\/24\) does not start at the beginning of the VPC \(10\.0\.0\.0\/16\)/,
    ],
    [
        "zones both named and counted",
        { numberOfAvailabilityZones: 2 },
        "Only one of [availabilityZoneNames] and [numberOfAvailabilityZones] can be specified",
    ],
    [
        "zones that one Name tag cannot tell apart",
        { subnetNameTagStrategy: "AvailabilityZone", availabilityZoneNames: ["eu-west-1a", "eu-north-1a"] },
        /distinct suffixes, but "eu-west-1a" and "eu-north-1a" both reduce to "1a"\.$/,
    ],
    [
        "explicit blocks under AutoMerge",
        { subnetStrategy: "AutoMerge" },
        /^subnetStrategy="AutoMerge" does not support/,
    ],
    [
        "a pool together with a range and a length",
        { ipv4IpamPoolId: "pool", ipv4NetmaskLength: 20 },
        "Only one of 'cidrBlock', 'ipv4NetmaskLength' is allowed.",
    ],
    [
        "private names of endpoints in a VPC without DNS",
        { vpcEndpointStrategy: "Auto", enableDnsSupport: false, vpcEndpointSpecs: [interfaceEndpoint] },
        'vpcEndpointStrategy "Auto" requires enableDnsSupport to be true when Interface endpoint private DNS is enabled.',
    ],
];

const notModelled: [title: string, change: Inputs, what: RegExp][] = [
    ["strategy Legacy", { subnetStrategy: undefined }, /Legacy/],
    ["subnets sized by the component", { subnetSpecs: [{ type: "Public", cidrMask: 24 }] }, /sizing subnets by itself/],
    ["the default subnets", { subnetSpecs: undefined }, /sizing subnets by itself/],
    ["a range from a pool", { cidrBlock: undefined, ipv4IpamPoolId: "p", ipv4NetmaskLength: 20 }, /IPAM/],
    ["an unknown range", { cidrBlock: new Output(undefined) }, /an output as cidrBlock/],
    ["octal addresses", { subnetSpecs: [{ type: "Public", cidrBlocks: ["010.0.0.0/24", "10.0.1.0/24"] }] }, /notation/],
];

describe("what awsx.ec2.Vpc refuses", () => {
    for (const [title, change, message] of refused) {
        it(`refuses ${title} in the component's words`, () => {
            assert.throws(() => plan(layout(change)), { name: "Error", message });
        });
    }

    for (const [title, change, what] of notModelled) {
        it(`says that it does not model ${title}`, () => {
            assert.throws(
                () => plan(layout(change)),
                (error) => error instanceof NotModelled && what.test(error.message),
            );
        });
    }

    it("accepts a layout without gaps under strategy Exact, Unused specs included", () => {
        const subnetSpecs = [
            { type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.2.0/24"] },
            { type: "Unused", cidrBlocks: ["10.0.1.0/24", "10.0.3.0/24"] },
        ];
        plan(layout({ cidrBlock: "10.0.0.0/22", subnetStrategy: "Exact", subnetSpecs }));
    });
});
