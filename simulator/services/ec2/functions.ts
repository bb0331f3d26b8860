import { NotModelled } from "../../kernel/errors";
import type { Call, FunctionModel } from "../../kernel/model";
import { hex, isObject, type Properties, type Value } from "../../kernel/values";
import type { Entity } from "../../kernel/world";
import { defaultVpc, isDefault } from "./defaultVpc";
import { objects, text, texts } from "./inputs";
import { subnetInSight } from "./lookup";
import { subnetType, vpcType } from "./types";

/** What a filter of EC2 reads from a thing. */
type Fields = { readonly [filter: string]: (record: Entity) => Value | undefined };

const vpcFields: Fields = {
    cidr: ({ outputs }) => outputs["cidrBlock"],
    "cidr-block": ({ outputs }) => outputs["cidrBlock"],
    "is-default": (record) => String(isDefault(record)),
    isDefault: (record) => String(isDefault(record)),
    "owner-id": ({ scope }) => scope.account,
    state: () => "available",
    "vpc-id": ({ id }) => id,
};

const subnetFields: Fields = {
    "availability-zone": ({ outputs }) => outputs["availabilityZone"],
    "availability-zone-id": ({ outputs }) => outputs["availabilityZoneId"],
    "cidr-block": ({ outputs }) => outputs["cidrBlock"],
    "default-for-az": (record) => String(isDefault(record)),
    defaultForAz: (record) => String(isDefault(record)),
    "map-public-ip-on-launch": ({ inputs }) => String(inputs["mapPublicIpOnLaunch"] ?? false),
    "owner-id": ({ scope }) => scope.account,
    state: () => "available",
    "subnet-id": ({ id }) => id,
    "vpc-id": ({ inputs }) => inputs["vpcId"],
};

/** Whether a record answers to all filters and tags; a filter that is not modelled is said, not ignored. */
function answers(record: Entity, args: Properties, fields: Fields): boolean {
    const tags = isObject(record.outputs["tagsAll"]) ? record.outputs["tagsAll"] : {};
    const wanted = isObject(args["tags"]) ? Object.entries(args["tags"]) : [];
    return (
        wanted.every(([key, value]) => tags[key] === value) &&
        objects(args["filters"]).every((filter) => {
            const name = text(filter, "name") ?? "";
            const tag = /^tag:(.+)$/.exec(name)?.[1];
            const field = tag === undefined ? fields[name] : () => tags[tag];
            if (field === undefined) throw new NotModelled(`the filter ${name}`);
            const value = field(record);
            return typeof value === "string" && texts(filter["values"]).some((pattern) => matches(pattern, value));
        })
    );
}

/** `*` and `?` of a filter: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html */
function matches(pattern: string, value: string): boolean {
    const literal = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`^${literal.replace(/\*/g, ".*").replace(/\?/g, ".")}$`, "s").test(value);
}

function onlyOne(call: Call, found: readonly Entity[], kind: string): Entity {
    const [only, ...others] = found;
    if (only === undefined) return call.fail("NotFound", `no matching EC2 ${kind} found`, 404);
    if (others.length > 0)
        call.fail("InvalidParameterValue", `multiple EC2 ${kind}s matched; use additional constraints`);
    return only;
}

const idMatches = (record: Entity, args: Properties): boolean => (text(args, "id") ?? record.id) === record.id;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html */
const getVpc: FunctionModel = {
    token: "aws:ec2/getVpc:getVpc",
    service: "EC2",
    operation: "DescribeVpcs",
    invoke(call, args) {
        defaultVpc(call);
        const found = call.world
            .list(vpcType, call.scope)
            .filter((vpc) => args["default"] !== true || isDefault(vpc))
            .filter((vpc) => (text(args, "cidrBlock") ?? vpc.outputs["cidrBlock"]) === vpc.outputs["cidrBlock"])
            .filter((vpc) => idMatches(vpc, args) && answers(vpc, args, vpcFields));
        const vpc = onlyOne(call, found, "VPC");
        const { outputs } = vpc;
        const block = String(outputs["cidrBlock"]);
        return {
            ...pick(outputs, ["arn", "dhcpOptionsId", "enableDnsHostnames", "enableNetworkAddressUsageMetrics"]),
            ...pick(outputs, ["instanceTenancy", "mainRouteTableId", "ownerId"]),
            cidrBlock: block,
            cidrBlockAssociations: [
                {
                    associationId: `vpc-cidr-assoc-${hex(`${vpc.id} ${block}`, 17)}`,
                    cidrBlock: block,
                    state: "associated",
                },
            ],
            default: isDefault(vpc),
            enableDnsSupport: outputs["enableDnsSupport"] ?? true,
            id: vpc.id,
            ipv6AssociationId: outputs["ipv6AssociationId"] ?? "",
            ipv6CidrBlock: outputs["ipv6CidrBlock"] ?? "",
            region: call.scope.region,
            state: "available",
            tags: outputs["tagsAll"] ?? {},
        };
    },
};

