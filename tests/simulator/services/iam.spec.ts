import assert from "node:assert/strict";
import { isUnknown, type Properties, Unknown } from "../../../simulator/kernel/values";
import { type Entity, World } from "../../../simulator/kernel/world";
import { raiseQuotas } from "../../../simulator/quotas";
import { iam } from "../../../simulator/services/iam";
import { organizations } from "../../../simulator/services/organizations";
import { account, CheckFailed, type Driver } from "../support";

const home = "111122223333";
const roleType = "aws:iam/role:Role";
const rolePolicyType = "aws:iam/rolePolicy:RolePolicy";
const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const policyType = "aws:iam/policy:Policy";
const profileType = "aws:iam/instanceProfile:InstanceProfile";
const userType = "aws:iam/user:User";
const keyType = "aws:iam/accessKey:AccessKey";
const readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";

const trust = (principal: unknown = { Service: "ec2.amazonaws.com" }, action = "sts:AssumeRole"): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: principal, Action: action }] });

const identity = (statement: Properties = {}): string =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...statement }],
    });

const driverOf = (world = new World(), id = home): Driver =>
    account(world, { account: id, region: "eu-west-1", services: [iam, organizations] });

const role = (driver: Driver, name = "web", inputs: Properties = {}): Entity =>
    driver.create(roleType, name, { name, assumeRolePolicy: trust(), ...inputs });

describe("simulated IAM roles", () => {
    it("answer as the provider does and get a name of at most 64 characters", () => {
        const created = driverOf().create(roleType, "web", { assumeRolePolicy: trust() });
        assert.match(created.id, /^web-[0-9a-f]{7}$/);
        assert.equal(created.outputs["arn"], `arn:aws:iam::${home}:role/${created.id}`);
        assert.match(String(created.outputs["uniqueId"]), /^AROA[0-9A-Z]{17}$/);
        assert.equal(created.outputs["maxSessionDuration"], 3600);
        assert.equal(created.scope.region, "global");
    });

    it("take the trust policy as a document too, and a prefix in place of the name", () => {
        const document = JSON.parse(trust()) as Properties;
        const created = driverOf().create(roleType, "web", { namePrefix: "web-", assumeRolePolicy: document });
        assert.match(created.id, /^web-[0-9a-f]{26}$/);
        assert.equal(created.outputs["assumeRolePolicy"], JSON.stringify(document));
    });

    it("say nothing against a trust policy that is not known yet", () => {
        const { inputs, problems } = driverOf().check(roleType, "web", { assumeRolePolicy: Unknown.value });
        assert.deepEqual(problems, []);
        assert.ok(isUnknown(inputs["assumeRolePolicy"]));
    });

    it("refuse inputs that are out of range before anything is called", () => {
        const wrong: Properties[] = [
            { name: "a b" },
            { name: "x".repeat(65) },
            { maxSessionDuration: 3599 },
            { maxSessionDuration: 43201 },
            { path: "team" },
            { assumeRolePolicy: "{" },
            { namePrefix: "web-" },
        ];
        for (const inputs of wrong) assert.throws(() => role(driverOf(), "web", inputs), CheckFailed);
    });

    it("refuse a malformed trust policy", () => {
        const malformed = [
            trust({ Service: "ec2" }),
            trust({ AWS: "1234567890123" }),
            trust(undefined, "s3:GetObject"),
            identity(),
            trust().replace('"Action"', '"Resource":"*","Action"'),
        ];
        for (const assumeRolePolicy of malformed) {
            assert.throws(() => role(driverOf(), "web", { assumeRolePolicy }), /CreateRole.*MalformedPolicyDocument/);
        }
        const long = trust({ AWS: Array.from({ length: 60 }, (_, n) => `arn:aws:iam::${home}:role/long-role-${n}`) });
        assert.throws(() => role(driverOf(), "web", { assumeRolePolicy: long }), /ACLSizePerRole: 2048/);
    });

    it("refuse principals that do not exist in an account made here, and take others at their word", () => {
        const world = new World();
        const driver = driverOf(world);
        driver.create("aws:organizations/organization:Organization", "org");
        const member = driver.create("aws:organizations/account:Account", "m", { name: "m", email: "m@example.org" });
        const trusting = (arn: string) => trust({ AWS: arn });
        const ghost = `arn:aws:iam::${member.id}:role/ghost`;
        assert.throws(
            () => role(driver, "a", { assumeRolePolicy: trusting(ghost) }),
            /Invalid principal in policy.*ghost/,
        );
        const access = `arn:aws:iam::${member.id}:role/OrganizationAccountAccessRole`;
        role(driver, "b", { assumeRolePolicy: trusting(access) });
        role(driver, "c", { assumeRolePolicy: trusting("arn:aws:iam::999999999999:role/vendor") });
    });

    it("have a name of their own in the account, whatever its case", () => {
        const driver = driverOf();
        role(driver, "web");
        assert.throws(() => role(driver, "WEB"), /EntityAlreadyExists/);
        role(driverOf(driver.world, "444455556666"), "web");
    });

    it("refuse policies and boundaries that do not exist", () => {
        const missing = `arn:aws:iam::${home}:policy/missing`;
        assert.throws(() => role(driverOf(), "web", { permissionsBoundary: missing }), /NoSuchEntity/);
        assert.throws(
            () => role(driverOf(), "web", { managedPolicyArns: [missing] }),
            /AttachRolePolicy.*NoSuchEntity/,
        );
        role(driverOf(), "web", { managedPolicyArns: [readOnly], permissionsBoundary: readOnly });
    });

    it("cannot be deleted while policies are attached, unless the provider detaches them", () => {
        const driver = driverOf();
        const web = role(driver);
        const attachment = driver.create(attachmentType, "a", { role: "web", policyArn: readOnly });
        assert.throws(() => driver.delete(web), /DeleteConflict.*detach all policies/);
        assert.deepEqual(driver.read(web)?.outputs["managedPolicyArns"], [readOnly]);
        driver.delete(attachment);
        const inline = driver.create(rolePolicyType, "i", { role: "web", name: "i", policy: identity() });
        assert.throws(() => driver.delete(web), /DeleteConflict.*delete policies/);
        driver.delete(inline);
        driver.delete(web);
        const forced = role(driver, "forced", { forceDetachPolicies: true });
        driver.create(attachmentType, "b", { role: "forced", policyArn: readOnly });
        driver.delete(forced);
        assert.equal(driver.world.count(), 0);
    });

    it("leave their instance profile when they go", () => {
        const driver = driverOf();
        const web = role(driver);
        const profile = driver.create(profileType, "web", { name: "web", role: "web" });
        driver.delete(web);
        assert.equal(driver.read(profile)?.outputs["role"], undefined);
    });
});

