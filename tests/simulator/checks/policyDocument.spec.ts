import assert from "node:assert/strict";
import fc from "fast-check";
import { policyProblems, policyText, sizeWithoutSpace } from "../../../simulator/checks/policyDocument";
import {
    identityPolicy,
    type PolicyRules,
    resourceControlPolicy,
    resourcePolicy,
    serviceControlPolicy,
    trustPolicy,
} from "../../../simulator/checks/policyRules";

type Element = { readonly [key: string]: unknown };

const statement: Element = { Effect: "Deny", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/*" };
const problems = (changes: Element, rules: PolicyRules = identityPolicy, top: Element = {}): string =>
    policyProblems(
        JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, ...changes }], ...top }),
        rules,
    ).join("; ");

describe("policy documents", () => {
    it("pass for what IAM's own examples hold", () => {
        const condition = { StringNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/a", "arn:aws:iam::*:role/b"] } };
        assert.equal(problems({}), "");
        assert.equal(problems({ Condition: condition, Sid: "A1" }), "");
        assert.equal(problems({ Action: ["s3:Get*", "ec2:*", "*"], Resource: ["*", "arn:aws:s3:::b?cket"] }), "");
        assert.equal(
            problems({ Condition: { Bool: { "aws:SecureTransport": false }, Null: { "aws:TagKeys": "true" } } }),
            "",
        );
        assert.equal(policyProblems(policyText({ Statement: statement } as never), identityPolicy).join(), "");
    });

    it("report everything wrong at once, each with its place", () => {
        const found = problems({ Effect: "deny", Action: "GetObject", Resource: "bucket", Typo: 1 });
        for (const place of ["Effect", "Action", "Resource", "Typo"])
            assert.match(found, new RegExp(`Statement\\[0\\].*${place}`));
    });

    it("are refused when they are not a policy at all", () => {
        for (const text of ["", "{", "[]", '"text"', "null"]) {
            assert.deepEqual(policyProblems(text, identityPolicy), ["the policy is not a JSON object"]);
        }
        assert.match(policyProblems("{}", identityPolicy).join(), /Statement is missing or empty/);
        assert.match(problems({}, identityPolicy, { Version: "2012-10-18" }), /Version is "2012-10-18"/);
        assert.match(problems({}, identityPolicy, { Statements: [] }), /unknown element Statements/);
        assert.match(problems({ Resource: "arn:aws:s3:::größe-\u4e00" }), /characters outside/);
    });

    it("have exactly one of each pair of opposites, and nothing empty", () => {
        assert.match(problems({ NotAction: "s3:*" }), /exactly one of Action and NotAction/);
        assert.match(problems({ NotResource: "*" }), /exactly one of Resource and NotResource/);
        assert.match(problems({ Action: [] }), /Action is empty/);
        assert.match(problems({ Action: [1] }), /not text/);
    });

    it("name each Sid once", () => {
        const one = { ...statement, Sid: "One" };
        const text = JSON.stringify({ Version: "2012-10-17", Statement: [one, one] });
        assert.match(policyProblems(text, identityPolicy).join(), /Sid "One" is used more than once/);
        assert.deepEqual(policyProblems(text.replaceAll('"Effect"', '"Principal":"*","Effect"'), resourcePolicy), []);
    });

    it("name conditions that exist, on keys with a prefix", () => {
        assert.match(problems({ Condition: { StringLikes: { "aws:a": "b" } } }), /invalid condition type/);
        assert.match(
            problems({ Condition: { "ForEachValue:StringLike": { "aws:a": "b" } } }),
            /invalid condition type/,
        );
        assert.match(problems({ Condition: { StringLike: { a: "b" } } }), /prefixed by a vendor/);
        assert.match(problems({ Condition: { StringLike: {} } }), /at least one condition key/);
        assert.match(problems({ Condition: { StringLike: { "aws:a": {} } } }), /must be text/);
        assert.match(problems({ Condition: "x" }), /not an object/);
    });

    it("name principals where their kind has them, of known types and forms", () => {
        assert.match(problems({ Principal: "*" }), /should not specify a principal/);
        assert.match(problems({}, resourcePolicy), /exactly one of Principal and NotPrincipal/);
        const valid = ["*", { AWS: ["*", "123456789012"] }, { Service: "sqs.amazonaws.com" }];
        for (const principal of valid) assert.equal(problems({ Principal: principal }, resourcePolicy), "");
        const wrong = ["me", {}, { Aws: "*" }, { AWS: "12345" }, { Service: "sqs" }, { CanonicalUser: "x" }];
        for (const principal of wrong) assert.notEqual(problems({ Principal: principal }, resourcePolicy), "");
    });

    it("of trust name sts actions and no resource", () => {
        const trust = { Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole", Resource: undefined };
        assert.equal(problems(trust, trustPolicy), "");
        assert.match(problems({ ...trust, Resource: "*" }, trustPolicy), /prohibited element Resource/);
        assert.match(problems({ ...trust, Action: "s3:*" }, trustPolicy), /only name sts actions/);
    });

    it("of control say their version, and those for resources deny everyone", () => {
        assert.equal(problems({ Effect: "Allow", NotResource: "*", Resource: undefined }, serviceControlPolicy), "");
        assert.match(problems({}, serviceControlPolicy, { Version: undefined }), /Version is missing/);
        assert.equal(problems({ Principal: "*" }, resourceControlPolicy), "");
        assert.match(problems({ Principal: { AWS: "*" } }, resourceControlPolicy), /must be "\*"/);
        assert.match(problems({ Principal: "*", Effect: "Allow" }, resourceControlPolicy), /allowed: Deny/);
        const notAction = { Principal: "*", Action: undefined, NotAction: "s3:*" };
        assert.match(problems(notAction, resourceControlPolicy), /does not take/);
    });

    it("never make the check itself fail, whatever the JSON", () => {
        fc.assert(
            fc.property(
                fc.json(),
                fc.constantFrom(identityPolicy, trustPolicy, resourceControlPolicy),
                (text, rules) => {
                    assert.ok(Array.isArray(policyProblems(text, rules)));
                    assert.ok(Array.isArray(policyProblems(`{"Statement":[${text}]}`, rules)));
                    assert.ok(policyProblems(`{"Statement":${text}}`, rules).length > 0);
                },
            ),
        );
    });

    it("are measured without white space", () => {
        assert.equal(sizeWithoutSpace('{ "a":\n\t1 }'), 7);
    });
});
