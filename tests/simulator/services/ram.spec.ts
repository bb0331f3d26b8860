import assert from "node:assert/strict";
import type { ServiceModel } from "../../../simulator/kernel/model";
import type { Properties } from "../../../simulator/kernel/values";
import { type Entity, World } from "../../../simulator/kernel/world";
import { organizations } from "../../../simulator/services/organizations";
import { ram } from "../../../simulator/services/ram";
import { sharedWith } from "../../../simulator/services/ram/sharing";
import { account, CheckFailed, type Driver } from "../support";

const management = "111122223333";
const outsider = "999999999999";
const sharingType = "aws:ram/sharingWithOrganization:SharingWithOrganization";
const shareType = "aws:ram/resourceShare:ResourceShare";
const resourceType = "aws:ram/resourceAssociation:ResourceAssociation";
const principalType = "aws:ram/principalAssociation:PrincipalAssociation";
const services: readonly ServiceModel[] = [organizations, ram];

const driverOf = (world: World, id: string, region = "eu-west-1"): Driver =>
    account(world, { account: id, region, services });

interface Setting {
    readonly world: World;
    readonly root: Driver;
    readonly network: Driver;
    readonly networkId: string;
    readonly workload: string;
    readonly organization: Entity;
    /** Holds Dev, which holds the workload account. */
    readonly workloads: Entity;
    readonly dev: Entity;
    readonly subnet: string;
}

function setting(enabled = true): Setting {
    const world = new World();
    const root = driverOf(world, management);
    const organization = root.create("aws:organizations/organization:Organization", "org");
    const rootId = (organization.outputs["roots"] as { id: string }[])[0]?.id ?? "";
    const unit = (name: string, parentId: string) =>
        root.create("aws:organizations/organizationalUnit:OrganizationalUnit", name, { name, parentId });
    const workloads = unit("Workloads", rootId);
    const dev = unit("Dev", workloads.id);
    const member = (name: string, parentId: string) =>
        root.create("aws:organizations/account:Account", name, { name, parentId, email: `${name}@example.org` });
    const networkId = member("network", rootId).id;
    const workload = member("workload", dev.id).id;
    if (enabled) root.create(sharingType, "sharing");
    const subnet = `arn:aws:ec2:eu-west-1:${networkId}:subnet/subnet-1`;
    const place = { account: networkId, region: "eu-west-1" };
    world.put({ type: "aws:ec2/subnet:Subnet", id: "subnet-1", scope: place, inputs: {}, outputs: { arn: subnet } });
    return {
        world,
        root,
        network: driverOf(world, networkId),
        networkId,
        workload,
        organization,
        workloads,
        dev,
        subnet,
    };
}

function share({ network }: Setting, inputs: Properties = {}): string {
    return network.create(shareType, "share", inputs).id;
}

const addResource = ({ network }: Setting, resourceShareArn: string, resourceArn: string): Entity =>
    network.create(resourceType, resourceArn, { resourceShareArn, resourceArn });

const addPrincipal = ({ network }: Setting, resourceShareArn: string, principal: unknown): Entity =>
    network.create(principalType, String(principal), { resourceShareArn, principal: String(principal) });

describe("simulated RAM sharing with the organization", () => {
    it("is enabled by the management account of an organization with all features", () => {
        const { world, workload } = setting(false);
        assert.throws(() => driverOf(world, workload).create(sharingType, "s"), /OperationNotPermittedException/);
        assert.throws(() => driverOf(new World(), management).create(sharingType, "s"), /OperationNotPermitted/);
        assert.equal(driverOf(world, management).create(sharingType, "s").id, management);
    });

    it("is needed before anything is shared with a unit or the organization", () => {
        const at = setting(false);
        const arn = share(at);
        for (const principal of [at.dev.outputs["arn"], at.organization.outputs["arn"]]) {
            assert.throws(() => addPrincipal(at, arn, principal), /UnknownResourceException.*SharingWithOrganization/);
        }
        at.root.create(sharingType, "sharing");
        addPrincipal(at, arn, at.dev.outputs["arn"]);
        addPrincipal(at, arn, at.organization.outputs["arn"]);
    });
});

