import { formatArn } from "../../checks/arn";
import type { Call } from "../../kernel/model";
import type { Entity, Scope, World } from "../../kernel/world";
import { sharedWith } from "../ram/sharing";
import { text } from "./inputs";
import { routeTableType, securityGroupType, subnetType, vpcType } from "./types";

export function ec2Arn(scope: Scope, resource: string): string {
    const partition = scope.region.startsWith("cn-")
        ? "aws-cn"
        : scope.region.startsWith("us-gov-")
          ? "aws-us-gov"
          : "aws";
    return formatArn({ partition, service: "ec2", region: scope.region, account: scope.account, resource });
}

/** Own subnets, and those that another account shares through RAM in this Region. */
export function visibleSubnet(call: Call, id: string): Entity {
    const subnet = subnetInSight(call.world, call.scope, id);
    if (subnet === undefined) call.fail("InvalidSubnetID.NotFound", `The subnet ID '${id}' does not exist`);
    return subnet;
}

export function subnetInSight(world: World, scope: Scope, id: string): Entity | undefined {
    const own = world.get(subnetType, scope, id);
    if (own !== undefined) return own;
    const other = world.find(subnetType, id);
    if (other === undefined || other.scope.region !== scope.region) return undefined;
    return sharedWith(world, scope.account, ec2Arn(other.scope, `subnet/${id}`)) ? other : undefined;
}

/** Own VPCs, and those of which a subnet is shared: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html */
export function visibleVpc(call: Call, id: string): Entity {
    const own = call.world.get(vpcType, call.scope, id);
    if (own !== undefined) return own;
    const other = call.world.find(vpcType, id);
    const shared =
        other !== undefined &&
        other.scope.region === call.scope.region &&
        subnetsOf(call.world, id).some((subnet) => subnetInSight(call.world, call.scope, subnet.id) !== undefined);
    if (other === undefined || !shared) call.fail("InvalidVpcID.NotFound", `The vpc ID '${id}' does not exist`);
    return other;
}

/** What belongs to the network itself is for its owner: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html */
export function ownVpc(call: Call, id: string): Entity {
    return ownersOnly(call, visibleVpc(call, id));
}

export function ownSubnet(call: Call, id: string): Entity {
    return ownersOnly(call, visibleSubnet(call, id));
}

function ownersOnly(call: Call, found: Entity): Entity {
    if (found.scope.account === call.scope.account) return found;
    call.fail(
        "UnauthorizedOperation",
        `You are not authorized to perform this operation. ${found.id} is shared with ${call.scope.account} by its owner ` +
            `${found.scope.account}, who alone may do this.`,
        403,
    );
}

export function subnetsOf(world: World, vpcId: string): Entity[] {
    return world.list(subnetType).filter((subnet) => subnet.inputs["vpcId"] === vpcId);
}

/**
 * The block of a VPC and those associated later, whose resource is not modelled:
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#vpc-resize
 */
export function rangesOf(world: World, vpc: Entity): string[] {
    const later = world
        .list("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", vpc.scope)
        .filter((record) => record.inputs["vpcId"] === vpc.id)
        .map((record) => text(record.outputs, "cidrBlock"));
    return [text(vpc.outputs, "cidrBlock"), ...later].filter((block) => block !== undefined);
}

/** A route table, the main one of a VPC included, which is no record of its own. */
export interface RouteTable {
    readonly id: string;
    readonly vpc: Entity;
    /** Routes written into the table itself. */
    readonly record?: Entity;
}

export function routeTable(call: Call, id: string): RouteTable {
    const record = call.world.get(routeTableType, call.scope, id);
    if (record !== undefined) return { id, vpc: ownVpc(call, String(record.inputs["vpcId"])), record };
    const main = call.world.list(vpcType, call.scope).find((vpc) => vpc.outputs["mainRouteTableId"] === id);
    if (main !== undefined) return { id, vpc: main };
    const elsewhere = call.world.find(routeTableType, id);
    if (elsewhere !== undefined && elsewhere.scope.region === call.scope.region) {
        visibleVpcOrMissing(call, elsewhere, id);
    }
    call.fail("InvalidRouteTableID.NotFound", `The routeTable ID '${id}' does not exist`);
}

/** A participant sees the route tables of a shared VPC and may not touch them. */
function visibleVpcOrMissing(call: Call, table: Entity, id: string): void {
    const vpcId = String(table.inputs["vpcId"]);
    if (subnetsOf(call.world, vpcId).some((subnet) => subnetInSight(call.world, call.scope, subnet.id) !== undefined)) {
        ownersOnly(call, { ...table, id });
    }
}

/** A security group by id, the default group of a VPC included, with the VPC it is in. */
export interface Group {
    readonly id: string;
    readonly vpcId: string;
    readonly owner: string;
    readonly isDefault: boolean;
}

export function groupById(world: World, id: string): Group | undefined {
    const record = world.find(securityGroupType, id);
    if (record !== undefined) {
        const vpcId = text(record.outputs, "vpcId") ?? "";
        return { id, vpcId, owner: record.scope.account, isDefault: false };
    }
    const vpc = world.list(vpcType).find((candidate) => candidate.outputs["defaultSecurityGroupId"] === id);
    return vpc && { id, vpcId: vpc.id, owner: vpc.scope.account, isDefault: true };
}

/** A group of the caller's own: nobody else's can be changed or put on an interface. */
export function ownGroup(call: Call, id: string): Group {
    const group = groupById(call.world, id);
    if (group === undefined || group.owner !== call.scope.account) {
        call.fail("InvalidGroup.NotFound", `The security group '${id}' does not exist`);
    }
    return group;
}
