import { cidrContains, cidrProblem } from "../../checks/cidr";
import type { Call, Problem } from "../../kernel/model";
import type { Properties } from "../../kernel/values";
import { quota } from "../../quotas";
import { objects, oneOf, text } from "./inputs";
import { type RouteTable, subnetsOf } from "./lookup";
import { internetGatewayType, natGatewayType, routeTableType, routeType, subnetType, vpcEndpointType } from "./types";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html */
export const targets = [
    "carrierGatewayId",
    "coreNetworkArn",
    "egressOnlyGatewayId",
    "gatewayId",
    "localGatewayId",
    "natGatewayId",
    "networkInterfaceId",
    "odbNetworkArn",
    "transitGatewayId",
    "vpcEndpointId",
    "vpcPeeringConnectionId",
] as const;

/** One destination, one target, ranges in canonical form. */
export function routeProblems(route: Properties, ipv4Key: string, ipv6Key: string, place = ""): Problem[] {
    const problems = [
        ...oneOf(route, [ipv4Key, ipv6Key, "destinationPrefixListId"], place),
        ...oneOf(route, targets, place),
    ];
    for (const [key, family] of [[ipv4Key, "ipv4"] as const, [ipv6Key, "ipv6"] as const]) {
        const block = text(route, key);
        const reason = block === undefined ? undefined : cidrProblem(block, family);
        if (reason !== undefined) problems.push({ property: `${place}${key}`, reason });
    }
    return problems;
}

export function destinationOf(route: Properties): string {
    const keys = [
        "cidrBlock",
        "ipv6CidrBlock",
        "destinationCidrBlock",
        "destinationIpv6CidrBlock",
        "destinationPrefixListId",
    ];
    return keys.map((key) => text(route, key)).find((value) => value !== undefined) ?? "";
}

/** Destinations that a table holds: its inline routes, and those of route resources. */
function destinations(call: Call, tableId: string): string[] {
    const inline = objects(call.world.get(routeTableType, call.scope, tableId)?.inputs["routes"]).map(destinationOf);
    const own = call.world
        .list(routeType, call.scope)
        .filter((record) => record.inputs["routeTableId"] === tableId)
        .map((record) => destinationOf(record.inputs));
    return [...inline, ...own];
}

/** Inline routes of a table replace all it had before. */
export function checkRoutes(call: Call, table: RouteTable, routes: readonly Properties[]): void {
    if (routes.length > 0) call.operation("CreateRoute");
    const seen = new Set<string>();
    for (const route of routes) {
        const destination = destinationOf(route);
        if (seen.has(destination)) alreadyThere(call, destination);
        seen.add(destination);
        checkRoute(call, table, route);
    }
    refuseTooMany(call, table.id, routes.length);
}

export function checkNewRoute(call: Call, table: RouteTable, route: Properties): void {
    const existing = destinations(call, table.id);
    const destination = destinationOf(route);
    if (existing.includes(destination)) alreadyThere(call, destination);
    refuseTooMany(call, table.id, existing.length + 1);
    checkRoute(call, table, route);
}

export function checkRoute(call: Call, table: RouteTable, route: Properties): void {
    const destination = destinationOf(route);
    const local = String(table.vpc.outputs["cidrBlock"]);
    if (cidrContains(local, destination)) besideLocal(call, table, route, destination, local);
    checkTarget(call, table, route);
}

function alreadyThere(call: Call, destination: string): never {
    call.fail("RouteAlreadyExists", `The route identified by ${destination} already exists.`);
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-route-tables */
function refuseTooMany(call: Call, tableId: string, count: number): void {
    const most = quota("vpc.routesPerTable", call.world);
    if (count > most)
        call.fail("RouteLimitExceeded", `The maximum number of routes of ${tableId} has been reached (${most}).`);
}

/**
 * More specific than local only for a whole subnet, and only to a NAT gateway, a network interface or a Gateway Load Balancer
 * endpoint: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
 */
function besideLocal(call: Call, table: RouteTable, route: Properties, destination: string, local: string): void {
    const allowed = ["natGatewayId", "networkInterfaceId", "vpcEndpointId"].some(
        (key) => text(route, key) !== undefined,
    );
    const whole = subnetsOf(call.world, table.vpc.id).some((subnet) => subnet.outputs["cidrBlock"] === destination);
    if (text(route, "gatewayId") === "local" && destination === local) return;
    if (allowed && whole && destination !== local) return;
    call.fail(
        "InvalidParameterValue",
        `The destination CIDR block ${destination} is equal to or more specific than one of this VPC's CIDR blocks (${local}). ` +
            "This route can target only an interface, a NAT gateway or an endpoint, and must match the whole range of a subnet.",
    );
}

/** Targets that are modelled must exist in the VPC of the table; of others only the engine's references are known. */
function checkTarget(call: Call, table: RouteTable, route: Properties): void {
    const gateway = text(route, "gatewayId");
    const nat = text(route, "natGatewayId");
    const endpoint = text(route, "vpcEndpointId");
    if (gateway !== undefined) checkGateway(call, table, gateway);
    if (nat !== undefined) {
        const record = call.world.get(natGatewayType, call.scope, nat);
        if (record === undefined)
            call.fail("InvalidNatGatewayID.NotFound", `The natGateway ID '${nat}' does not exist`);
        const subnet = call.world.get(subnetType, call.scope, String(record.inputs["subnetId"]));
        if (subnet !== undefined) sameNetwork(call, table, "NAT gateway", nat, subnet.inputs["vpcId"]);
    }
    if (endpoint?.startsWith("vpce-")) {
        const record = call.world.get(vpcEndpointType, call.scope, endpoint);
        if (record === undefined) {
            call.fail("InvalidVpcEndpointId.NotFound", `The Vpc Endpoint Id '${endpoint}' does not exist`);
        }
        if (record.inputs["vpcEndpointType"] !== "GatewayLoadBalancer") {
            call.fail(
                "InvalidParameterValue",
                `The endpoint ${endpoint} is not of type GatewayLoadBalancer, so no route can lead to it`,
            );
        }
    }
}

function checkGateway(call: Call, table: RouteTable, id: string): void {
    if (id === "local") return;
    const record = call.world.get(internetGatewayType, call.scope, id);
    if (record !== undefined) sameNetwork(call, table, "network gateway", id, record.outputs["vpcId"]);
    // Virtual private gateways are not modelled; what names another kind is the wrong kind.
    else if (/^(igw|nat|eigw|tgw|pcx|vpce|eni)-/.test(id)) {
        call.fail("InvalidGatewayID.NotFound", `The gateway ID '${id}' does not exist`);
    }
}

function sameNetwork(call: Call, table: RouteTable, kind: string, id: string, vpcId: unknown): void {
    if (vpcId === table.vpc.id) return;
    call.fail("InvalidParameterValue", `route table ${table.id} and ${kind} ${id} belong to different networks`);
}