function visibleSubnets(call: Call, args: Properties): Entity[] {
    defaultVpc(call);
    return call.world
        .list(subnetType)
        .filter((subnet) => subnetInSight(call.world, call.scope, subnet.id) !== undefined)
        .filter((subnet) => answers(subnet, args, subnetFields));
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html */
const getSubnets: FunctionModel = {
    token: "aws:ec2/getSubnets:getSubnets",
    service: "EC2",
    operation: "DescribeSubnets",
    invoke: (call, args) => ({
        ...args,
        id: call.scope.region,
        ids: visibleSubnets(call, args).map(({ id }) => id),
        region: call.scope.region,
    }),
};

const getSubnet: FunctionModel = {
    token: "aws:ec2/getSubnet:getSubnet",
    service: "EC2",
    operation: "DescribeSubnets",
    invoke(call, args) {
        const own = ["availabilityZone", "availabilityZoneId", "cidrBlock", "vpcId"];
        const found = visibleSubnets(call, args)
            .filter((subnet) => idMatches(subnet, args))
            .filter(({ outputs }) => own.every((key) => (text(args, key) ?? outputs[key]) === outputs[key]))
            .filter((subnet) => args["defaultForAz"] !== true || isDefault(subnet));
        const subnet = onlyOne(call, found, "Subnet");
        return {
            ...pick(subnet.outputs, [...own, "arn", "ipv6CidrBlock", "ownerId"]),
            defaultForAz: isDefault(subnet),
            id: subnet.id,
            mapPublicIpOnLaunch: subnet.inputs["mapPublicIpOnLaunch"] ?? false,
            region: call.scope.region,
            state: "available",
            tags: subnet.outputs["tagsAll"] ?? {},
        };
    },
};

/** Owners whose images are public: Amazon by alias, Canonical and Debian by account. */
const publishers: readonly string[] = ["amazon", "aws-marketplace", "137112412989", "099720109477", "136693071363"];

/**
 * An image of a known publisher exists for any filter, as a stand-in: the same filter gives the same image. Which images there
 * are is not modelled, nor are anybody else's. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html
 */
const getAmi: FunctionModel = {
    token: "aws:ec2/getAmi:getAmi",
    service: "EC2",
    operation: "DescribeImages",
    invoke(call, args) {
        const owners = texts(args["owners"]);
        if (!owners.some((owner) => publishers.includes(owner))) {
            throw new NotModelled(`images of ${owners.join(", ") || "any owner"} (known: ${publishers.join(", ")})`);
        }
        const filters = objects(args["filters"]);
        const filter = (name: string): string | undefined =>
            texts(filters.find((candidate) => candidate["name"] === name)?.["values"])[0];
        const wanted = [filters, args["nameRegex"] ?? ""].map((part) => JSON.stringify(part)).join();
        const id = `ami-${hex(`${call.scope.region} ${owners.join()} ${wanted}`, 17)}`;
        const name = filter("name")?.replace(/[*?]/g, "simulated") ?? `simulated-image-${id.slice(-8)}`;
        return {
            ...args,
            architecture: filter("architecture") ?? (/arm64|aarch64/.test(name) ? "arm64" : "x86_64"),
            arn: `arn:aws:ec2:${call.scope.region}::image/${id}`,
            blockDeviceMappings: [],
            creationDate: "2026-01-01T00:00:00.000Z",
            description: "simulated",
            hypervisor: "xen",
            id,
            imageId: id,
            imageType: "machine",
            name,
            ownerId: owners.find((owner) => /^\d{12}$/.test(owner)) ?? "137112412989",
            public: true,
            region: call.scope.region,
            rootDeviceName: "/dev/xvda",
            rootDeviceType: "ebs",
            state: "available",
            tags: {},
            virtualizationType: "hvm",
        };
    },
};

const pick = (outputs: Properties, keys: readonly string[]): Properties =>
    Object.fromEntries(keys.map((key) => [key, outputs[key] ?? ""]));

export const ec2Functions: readonly FunctionModel[] = [getAmi, getSubnet, getSubnets, getVpc];
