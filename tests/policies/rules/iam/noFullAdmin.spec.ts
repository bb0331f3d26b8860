import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { noFullAdmin as rule } from "../../../../policies/rules/iam/noFullAdmin";
import { judge, passed, type Resource, unknown } from "../../support";

const statement = (change: Record<string, unknown> = {}) => ({
    Effect: "Allow",
    Action: ["s3:GetObject"],
    Resource: "*",
    ...change,
});
const document = (...statements: unknown[]) => ({ Version: "2012-10-17", Statement: statements });
const policy = (value: unknown, type = "aws:iam/policy:Policy"): Resource => ({ type, props: { policy: value } });
const withStatement = (change: Record<string, unknown>) => policy(JSON.stringify(document(statement(change))));
const refuses = (resource: Resource) =>
    assert.equal(judge(rule, resource).violations.length, 1, JSON.stringify(resource));
const accepts = (resource: Resource) => assert.deepEqual(judge(rule, resource), passed, JSON.stringify(resource));

describe("iam-no-full-admin", () => {
    it("accepts a statement that names its actions or its resources", () => {
        accepts(withStatement({}));
        accepts(withStatement({ Action: "*", Resource: "arn:aws:s3:::bucket/*" }));
        accepts(withStatement({ Action: "s3:*" }));
        accepts(withStatement({ Action: "*", Effect: "Deny" }));
        accepts(withStatement({ Effect: "Deny", Action: undefined, NotAction: ["iam:*"] }));
    });

    it("refuses every action on every resource, however it is written", () => {
        for (const Action of ["*", "*:*", "**", ["s3:GetObject", "*"]]) {
            for (const Resource of ["*", ["*"], "arn:aws:*", "arn:*:*:*:*:*", ["arn:aws:s3:::a", "*"]]) {
                refuses(withStatement({ Action, Resource }));
            }
        }
        refuses(withStatement({ Action: undefined, NotAction: "iam:*" }));
        refuses(withStatement({ Action: "*", Resource: undefined, NotResource: "arn:aws:s3:::a" }));
        refuses(withStatement({ Action: "*", Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }));
        refuses(policy({ statement: [{ effect: "allow", action: "*", resource: "*" }] }));
        refuses(policy(document(statement({ Action: "*" }))));
    });

    it("refuses everything less nothing, everything of one account, and everything without a resource", () => {
        refuses(withStatement({ Action: undefined, NotAction: [] }));
        refuses(withStatement({ Action: "*", Resource: "arn:aws:*:*:111122223333:*" }));
        refuses(withStatement({ Action: "*", Resource: undefined }));
        refuses(policy({ Statement: [[statement({ Action: [["*"]] })]] }));
        refuses(policy(`\uFEFF${JSON.stringify(document(statement({ Action: "*" })))}`));
        refuses(policy({ Statement: [statement()], statement: [statement({ Action: "*" })] }));
    });

    it("refuses every action of IAM, with which the rest can be granted", () => {
        for (const Resource of ["*", "arn:aws:iam::*:*", "arn:aws:iam::111122223333:*"]) {
            refuses(withStatement({ Action: ["iam:*"], Resource }));
        }
        accepts(withStatement({ Action: "iam:*", Resource: "arn:aws:iam::111122223333:role/app-*" }));
        accepts(withStatement({ Action: "*", Resource: "arn:aws:s3:::*" }));
    });

    it("sees a full statement although other statements and elements are not known", () => {
        const full = statement({ Action: [unknown, "*"], Resource: [unknown, "*"] });
        const verdict = judge(
            rule,
            policy({ Statement: [unknown, statement({ Action: "*", Resource: unknown }), full] }),
        );
        assert.deepEqual([verdict.violations.length, verdict.undecided.length], [1, 2]);
        accepts(policy({ Statement: [statement({ Resource: unknown, Condition: unknown })] }));
    });

    it("reads every carrier of a document", () => {
        const bad = JSON.stringify({ Statement: statement({ Action: "*" }) });
        for (const kind of [
            "policy:Policy",
            "rolePolicy:RolePolicy",
            "groupPolicy:GroupPolicy",
            "userPolicy:UserPolicy",
        ]) {
            refuses(policy(bad, `aws:iam/${kind}`));
        }
        refuses({
            type: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
            props: { inlinePolicy: bad },
        });
        refuses({ type: "aws:iam/role:Role", props: { inlinePolicies: [{ name: "a", policy: bad }] } });
        refuses({ type: "aws:iam/role:Role", props: { inlinePolicies: { name: "a", policy: bad } } });
    });

    it("refuses administrator policies in every attachment, in every partition", () => {
        const arn = "arn:aws:iam::aws:policy/AdministratorAccess";
        refuses({
            type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            props: { role: unknown, policyArn: arn },
        });
        refuses({
            type: "aws:iam/policyAttachment:PolicyAttachment",
            props: { policyArn: arn.replace("aws:iam", "aws-cn:iam") },
        });
        refuses({ type: "aws:iam/role:Role", props: { managedPolicyArns: [unknown, arn].slice(1) } });
        refuses({
            type: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
            props: { managedPolicyArn: arn },
        });
        accepts({
            type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            props: { policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
        });
    });

    it("sees a known policy beside one that is not known", () => {
        const arn = "arn:aws:iam::aws:policy/AdministratorAccess";
        const verdict = judge(rule, { type: "aws:iam/role:Role", props: { managedPolicyArns: [unknown, arn] } });
        assert.deepEqual([verdict.violations.length, verdict.undecided.length], [1, 1]);
    });

    it("is undecided about a document that is not known or no JSON", () => {
        assert.match(judge(rule, policy(unknown)).undecided[0] ?? "", /policy is not known yet/);
        assert.match(judge(rule, policy("{")).undecided[0] ?? "", /not JSON/);
    });

    it("does not apply to trust policies and service control policies", () => {
        assert.equal(judge(rule, { type: "aws:organizations/policy:Policy", props: {} }).applied, false);
        const trust = JSON.stringify(document(statement({ Action: "*" })));
        accepts({ type: "aws:iam/role:Role", props: { assumeRolePolicy: trust } });
    });

    it("never lets a full statement hide among others", () => {
        const harmless = fc.array(fc.constantFrom(statement(), statement({ Effect: "Deny", Action: "*" })), {
            maxLength: 4,
        });
        const asText = fc.boolean();
        const sid = fc.option(fc.string(), { nil: undefined });
        fc.assert(
            fc.property(harmless, harmless, asText, sid, (before, after, text, Sid) => {
                const full = document(...before, statement({ Sid, Action: ["s3:Get*", "*"] }), ...after);
                assert.equal(judge(rule, policy(text ? JSON.stringify(full) : full)).violations.length, 1);
            }),
        );
    });
});
