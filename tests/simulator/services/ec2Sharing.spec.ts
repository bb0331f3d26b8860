import assert from "node:assert/strict";
import type { Properties } from "../../../simulator/kernel/values";
import type { Entity } from "../../../simulator/kernel/world";
import { Network, refused, refusedInput, region } from "./ec2Support";

/** Management account with a network account and a workload account in one unit. */
function organization() {
    const root = new Network();
    const made = root.make("organizations/organization:Organization", {}, "org");
    const rootId = (made.outputs["roots"] as { id: string }[])[0]?.id ?? "";
    const unit = root.make("organizations/organizationalUnit:OrganizationalUnit", { name: "Dev", parentId: rootId });
    const member = (name: string, parentId: string) =>
        new Network(
            root.world,
            root.make("organizations/account:Account", { name, parentId, email: `${name}@example.org` }).id,
        );
    root.make("ram/sharingWithOrganization:SharingWithOrganization", {});
    return { owner: member("network", rootId), participant: member("workload", unit.id), unit };
}

describe("ec2 shared subnets", () => {
    let owner: Network;
    let participant: Network;
    let vpc: Entity;
    let shared: Entity;
    let kept: Entity;
    beforeEach(() => {
        const setting = organization();
        ({ owner, participant } = setting);
        vpc = owner.vpc();
        shared = owner.subnet(vpc.id, "10.0.0.0/24");
        kept = owner.subnet(vpc.id, "10.0.1.0/24");
        const resourceShareArn = owner.make("ram/resourceShare:ResourceShare", { name: "app" }).id;
        owner.make("ram/resourceAssociation:ResourceAssociation", {
            resourceShareArn,
            resourceArn: String(shared.outputs["arn"]),
        });
        owner.make("ram/principalAssociation:PrincipalAssociation", {
            resourceShareArn,
            principal: String(setting.unit.outputs["arn"]),
        });
    });
    const tag = (resourceId: string, inputs: Properties = {}) =>
        participant.make("ec2/tag:Tag", { resourceId, key: "Name", value: "app", ...inputs });

    it("lets a participant have security groups in the VPC", () => {
        const group = participant.group(vpc.id);
        assert.equal(group.outputs["ownerId"], participant.id);
        participant.make("vpc/securityGroupEgressRule:SecurityGroupEgressRule", {
            securityGroupId: group.id,
            ipProtocol: "-1",
            cidrIpv4: "0.0.0.0/0",
        });
        refused("DependencyViolation", () => owner.aws.delete(vpc), new RegExp(group.id));
    });
    it("shows the VPC to nobody else, and in no other Region", () => {
        refused("InvalidVpcID.NotFound", () => new Network(owner.world, "999999999999").group(vpc.id));
        refused("InvalidVpcID.NotFound", () => new Network(owner.world, participant.id, "eu-central-1").group(vpc.id));
    });
    for (const [what, type, inputs] of [
        ["subnets", "ec2/subnet:Subnet", { cidrBlock: "10.0.2.0/24" }],
        ["route tables", "ec2/routeTable:RouteTable", {}],
        ["internet gateways", "ec2/internetGateway:InternetGateway", {}],
        ["endpoints", "ec2/vpcEndpoint:VpcEndpoint", { serviceName: `com.amazonaws.${region}.s3` }],
    ] as const) {
        it(`leaves ${what} to the owner`, () =>
            refused(
                "UnauthorizedOperation",
                () => participant.make(type, { vpcId: vpc.id, ...inputs }),
                /StatusCode: 403/,
            ));
    }
    it("leaves routes, associations and NAT gateways to the owner", () => {
        const table = owner.make("ec2/routeTable:RouteTable", { vpcId: vpc.id });
        const route = { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" };
        refused("UnauthorizedOperation", () => participant.make("ec2/route:Route", route));
        const association = { routeTableId: table.id, subnetId: shared.id };
        refused("UnauthorizedOperation", () =>
            participant.make("ec2/routeTableAssociation:RouteTableAssociation", association),
        );
        const gateway = { subnetId: shared.id, connectivityType: "private" };
        refused("UnauthorizedOperation", () => participant.make("ec2/natGateway:NatGateway", gateway));
    });
    it("does not show the default group to a participant", () => {
        const type = "ec2/defaultSecurityGroup:DefaultSecurityGroup";
        refused("InvalidVpcID.NotFound", () => participant.make(type, { vpcId: vpc.id }));
    });
    it("lets a participant tag what it sees, for itself", () => {
        assert.equal(tag(shared.id).id, `${shared.id},Name`);
        tag(vpc.id);
        refused("InvalidSubnetID.NotFound", () => tag(kept.id));
        refused("InvalidVpcID.NotFound", () => tag("vpc-1"));
        owner.make("ec2/tag:Tag", { resourceId: shared.id, key: "Name", value: "other" });
    });
    it("checks keys and values of a tag", () => {
        refusedInput("key", /kept for AWS/, () => tag(shared.id, { key: "aws:x" }));
        refusedInput("key", /1 to 128/, () => tag(shared.id, { key: "" }));
        refusedInput("value", /at most 256/, () => tag(shared.id, { value: "x".repeat(257) }));
    });
    it("counts all tags of a resource", () => {
        const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, "v"]));
        const full = owner.subnet(vpc.id, "10.0.9.0/24", { tags });
        refused("TagLimitExceeded", () => owner.make("ec2/tag:Tag", { resourceId: full.id, key: "more", value: "v" }));
        owner.make("ec2/tag:Tag", { resourceId: full.id, key: "k1", value: "w" });
    });
    it("tags parts of a VPC that have no resource of their own", () => {
        const id = String(vpc.outputs["mainRouteTableId"]);
        owner.make("ec2/tag:Tag", { resourceId: id, key: "Name", value: "main" });
    });
});