describe("simulated IAM policies", () => {
    it("answer with an ARN, count attachments and cannot be deleted while attached", () => {
        const driver = driverOf();
        role(driver);
        const policy = driver.create(policyType, "read", { name: "read", policy: identity() });
        assert.equal(policy.id, `arn:aws:iam::${home}:policy/read`);
        const attachment = driver.create(attachmentType, "a", { role: "web", policyArn: policy.id });
        assert.equal(attachment.id, `web/${policy.id}`);
        assert.equal(driver.read(policy)?.outputs["attachmentCount"], 1);
        assert.throws(() => driver.delete(policy), /DeleteConflict.*web/);
        driver.delete(attachment);
        driver.delete(policy);
    });

    it("are refused when malformed or too long", () => {
        const create = (policy: string) => driverOf().create(policyType, "p", { policy });
        const malformed: Properties[] = [
            { Action: "GetObject" },
            { Resource: "bucket" },
            { Principal: "*" },
            { Effect: "allow" },
            { Sid: "not allowed" },
            { Condition: { StringIs: { "aws:SourceArn": "x" } } },
            { Condition: { StringEquals: { sourceArn: "x" } } },
            { Extra: true },
        ];
        for (const statement of malformed) assert.throws(() => create(identity(statement)), /MalformedPolicyDocument/);
        const long = identity({
            Resource: Array.from({ length: 200 }, (_, n) => `arn:aws:s3:::bucket-number-${n}/prefix/*`),
        });
        assert.throws(() => create(long), /PolicySize: 6144/);
        create(identity({ Condition: { "ForAnyValue:StringLikeIfExists": { "aws:SourceArn": ["a", "b"] } } }));
    });

    it("are attached to roles that exist, ten at most", () => {
        const driver = driverOf();
        const attach = (name: string, inputs: Properties = {}) =>
            driver.create(attachmentType, name, {
                role: "web",
                policyArn: `arn:aws:iam::aws:policy/${name}`,
                ...inputs,
            });
        assert.throws(() => attach("One"), /NoSuchEntity.*role/);
        role(driver);
        for (let index = 1; index <= 10; index++) attach(`Policy${index}`);
        assert.throws(() => attach("Policy11"), /PoliciesPerRole: 10/);
        assert.throws(() => attach("Policy1"), /EntityAlreadyExists/);
        raiseQuotas(driver.world, { "iam.policiesPerRole": 20 });
        attach("Policy11");
        assert.throws(() => attach("x", { policyArn: `arn:aws:iam::${home}:policy/x` }), /NoSuchEntity.*policy\/x/);
    });

    it("written into a role are limited together", () => {
        const driver = driverOf();
        role(driver);
        const half = identity({
            Resource: Array.from({ length: 125 }, (_, n) => `arn:aws:s3:::bucket-number-${n}/p/*`),
        });
        const put = (name: string) => driver.create(rolePolicyType, name, { role: "web", name, policy: half });
        assert.equal(put("one").id, "web:one");
        assert.throws(() => put("one"), /EntityAlreadyExists/);
        put("two");
        assert.throws(() => put("three"), /LimitExceeded.*10240/);
    });
});

