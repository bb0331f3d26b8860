import { z } from "zod";
import type { Call } from "../../kernel/model";
import { hex, type Properties, type Value } from "../../kernel/values";
import type { Entity } from "../../kernel/world";
import { quota } from "../../quotas";
import { endpointProblems, gatewayServices, namesRegion } from "./endpointService";
import { ec2Model, text, texts } from "./inputs";
import { ec2Arn, ownGroup, ownSubnet, ownVpc, routeTable } from "./lookup";
import { vpcEndpointType } from "./types";

const fullAccess = JSON.stringify({ Statement: [{ Action: "*", Effect: "Allow", Principal: "*", Resource: "*" }] });

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html */
export const vpcEndpoint = ec2Model({
    type: vpcEndpointType,
    operations: {
        create: "CreateVpcEndpoint",
        update: "ModifyVpcEndpoint",
        remove: "DeleteVpcEndpoints",
        read: "DescribeVpcEndpoints",
    },
    schema: z.looseObject({
        vpcId: z.string(),
        vpcEndpointType: z
            .enum(
                ["Gateway", "Interface", "GatewayLoadBalancer", "Resource", "ServiceNetwork"],
                'is "Gateway", "Interface", "GatewayLoadBalancer", "Resource" or "ServiceNetwork"',
            )
            .optional(),
        ipAddressType: z.enum(["ipv4", "dualstack", "ipv6"], 'is "ipv4", "dualstack" or "ipv6"').optional(),
    }),
    defaults: { vpcEndpointType: "Gateway" },
    taggable: true,
    replaceOnChange: [
        "resourceConfigurationArn",
        "serviceName",
        "serviceNetworkArn",
        "serviceRegion",
        "vpcEndpointType",
        "vpcId",
    ],
    computed: [
        "arn",
        "cidrBlocks",
        "dnsEntries",
        "dnsOptions",
        "ipAddressType",
        "networkInterfaceIds",
        "ownerId",
        "policy",
        "prefixListId",
        "privateDnsEnabled",
        "requesterManaged",
        "routeTableIds",
        "securityGroupIds",
        "serviceRegion",
        "state",
        "subnetConfigurations",
        "subnetIds",
    ],
    check: endpointProblems,
    create(call, inputs) {
        const vpc = ownVpc(call, String(inputs["vpcId"]));
        refuseTooMany(call, inputs);
        checkEndpoint(call, vpc, inputs, undefined);
        const id = call.world.newId("vpce-", call.urn);
        return { id, outputs: outputsOf(call, vpc, inputs, id) };
    },
    update(call, current, inputs) {
        checkEndpoint(call, ownVpc(call, String(inputs["vpcId"])), inputs, current.id);
        const subnets = texts(inputs["subnetIds"]);
        return { networkInterfaceIds: subnets.map((subnet) => interfaceIn(current.id, subnet)) };
    },
});

function outputsOf(call: Call, vpc: Entity, inputs: Properties, id: string): Properties {
    const service = String(inputs["serviceName"]);
    const type = inputs["vpcEndpointType"];
    const gateway = type === "Gateway";
    const subnets = texts(inputs["subnetIds"]);
    const groups = texts(inputs["securityGroupIds"]);
    const defaultGroups: Value = type === "Interface" ? [vpc.outputs["defaultSecurityGroupId"] ?? ""] : [];
    const dnsName = `${id}-${hex(id, 8)}.${service.split(".").at(-1)}.${call.scope.region}.vpce.amazonaws.com`;
    return {
        arn: ec2Arn(call.scope, `vpc-endpoint/${id}`),
        cidrBlocks: [],
        dnsEntries:
            type === "Interface" ? [{ dnsName, hostedZoneId: `Z${hex(call.scope.region, 13).toUpperCase()}` }] : [],
        dnsOptions: inputs["dnsOptions"] ?? { dnsRecordIpType: gateway ? "service-defined" : "ipv4" },
        ipAddressType: inputs["ipAddressType"] ?? "ipv4",
        networkInterfaceIds: subnets.map((subnet) => interfaceIn(id, subnet)),
        ownerId: call.scope.account,
        policy: inputs["policy"] ?? fullAccess,
        prefixListId: gateway ? `pl-${hex(service, 8)}` : "",
        privateDnsEnabled: inputs["privateDnsEnabled"] ?? false,
        requesterManaged: false,
        routeTableIds: inputs["routeTableIds"] ?? [],
        securityGroupIds: groups.length > 0 ? groups : defaultGroups,
        serviceRegion: inputs["serviceRegion"] ?? call.scope.region,
        state: "available",
        subnetConfigurations: inputs["subnetConfigurations"] ?? [],
        subnetIds: inputs["subnetIds"] ?? [],
    };
}

