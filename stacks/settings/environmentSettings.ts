import { z } from "zod";
import { accountId, accountName, cidr, name, organizationalUnitPath } from "./fields";

const tier = z
    .strictObject({
        type: z
            .enum(["public", "private", "isolated"], "public, private or isolated")
            .describe("public: internet gateway; private: NAT gateway; isolated: no way out of the VPC"),
        slot: z
            .int("a whole number")
            .describe("Reserved place in every zone's part of the range; the identity of the tier, never changed"),
        prefix: z.int("a prefix length, as in 24").describe("Prefix length of the tier's subnets"),
        shared: z
            .boolean("true or false")
            .optional()
            .describe(
                "Whether the environment's unit may use the subnets through RAM. Default: true but for public tiers",
            ),
    })
    .describe("One subnet per zone");

const network = z
    .strictObject({
        account: accountName.describe("Account that owns the VPC"),
        cidr: cidr.describe("Range of the VPC, /16 to /28; may not overlap another environment"),
        zones: z
            .array(z.string("a zone id, as in euw1-az1"), "a list of zone ids, as in euw1-az1")
            .min(2, "at least two zones")
            .describe("Zone ids in order; the position is the identity, so append new ones at the end"),
        zoneSlots: z
            .int("a power of two")
            .default(4)
            .describe("Parts the range is cut into for zones; fixed for the life of the VPC"),
        tierSlots: z
            .int("a power of two")
            .default(4)
            .describe("Parts a zone is cut into for tiers; fixed for the life of the VPC"),
        natGateways: z
            .enum(["none", "single", "per-zone"], "none, single or per-zone")
            .describe("NAT gateways, each about 33 USD a month plus traffic: none, one for all zones, or one in each"),
        tiers: z.record(name, tier).describe("Tiers by name"),
    })
    .describe("One VPC, shared with the environment's unit");

const spotGroup = z
    .strictObject({
        account: accountName.describe("Account the group runs in"),
        tier: name.describe("Shared tier whose subnets the group uses, all zones"),
        instanceTypes: z
            .array(z.string().regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, "an instance type, as in m7g.large"))
            .min(2, "at least two instance types: each type in each zone is a Spot pool of its own")
            .describe("Instance types of one architecture and about one size"),
        architecture: z
            .enum(["arm64", "x86_64"], "arm64 or x86_64")
            .default("arm64")
            .describe("Decides the machine image"),
        minSize: z.int("a whole number").min(0, "0 or more").describe("Fewest instances"),
        maxSize: z.int("a whole number").min(1, "1 or more").describe("Most instances"),
        onDemandBase: z
            .int("a whole number")
            .min(0, "0 or more")
            .default(0)
            .describe("Instances that are On-Demand always"),
        onDemandPercentage: z
            .int("a whole number")
            .min(0, "0 to 100")
            .max(100, "0 to 100")
            .default(0)
            .describe("Share of On-Demand above the base, in percent"),
    })
    .refine((group) => group.minSize <= group.maxSize, { path: ["minSize"], message: "at most maxSize" })
    .describe("A Spot-first Auto Scaling group");

const route = z
    .strictObject({
        source: z
            .string()
            .min(1, "the source of the events")
            .describe("`source` of the events, as in example.storefront"),
        detailTypes: z
            .array(z.string().min(1))
            .min(1, "at least one detail-type")
            .describe("`detail-type`s that are routed"),
        queue: name.describe("Name of the queue that receives them"),
    })
    .describe("From the bus to an encrypted queue with a dead-letter queue");

const eventBus = z
    .strictObject({
        account: accountName.describe("Account that holds the bus"),
        routes: z.record(name, route).default({}).describe("Routes by name"),
    })
    .describe("A custom event bus that admits the organization only");

const artifacts = z
    .strictObject({
        account: accountName.describe("Account that holds the domain, shared-services as a rule"),
        domain: z
            .string()
            .regex(/^[a-z][a-z0-9-]{0,48}[a-z0-9]$/, "2 to 50 lower-case letters, digits and hyphens")
            .describe("Name of the domain: one per organization, so in one stack only"),
    })
    .describe("The CodeArtifact domain of the organization");

/** Section `landing-zone:environment`: one environment such as dev or prod. */
export const environmentSettings = z
    .strictObject({
        organizationStack: z
            .string()
            .regex(
                /^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+)?$/,
                "a stack name (org) or organization/project/stack",
            )
            .optional()
            .describe("Stack that owns the organization; its account ids are read from there"),
        organization: z
            .strictObject({
                id: z.string().regex(/^o-[a-z0-9]{10,32}$/, "an organization id, as in o-a1b2c3d4e5"),
                organizationalUnitArn: z
                    .string()
                    .regex(
                        /^arn:aws[a-z-]*:organizations::\d{12}:ou\/o-[a-z0-9]+\/ou-[a-z0-9]+-[a-z0-9]+$/,
                        "the ARN of an organizational unit",
                    ),
                accounts: z.record(accountName, accountId).describe("Account ids by name"),
            })
            .optional()
            .describe("An organization that is not managed here; takes the place of organizationStack"),
        organizationalUnit: organizationalUnitPath.describe("Unit whose accounts use the environment"),
        deployRole: z
            .string()
            .regex(/^[\w+=,.@/-]{1,128}$/, "the name of an IAM role")
            .default("OrganizationAccountAccessRole")
            .describe("Role assumed in each account"),
        network,
        compute: z.record(name, spotGroup).default({}).describe("Spot groups by name"),
        events: z.record(name, eventBus).default({}).describe("Event buses by name"),
        artifacts: artifacts.optional(),
    })
    .refine((settings) => (settings.organizationStack === undefined) !== (settings.organization === undefined), {
        path: ["organizationStack"],
        message: "exactly one of organizationStack and organization",
    })
    .describe("One environment: its network, compute, events and packages");

export type EnvironmentSettings = z.output<typeof environmentSettings>;
