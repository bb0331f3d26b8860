import assert from "node:assert/strict";
import fc from "fast-check";
import type { Properties } from "../../../simulator/kernel/values";
import { type Entity, World } from "../../../simulator/kernel/world";
import { raiseQuotas } from "../../../simulator/quotas";
import { iam } from "../../../simulator/services/iam";
import { organizations } from "../../../simulator/services/organizations";
import { ancestors } from "../../../simulator/services/organizations/tree";
import { account, CheckFailed, type Driver } from "../support";

const management = "111122223333";
const organizationType = "aws:organizations/organization:Organization";
const unitType = "aws:organizations/organizationalUnit:OrganizationalUnit";
const accountType = "aws:organizations/account:Account";
const policyType = "aws:organizations/policy:Policy";
const attachmentType = "aws:organizations/policyAttachment:PolicyAttachment";
const delegationType = "aws:organizations/delegatedAdministrator:DelegatedAdministrator";

const denyRoot = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "DenyRoot", Effect: "Deny", Action: "*", Resource: "*" }],
});

interface Setting {
    readonly world: World;
    readonly driver: Driver;
    readonly organization: Entity;
    readonly root: string;
}

function organized(inputs: Properties = { enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"] }): Setting {
    const world = new World();
    const driver = driverOf(world, management);
    const organization = driver.create(organizationType, "org", inputs);
    return { world, driver, organization, root: rootOf(organization) };
}

function driverOf(world: World, id: string): Driver {
    return account(world, { account: id, region: "eu-west-1", services: [organizations, iam] });
}

function rootOf(organization: Entity): string {
    return (organization.outputs["roots"] as { id: string }[])[0]?.id ?? "";
}

const unit = ({ driver, root }: Setting, name: string, parentId = root): Entity =>
    driver.create(unitType, name, { name, parentId });

const member = ({ driver }: Setting, name: string, inputs: Properties = {}): Entity =>
    driver.create(accountType, name, { name, email: `${name}@example.org`, ...inputs });

describe("simulated Organizations", () => {
    it("answers with the organization, its root and its management account", () => {
        const { organization, root } = organized();
        assert.match(organization.id, /^o-[0-9a-z]{10}$/);
        assert.match(root, /^r-[0-9a-z]{4}$/);
        assert.equal(
            organization.outputs["arn"],
            `arn:aws:organizations::${management}:organization/${organization.id}`,
        );
        assert.equal(organization.outputs["masterAccountId"], management);
        assert.equal(organization.outputs["featureSet"], "ALL");
        assert.deepEqual((organization.outputs["roots"] as Properties[])[0]?.["policyTypes"], [
            { type: "SERVICE_CONTROL_POLICY", status: "ENABLED" },
        ]);
    });

    it("has one organization per management account, and none in a member account", () => {
        const setting = organized();
        const workload = member(setting, "workload");
        assert.throws(() => setting.driver.create(organizationType, "again"), /AlreadyInOrganizationException/);
        assert.throws(
            () => driverOf(setting.world, workload.id).create(organizationType, "own"),
            /AlreadyInOrganizationException/,
        );
    });

    it("refuses a policy type that does not exist, and one without the trusted access it needs", () => {
        assert.throws(() => organized({ enabledPolicyTypes: ["SCP"] }), CheckFailed);
        assert.throws(() => organized({ enabledPolicyTypes: ["SECURITYHUB_POLICY"] }), /securityhub\.amazonaws\.com/);
        assert.throws(
            () => organized({ featureSet: "CONSOLIDATED_BILLING", enabledPolicyTypes: ["TAG_POLICY"] }),
            CheckFailed,
        );
    });

    it("cannot be deleted while it has member accounts, and takes the rest with it", () => {
        const setting = organized();
        const sandbox = unit(setting, "Sandbox");
        const workload = member(setting, "workload", { parentId: sandbox.id });
        setting.driver.create(policyType, "p", { name: "p", content: denyRoot });
        const remove = () => setting.driver.delete(setting.organization);
        assert.throws(remove, /OrganizationNotEmptyException.*workload/);
        setting.driver.delete(workload);
        remove();
        assert.equal(setting.world.count(), 0);
        setting.driver.delete(sandbox);
    });

    it("shows accounts made later when it is read, and to getOrganization", () => {
        const setting = organized();
        const workload = member(setting, "workload");
        const ids = (value: unknown) => (value as { id: string }[]).map(({ id }) => id);
        assert.deepEqual(ids(setting.driver.read(setting.organization)?.outputs["accounts"]), [
            management,
            workload.id,
        ]);
        const seen = setting.driver.invoke("aws:organizations/getOrganization:getOrganization");
        assert.deepEqual(ids(seen["nonMasterAccounts"]), [workload.id]);
        const asMember = driverOf(setting.world, workload.id).invoke(
            "aws:organizations/getOrganization:getOrganization",
        );
        assert.equal(asMember["id"], setting.organization.id);
        assert.equal(asMember["accounts"], undefined);
    });
});

describe("simulated organizational units", () => {
    it("lie under an existing parent, five levels deep at most", () => {
        const setting = organized();
        assert.throws(() => unit(setting, "Lost", "ou-abcd-12345678"), /ParentNotFoundException/);
        let parent = setting.root;
        for (let level = 1; level <= 5; level++) parent = unit(setting, `Level${level}`, parent).id;
        assert.throws(() => unit(setting, "Level6", parent), /OU_DEPTH_LIMIT_EXCEEDED/);
    });

    it("have a name of their own among their siblings, of at most 128 characters", () => {
        const setting = organized();
        const workloads = unit(setting, "Workloads");
        assert.throws(
            () => setting.driver.create(unitType, "b", { name: "Workloads", parentId: setting.root }),
            /Duplicate/,
        );
        unit(setting, "Workloads", workloads.id);
        assert.throws(() => unit(setting, "x".repeat(129)), CheckFailed);
        const other = unit(setting, "Sandbox");
        assert.throws(
            () => setting.driver.update(other, "Sandbox", { name: "Workloads", parentId: setting.root }),
            /DuplicateOrganizationalUnitException/,
        );
    });

    it("cannot be deleted while accounts or units are inside", () => {
        const setting = organized();
        const outer = unit(setting, "Workloads");
        const inner = unit(setting, "Dev", outer.id);
        const workload = member(setting, "workload", { parentId: inner.id });
        assert.throws(() => setting.driver.delete(outer), /OrganizationalUnitNotEmptyException.*Dev/);
        assert.throws(() => setting.driver.delete(inner), /OrganizationalUnitNotEmptyException.*workload/);
        const listed = setting.driver.read(outer)?.outputs["accounts"];
        assert.deepEqual(listed, [
            { arn: workload.outputs["arn"], email: "workload@example.org", id: workload.id, name: "workload" },
        ]);
    });

    it("are renamed in place and replaced when moved", () => {
        const setting = organized();
        const dev = unit(setting, "Dev");
        const moved = { name: "Dev", parentId: "ou-abcd-12345678" };
        assert.deepEqual(setting.driver.diff(dev, "Dev", { name: "Test", parentId: setting.root }).replaces, []);
        assert.deepEqual(setting.driver.diff(dev, "Dev", moved).replaces, ["parentId"]);
    });

    it("form a tree whose paths always end at the root", () => {
        fc.assert(
            fc.property(fc.array(fc.nat(), { maxLength: 12 }), (choices) => {
                const setting = organized();
                const parents = [setting.root];
                choices.forEach((choice, index) => {
                    const open = parents.filter((id) => ancestors(setting.world, setting.organization, id).length < 5);
                    parents.push(unit(setting, `u${index}`, open[choice % open.length]).id);
                });
                for (const id of parents.slice(1)) {
                    const path = ancestors(setting.world, setting.organization, id);
                    assert.equal(path.at(-1), setting.root);
                    assert.ok(path.length <= 5);
                }
            }),
            { numRuns: 25 },
        );
    });
});

describe("simulated accounts", () => {
    it("get a stable id of twelve digits, the default parent and the access role", () => {
        const [one, two] = [organized(), organized()];
        const workload = member(one, "workload");
        assert.match(workload.id, /^[1-9]\d{11}$/);
        assert.equal(workload.id, member(two, "workload").id);
        assert.equal(workload.outputs["parentId"], one.root);
        assert.equal(workload.outputs["status"], "ACTIVE");
        const role = one.world.get(
            "aws:iam/role:Role",
            { account: workload.id, region: "global" },
            "OrganizationAccountAccessRole",
        );
        assert.equal(role?.outputs["arn"], `arn:aws:iam::${workload.id}:role/OrganizationAccountAccessRole`);
    });

    it("need an address that no other account has, whatever its case", () => {
        const setting = organized();
        member(setting, "workload");
        const taken = ["WORKLOAD@example.org", `management+${management}@example.com`];
        for (const email of taken) assert.throws(() => member(setting, "other", { email }), /EMAIL_ALREADY_EXISTS/);
        assert.throws(() => member(setting, "other", { email: "no address" }), CheckFailed);
        assert.throws(() => member(setting, "x".repeat(51), { email: "x@example.org" }), CheckFailed);
    });

    it("stop at the quota, which AWS can raise", () => {
        const setting = organized();
        for (let index = 1; index <= 9; index++) member(setting, `a${index}`);
        assert.throws(() => member(setting, "a10"), /ACCOUNT_NUMBER_LIMIT_EXCEEDED.*10/);
        raiseQuotas(setting.world, { "organizations.accounts": 11 });
        member(setting, "a10");
        assert.throws(() => raiseQuotas(setting.world, { "organizations.acounts": 11 }), /not a quota/);
    });

    it("are created by the management account of an organization only", () => {
        const setting = organized();
        const workload = member(setting, "workload");
        const inputs = { name: "x", email: "x@example.org" };
        assert.throws(() => driverOf(setting.world, workload.id).create(accountType, "x", inputs), /AccessDenied/);
        assert.throws(
            () => driverOf(new World(), management).create(accountType, "x", inputs),
            /AWSOrganizationsNotInUseException/,
        );
    });

    it("move to another unit and change name in place, and are replaced for another address", () => {
        const setting = organized();
        const suspended = unit(setting, "Suspended");
        const workload = member(setting, "workload");
        const base = { name: "workload", email: "workload@example.org" };
        const moved = { ...base, name: "renamed", parentId: suspended.id };
        assert.deepEqual(setting.driver.diff(workload, "workload", moved).replaces, []);
        assert.deepEqual(setting.driver.diff(workload, "workload", { ...base, email: "new@example.org" }).replaces, [
            "email",
        ]);
        const after = setting.driver.update(workload, "workload", moved);
        assert.equal(after.outputs["parentId"], suspended.id);
        assert.throws(
            () => setting.driver.update(after, "workload", { ...base, parentId: "ou-abcd-12345678" }),
            /MoveAccount.*DestinationParentNotFoundException/,
        );
    });

    it("cannot leave while they are delegated administrators", () => {
        const setting = organized({ awsServiceAccessPrincipals: ["guardduty.amazonaws.com"] });
        const security = member(setting, "security");
        const delegation = setting.driver.create(delegationType, "guardduty", {
            accountId: security.id,
            servicePrincipal: "guardduty.amazonaws.com",
        });
        assert.equal(delegation.id, `${security.id}/guardduty.amazonaws.com`);
        assert.throws(() => setting.driver.delete(security), /CANNOT_REMOVE_DELEGATED_ADMINISTRATOR/);
        setting.driver.delete(delegation);
        setting.driver.delete(security);
        assert.equal(setting.world.list("aws:iam/role:Role").length, 0);
    });
});

describe("simulated delegated administrators", () => {
    it("need service access first, and a member account", () => {
        const setting = organized({ awsServiceAccessPrincipals: ["guardduty.amazonaws.com"] });
        const security = member(setting, "security");
        const register = (accountId: string, servicePrincipal: string) =>
            setting.driver.create(delegationType, "d", { accountId, servicePrincipal });
        assert.throws(() => register(security.id, "config.amazonaws.com"), /SERVICE_ACCESS_NOT_ENABLED/);
        assert.throws(() => register(management, "guardduty.amazonaws.com"), /CANNOT_REGISTER_MASTER/);
        assert.throws(() => register("999999999999", "guardduty.amazonaws.com"), /AccountNotFoundException/);
        register(security.id, "guardduty.amazonaws.com");
        assert.throws(() => register(security.id, "guardduty.amazonaws.com"), /AccountAlreadyRegisteredException/);
    });
});

describe("simulated organization policies", () => {
    const policy = ({ driver }: Setting, name: string, content = denyRoot, inputs: Properties = {}): Entity =>
        driver.create(policyType, name, { name, content, ...inputs });

    it("are refused when they are no JSON, too long, malformed or of a taken name", () => {
        const setting = organized();
        assert.throws(() => policy(setting, "p", "{"), CheckFailed);
        assert.throws(() => policy(setting, "p", denyRoot + " ".repeat(10240)), /POLICY_CONTENT_LIMIT_EXCEEDED.*10240/);
        const withPrincipal = denyRoot.replace('"Effect"', '"Principal":"*","Effect"');
        assert.throws(() => policy(setting, "p", withPrincipal), /MalformedPolicyDocumentException.*principal/);
        policy(setting, "p");
        assert.throws(
            () => setting.driver.create(policyType, "q", { name: "p", content: denyRoot }),
            /DuplicatePolicy/,
        );
    });

    it("of other types follow the rules of those", () => {
        const setting = organized();
        const rcp = { type: "RESOURCE_CONTROL_POLICY" };
        const everyone = denyRoot.replace('"Effect"', '"Principal":"*","Effect"');
        policy(setting, "rcp", everyone, rcp);
        assert.throws(() => policy(setting, "allow", everyone.replace('"Deny"', '"Allow"'), rcp), /Malformed/);
        assert.throws(() => policy(setting, "long", everyone + " ".repeat(5120), rcp), /5120/);
        policy(setting, "tags", '{"tags":{}}', { type: "TAG_POLICY" });
        assert.throws(() => policy(setting, "bad", '{"tag":{}}', { type: "TAG_POLICY" }), /unknown element tag/);
    });

    it("are attached once, to targets that exist, of an enabled type", () => {
        const setting = organized();
        const scp = policy(setting, "scp");
        const attach = (policyId: string, targetId: string) =>
            setting.driver.create(attachmentType, `${policyId}-${targetId}`, { policyId, targetId });
        const attachment = attach(scp.id, setting.root);
        assert.equal(attachment.id, `${setting.root}:${scp.id}`);
        assert.throws(() => attach(scp.id, setting.root), /DuplicatePolicyAttachmentException/);
        assert.throws(() => attach(scp.id, "ou-abcd-12345678"), /TargetNotFoundException/);
        assert.throws(() => attach("p-12345678", setting.root), /PolicyNotFoundException/);
        const tags = policy(setting, "tags", '{"tags":{}}', { type: "TAG_POLICY" });
        assert.throws(() => attach(tags.id, setting.root), /PolicyTypeNotEnabledException/);
        assert.throws(() => setting.driver.delete(scp), /PolicyInUseException/);
        setting.driver.delete(attachment);
        setting.driver.delete(scp);
    });

    it("are at most ten at a target, FullAWSAccess counted, and never none", () => {
        const setting = organized();
        const sandbox = unit(setting, "Sandbox");
        const attach = (policyId: string) =>
            setting.driver.create(attachmentType, policyId, { policyId, targetId: sandbox.id });
        for (let index = 1; index <= 9; index++) attach(policy(setting, `p${index}`).id);
        assert.throws(() => attach(policy(setting, "p10").id), /MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED.*10/);
        const [full, ...own] = setting.world
            .list(attachmentType)
            .filter((record) => record.outputs["targetId"] === sandbox.id);
        assert.equal(full?.outputs["policyId"], "p-FullAWSAccess");
        for (const attachment of own) setting.driver.delete(attachment);
        assert.throws(() => setting.driver.delete(full as Entity), /MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED/);
    });

    it("are detached when their type is disabled, and come with FullAWSAccess when it is enabled", () => {
        const setting = organized();
        unit(setting, "Sandbox");
        member(setting, "workload");
        const scp = policy(setting, "scp");
        setting.driver.create(attachmentType, "a", { policyId: scp.id, targetId: setting.root });
        const off = setting.driver.update(setting.organization, "org", {});
        assert.equal(setting.world.list(attachmentType).length, 0);
        setting.driver.update(off, "org", { enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"] });
        // Root, management account, unit, member account.
        assert.equal(setting.world.list(attachmentType).length, 4);
    });
});