describe("simulated RAM shares", () => {
    it("are closed to outsiders unless told, as the provider asks for them", () => {
        const at = setting();
        const created = at.network.create(shareType, "share");
        assert.match(created.id, new RegExp(`^arn:aws:ram:eu-west-1:${at.networkId}:resource-share/[0-9a-f-]{36}$`));
        assert.equal(created.outputs["arn"], created.id);
        assert.equal(created.outputs["allowExternalPrincipals"], false);
        assert.throws(() => addPrincipal(at, created.id, outsider), /can only be shared within your AWS Organization/);
        const open = at.network.create(shareType, "open", { allowExternalPrincipals: true });
        addPrincipal(at, open.id, outsider);
    });

    it("take their associations with them", () => {
        const at = setting();
        const created = at.network.create(shareType, "share");
        addResource(at, created.id, at.subnet);
        addPrincipal(at, created.id, at.workload);
        at.network.delete(created);
        assert.equal(at.world.list(resourceType).length + at.world.list(principalType).length, 0);
        assert.equal(sharedWith(at.world, at.workload, at.subnet), false);
    });

    it("hold resources that exist, are shareable, and are owned by the caller in the Region", () => {
        const at = setting();
        const arn = share(at);
        const ec2 = (resource: string, owner = at.networkId, region = "eu-west-1") =>
            `arn:aws:ec2:${region}:${owner}:${resource}`;
        assert.throws(() => addResource(at, arn, "subnet-1"), CheckFailed);
        assert.throws(() => addResource(at, arn, ec2("subnet/subnet-2")), /UnknownResourceException.*subnet-2/);
        assert.throws(() => addResource(at, arn, ec2("vpc/vpc-1")), /cannot be shared/);
        assert.throws(() => addResource(at, arn, ec2("subnet/subnet-1", at.workload)), /only what you own/);
        assert.throws(
            () => addResource(at, arn, ec2("subnet/subnet-1", at.networkId, "eu-central-1")),
            /not in eu-west-1/,
        );
        assert.throws(() => addResource(at, `${arn}0`, at.subnet), /UnknownResourceException.*ResourceShare/);
        assert.equal(addResource(at, arn, at.subnet).id, `${arn},${at.subnet}`);
        assert.throws(() => addResource(at, arn, at.subnet), /already exists/);
    });

    it("take principals of known forms, each once, and units of the own organization only", () => {
        const at = setting();
        const arn = share(at);
        for (const principal of ["12345", "workload", "arn:aws:s3:::bucket"]) {
            assert.throws(() => addPrincipal(at, arn, principal), CheckFailed);
        }
        const foreign = `arn:aws:organizations::${outsider}:ou/o-abcdefghij/ou-abcd-12345678`;
        assert.throws(() => addPrincipal(at, arn, foreign), /UnknownResourceException.*not in the organization/);
        addPrincipal(at, arn, at.workload);
        assert.throws(() => addPrincipal(at, arn, at.workload), /already exists/);
    });

    it("keep subnets inside the organization, whichever association comes first", () => {
        const at = setting();
        const open = share(at, { allowExternalPrincipals: true });
        const outside = addPrincipal(at, open, outsider);
        assert.throws(() => addResource(at, open, at.subnet), /only be shared within/);
        at.network.delete(outside);
        addResource(at, open, at.subnet);
        assert.throws(() => addPrincipal(at, open, outsider), /only be shared within/);
        const role = `arn:aws:iam::${at.workload}:role/web`;
        assert.throws(() => addPrincipal(at, open, role), /cannot be shared with a role/);
    });
});

describe("sharedWith", () => {
    const through = (principal: (at: Setting) => unknown): Setting => {
        const at = setting();
        const arn = share(at);
        addResource(at, arn, at.subnet);
        addPrincipal(at, arn, principal(at));
        return at;
    };

    it("reaches every account below a unit, and no other", () => {
        for (const principal of [
            (at: Setting) => at.dev.outputs["arn"],
            (at: Setting) => at.workloads.outputs["arn"],
        ]) {
            const at = through(principal);
            assert.equal(sharedWith(at.world, at.workload, at.subnet), true);
            assert.equal(sharedWith(at.world, management, at.subnet), false);
            assert.equal(sharedWith(at.world, outsider, at.subnet), false);
            assert.equal(sharedWith(at.world, at.workload, `${at.subnet}2`), false);
        }
    });

    it("reaches the whole organization, or one account of it", () => {
        const whole = through((at) => at.organization.outputs["arn"]);
        assert.equal(sharedWith(whole.world, whole.workload, whole.subnet), true);
        assert.equal(sharedWith(whole.world, management, whole.subnet), true);
        const one = through((at) => at.workload);
        assert.equal(sharedWith(one.world, one.workload, one.subnet), true);
        assert.equal(sharedWith(one.world, management, one.subnet), false);
    });

    it("follows an account that moves, and ends when sharing is disabled", () => {
        const at = through(({ dev }) => dev.outputs["arn"]);
        const workload = at.world.find("aws:organizations/account:Account", at.workload) as Entity;
        const inputs = { name: "workload", email: "workload@example.org" };
        const moved = at.root.update(workload, "workload", { ...inputs, parentId: at.workloads.id });
        assert.equal(sharedWith(at.world, at.workload, at.subnet), false);
        at.root.update(moved, "workload", { ...inputs, parentId: at.dev.id });
        assert.equal(sharedWith(at.world, at.workload, at.subnet), true);
        at.root.delete(at.world.find(sharingType, management) as Entity);
        assert.equal(sharedWith(at.world, at.workload, at.subnet), false);
    });

    it("does not reach an outsider who has not accepted the invitation", () => {
        const at = setting();
        const open = share(at, { allowExternalPrincipals: true });
        const list = `arn:aws:ec2:eu-west-1:${at.networkId}:prefix-list/pl-1`;
        addResource(at, open, list);
        addPrincipal(at, open, outsider);
        assert.equal(sharedWith(at.world, outsider, list), false);
    });
});