describe("simulated IAM instance profiles, users and access keys", () => {
    it("put an existing role into a profile", () => {
        const driver = driverOf();
        const inputs = { name: "web", role: "web" };
        assert.throws(() => driver.create(profileType, "web", inputs), /AddRoleToInstanceProfile.*NoSuchEntity/);
        role(driver);
        const profile = driver.create(profileType, "web", inputs);
        assert.equal(profile.outputs["arn"], `arn:aws:iam::${home}:instance-profile/web`);
        assert.deepEqual(driver.diff(profile, "web", { name: "web", role: "other" }).replaces, []);
    });

    it("give a user two keys at most, whose secrets are marked secret", () => {
        const driver = driverOf();
        assert.throws(() => driver.create(keyType, "k", { user: "ci" }), /NoSuchEntity/);
        const user = driver.create(userType, "ci", { name: "ci" });
        const keys = ["a", "b"].map((name) => driver.create(keyType, name, { user: "ci" }));
        assert.match(String(keys[0]?.id), /^AKIA[0-9A-Z]{16}$/);
        assert.throws(() => driver.create(keyType, "c", { user: "ci" }), /AccessKeysPerUser: 2/);
        assert.deepEqual(iam.resources.find(({ type }) => type === keyType)?.secrets, ["secret", "sesSmtpPasswordV4"]);
        assert.throws(() => driver.delete(user), /DeleteConflict/);
        for (const key of keys) driver.delete(key);
        driver.delete(user);
    });
});

describe("getPolicyDocument", () => {
    const invoke = (args: Properties) => driverOf().invoke("aws:iam/getPolicyDocument:getPolicyDocument", args);

    it("writes statements as the provider does", () => {
        const result = invoke({
            statements: [
                {
                    sid: "Read",
                    actions: ["s3:GetObject", "s3:ListBucket"],
                    resources: ["arn:aws:s3:::b/&{aws:username}"],
                    principals: [{ type: "AWS", identifiers: ["222222222222", "111111111111"] }],
                    conditions: [{ test: "StringLike", variable: "aws:PrincipalArn", values: ["<a>"] }],
                },
            ],
        });
        assert.equal(
            result["json"],
            `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": [
        "s3:ListBucket",
        "s3:GetObject"
      ],
      "Resource": "arn:aws:s3:::b/\${aws:username}",
      "Principal": {
        "AWS": [
          "222222222222",
          "111111111111"
        ]
      },
      "Condition": {
        "StringLike": {
          "aws:PrincipalArn": "\\u003ca\\u003e"
        }
      }
    }
  ]
}`,
        );
        assert.deepEqual(JSON.parse(String(result["minifiedJson"])), JSON.parse(String(result["json"])));
    });

    it("writes everyone as a star and tells AWS star apart from it", () => {
        const principal = (type: string) => {
            const statements = [{ actions: ["s3:*"], principals: [{ type, identifiers: ["*"] }] }];
            const document = JSON.parse(String(invoke({ statements })["json"])) as { Statement: Properties[] };
            return document.Statement[0]?.["Principal"];
        };
        assert.equal(principal("*"), "*");
        assert.deepEqual(principal("AWS"), { AWS: "*" });
    });

    it("merges sources below and overrides above the statements, by Sid", () => {
        const source = (sid: string, action: string) =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [{ Sid: sid, Effect: "Deny", Action: action, Resource: "*" }],
            });
        const result = invoke({
            sourcePolicyDocuments: [source("A", "a:One"), source("B", "b:One")],
            statements: [{ sid: "B", actions: ["b:Two"], resources: ["*"] }],
            overridePolicyDocuments: [source("A", "a:Three")],
        });
        const document = JSON.parse(String(result["json"])) as { Statement: Properties[] };
        assert.deepEqual(
            document.Statement.map((statement) => statement["Action"]),
            ["a:Three", "b:Two"],
        );
        const twice = { sourcePolicyDocuments: [source("A", "a:One"), source("A", "a:Two")] };
        assert.throws(() => invoke(twice), /duplicate Sid \(A\)/);
    });
});
