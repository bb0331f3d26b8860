import assert from "node:assert/strict";
import type { Properties } from "../../../simulator/kernel/values";
import { type Entity, World } from "../../../simulator/kernel/world";
import { kms } from "../../../simulator/services/kms";
import { resolveKey } from "../../../simulator/services/kms/keys";
import { account, CheckFailed, type Driver } from "../support";

const home = "111122223333";
const scope = { account: home, region: "eu-west-1" };
const keyType = "aws:kms/key:Key";
const aliasType = "aws:kms/alias:Alias";
const keyPolicyType = "aws:kms/keyPolicy:KeyPolicy";

const driverOf = (world = new World(), region = "eu-west-1"): Driver =>
    account(world, { account: home, region, services: [kms] });

const allowing = (principal: unknown, action = "kms:*"): string =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Sid: "Enable IAM", Effect: "Allow", Principal: principal, Action: action, Resource: "*" }],
    });

const key = (driver: Driver, inputs: Properties = {}): Entity => driver.create(keyType, "key", inputs);

describe("simulated KMS keys", () => {
    it("answer with an id, an ARN and the default policy", () => {
        const created = key(driverOf());
        assert.match(created.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
        assert.equal(created.outputs["arn"], `arn:aws:kms:eu-west-1:${home}:key/${created.id}`);
        assert.equal(created.outputs["keyId"], created.id);
        assert.match(String(created.outputs["policy"]), new RegExp(`arn:aws:iam::${home}:root`));
        assert.equal(created.id, key(driverOf()).id);
    });

    it("refuse ranges and combinations that KMS does not have", () => {
        const wrong: Properties[] = [
            { deletionWindowInDays: 6 },
            { deletionWindowInDays: 31 },
            { rotationPeriodInDays: 89, enableKeyRotation: true },
            { rotationPeriodInDays: 90 },
            { keyUsage: "SIGN_VERIFY" },
            { keyUsage: "ENCRYPT_DECRYPT", customerMasterKeySpec: "ECC_NIST_P256" },
            { keyUsage: "ANYTHING" },
        ];
        for (const inputs of wrong) assert.throws(() => key(driverOf(), inputs), CheckFailed);
        const signing = { keyUsage: "SIGN_VERIFY", customerMasterKeySpec: "ECC_NIST_P256" };
        assert.throws(() => key(driverOf(), { ...signing, enableKeyRotation: true }), /UnsupportedOperationException/);
        key(driverOf(), signing);
    });

    it("refuse a policy that locks everyone out, unless told to skip the check", () => {
        const policies = [
            allowing({ AWS: "arn:aws:iam::999999999999:root" }),
            allowing({ AWS: `arn:aws:iam::${home}:root` }, "kms:Decrypt"),
            allowing({ Service: "events.amazonaws.com" }),
        ];
        for (const policy of policies) {
            assert.throws(() => key(driverOf(), { policy }), /MalformedPolicyDocumentException.*in the future/);
            key(driverOf(), { policy, bypassPolicyLockoutSafetyCheck: true });
        }
        key(driverOf(), { policy: allowing({ AWS: `arn:aws:iam::${home}:role/deploy` }, "kms:Put*") });
    });

    it("refuse a malformed policy, also when it changes", () => {
        assert.throws(() => key(driverOf(), { policy: "{}" }), /MalformedPolicyDocumentException/);
        const driver = driverOf();
        const created = key(driver);
        assert.throws(() => driver.update(created, "key", { policy: "{}" }), /PutKeyPolicy.*Malformed/);
    });

    it("are replaced for another kind of key and changed in place otherwise", () => {
        const driver = driverOf();
        const created = key(driver);
        assert.deepEqual(driver.diff(created, "key", { enableKeyRotation: true, description: "x" }).replaces, []);
        assert.deepEqual(driver.diff(created, "key", { multiRegion: true }).replaces, ["multiRegion"]);
        assert.deepEqual(driver.diff(created, "key", { region: "eu-central-1" }).replaces, ["region"]);
    });
});

describe("simulated KMS aliases", () => {
    it("name a key of their own Region", () => {
        const driver = driverOf();
        const target = key(driver);
        const alias = driver.create(aliasType, "data", { targetKeyId: target.id });
        assert.match(alias.id, /^alias\/data-[0-9a-f]{7}$/);
        assert.equal(alias.outputs["targetKeyArn"], target.outputs["arn"]);
        const byArn = driver.create(aliasType, "b", { name: "alias/b", targetKeyId: target.outputs["arn"] ?? "" });
        assert.equal(byArn.outputs["targetKeyId"], target.id);
        const elsewhere = driverOf(driver.world, "eu-central-1");
        for (const targetKeyId of [target.id, target.outputs["arn"] ?? "", "alias/b"]) {
            assert.throws(
                () => elsewhere.create(aliasType, "c", { name: "alias/c", targetKeyId }),
                /NotFoundException/,
            );
        }
        assert.throws(
            () => driver.create(aliasType, "d", { name: "alias/b", targetKeyId: target.id }),
            /AlreadyExists/,
        );
    });

    it("have names that KMS allows", () => {
        const driver = driverOf();
        const { id: targetKeyId } = key(driver);
        for (const name of ["data", "alias/", "alias/aws/sqs", "alias/a b", `alias/${"x".repeat(251)}`]) {
            assert.throws(() => driver.create(aliasType, "a", { name, targetKeyId }), CheckFailed);
        }
    });

    it("move to another key in place and go with their key", () => {
        const driver = driverOf();
        const first = key(driver);
        const second = driver.create(keyType, "second");
        const alias = driver.create(aliasType, "a", { name: "alias/a", targetKeyId: first.id });
        const moved = driver.update(alias, "a", { name: "alias/a", targetKeyId: second.id });
        assert.equal(moved.outputs["targetKeyArn"], second.outputs["arn"]);
        driver.delete(second);
        assert.equal(driver.read(moved), undefined);
        driver.delete(moved);
    });
});

describe("resolveKey", () => {
    it("finds a key by id, ARN, alias and ARN of an alias, and keys that AWS manages", () => {
        const driver = driverOf();
        const { world } = driver;
        const target = key(driver);
        const alias = driver.create(aliasType, "a", { name: "alias/a", targetKeyId: target.id });
        for (const reference of [target.id, target.outputs["arn"], "alias/a", alias.outputs["arn"]]) {
            assert.equal(resolveKey(world, scope, String(reference))?.id, target.id);
        }
        const arn = `arn:aws:kms:eu-west-1:${home}:alias/aws/sqs`;
        assert.equal(resolveKey(world, scope, "alias/aws/sqs")?.id, resolveKey(world, scope, arn)?.id);
        const missing = ["alias/b", "nothing", `arn:aws:kms:eu-central-1:${home}:key/${target.id}`, "arn:aws:s3:::b"];
        for (const reference of missing) assert.equal(resolveKey(world, scope, reference), undefined);
    });
});

describe("simulated KMS key policies", () => {
    it("replace the policy of a key and give the default back when they go", () => {
        const driver = driverOf();
        const target = key(driver);
        const policy = allowing({ AWS: home });
        const created = driver.create(keyPolicyType, "p", { keyId: target.id, policy });
        assert.equal(driver.read(target)?.outputs["policy"], policy);
        driver.delete(created);
        assert.equal(driver.read(target)?.outputs["policy"], target.outputs["policy"]);
        assert.throws(() => driver.create(keyPolicyType, "q", { keyId: "missing", policy }), /NotFoundException/);
        const locked = allowing({ AWS: "999999999999" });
        assert.throws(() => driver.create(keyPolicyType, "q", { keyId: target.id, policy: locked }), /in the future/);
    });
});