const interfaceIn = (endpoint: string, subnet: string): string => `eni-${hex(`${endpoint}/${subnet}`, 17)}`;

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-endpoints */
function refuseTooMany(call: Call, inputs: Properties): void {
    const gateway = inputs["vpcEndpointType"] === "Gateway";
    const most = quota(gateway ? "vpc.gatewayEndpoints" : "vpc.interfaceEndpointsPerVpc", call.world);
    const same = call.world
        .list(vpcEndpointType, call.scope)
        .filter((other) => (other.inputs["vpcEndpointType"] === "Gateway") === gateway)
        .filter((other) => gateway || other.inputs["vpcId"] === inputs["vpcId"]);
    if (same.length >= most)
        call.fail("VpcEndpointLimitExceeded", `The maximum number of VPC endpoints has been reached (${most}).`);
}

function checkEndpoint(call: Call, vpc: Entity, inputs: Properties, self: string | undefined): void {
    const service = text(inputs, "serviceName");
    const region = text(inputs, "serviceRegion") ?? call.scope.region;
    if (service !== undefined && !namesRegion(service, region)) {
        call.fail("InvalidServiceName", `The Vpc Endpoint Service '${service}' does not exist`);
    }
    const others = call.world
        .list(vpcEndpointType, call.scope)
        .filter(
            (other) => other.id !== self && other.inputs["vpcId"] === vpc.id && other.inputs["serviceName"] === service,
        );
    if (inputs["vpcEndpointType"] === "Gateway") checkGateway(call, vpc, inputs, others);
    else checkInterface(call, vpc, inputs, others);
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
function checkGateway(call: Call, vpc: Entity, inputs: Properties, others: readonly Entity[]): void {
    const service = String(inputs["serviceName"]);
    if (!gatewayServices.some((name) => service.endsWith(`.${name}`))) {
        call.fail("InvalidParameter", "Endpoint type (Gateway) does not match available service types ([Interface]).");
    }
    for (const id of texts(inputs["routeTableIds"])) {
        const table = routeTable(call, id);
        if (table.vpc.id !== vpc.id) {
            call.fail(
                "InvalidParameter",
                `The route table ${id} does not belong to ${vpc.id}, the VPC of the endpoint`,
            );
        }
        const taken = others.find((other) => texts(other.outputs["routeTableIds"]).includes(id));
        if (taken !== undefined) {
            const list = String(taken.outputs["prefixListId"]);
            call.fail(
                "RouteAlreadyExists",
                `route table ${id} already has a route with destination-prefix-list-id ${list}`,
            );
        }
    }
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html */
function checkInterface(call: Call, vpc: Entity, inputs: Properties, others: readonly Entity[]): void {
    const zones = new Set<unknown>();
    for (const id of texts(inputs["subnetIds"])) {
        const subnet = ownSubnet(call, id);
        if (subnet.inputs["vpcId"] !== vpc.id) {
            call.fail("InvalidSubnetId", `The subnet ${id} does not belong to ${vpc.id}, the VPC of the endpoint`);
        }
        const zone = subnet.outputs["availabilityZone"];
        if (zones.has(zone)) {
            call.fail(
                "DuplicateSubnetsInSameZone",
                `Found another VPC endpoint subnet in the availability zone of ${id}. VPC endpoint subnets should be in ` +
                    "different availability zones supported by the VPC endpoint service.",
            );
        }
        zones.add(zone);
    }
    for (const id of texts(inputs["securityGroupIds"])) {
        if (ownGroup(call, id).vpcId !== vpc.id) {
            call.fail("InvalidGroup.NotFound", `The security group '${id}' does not exist in VPC '${vpc.id}'`);
        }
    }
    if (inputs["privateDnsEnabled"] === true) checkPrivateDns(call, vpc, String(inputs["serviceName"]), others);
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-private-dns */
function checkPrivateDns(call: Call, vpc: Entity, service: string, others: readonly Entity[]): void {
    if (vpc.outputs["enableDnsSupport"] !== true || vpc.outputs["enableDnsHostnames"] !== true) {
        call.fail(
            "InvalidParameter",
            `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpc.id}`,
        );
    }
    const taken = others.find((other) => other.outputs["privateDnsEnabled"] === true);
    if (taken !== undefined) {
        call.fail(
            "InvalidParameter",
            `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${service} in the VPC ` +
                `${vpc.id} (${taken.id})`,
        );
    }
}
