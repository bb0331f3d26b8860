import * as assert from "node:assert/strict";
import { parseExceptions } from "../../../policies/kit/exceptions";
import { ExceptionLedger } from "../../../policies/kit/ledger";

const ids = new Set(["a-rule", "b-rule"]);
const entry = (change: Record<string, string> = {}) => {
    const fields = {
        rule: "a-rule",
        resource: "urn:pulumi:dev::landing-zone::*::bastion",
        reason: "moves in March",
        owner: "platform",
        expires: "2027-03-31",
        ...change,
    };
    return `- ${Object.entries(fields)
        .map(([key, value]) => `${key}: ${value}`)
        .join("\n  ")}\n`;
};
const problems = (text: string) => parseExceptions(text, "exceptions.yaml", ids).problems;
const ledger = (text: string, today = "2027-01-15") =>
    new ExceptionLedger(text, "exceptions.yaml", ids, new Date(`${today}T12:00:00Z`));
const dev = { stack: "dev", project: "landing-zone" };
const bastion = "urn:pulumi:dev::landing-zone::a:b:C$aws:ec2/securityGroup:SecurityGroup::bastion";

describe("the exceptions file", () => {
    it("may be empty, hold nothing but comments, or an empty list", () => {
        for (const text of ["", "# nothing\n", "[]\n", "null\n"]) {
            assert.deepEqual(parseExceptions(text, "exceptions.yaml", ids), { exceptions: [], problems: [] });
        }
    });

    it("reads an entry with its place", () => {
        const [exception] = parseExceptions(`# head\n${entry()}`, "exceptions.yaml", ids).exceptions;
        assert.equal(exception?.place, "exceptions.yaml:2");
        assert.equal(exception?.expires, "2027-03-31");
    });

    it("names the line of what is wrong, and keeps the entries that are right", () => {
        const text = entry({ rule: "no-such-rule" }) + entry();
        assert.deepEqual(problems(text), [
            'exceptions.yaml:1: no rule is called "no-such-rule"; the rules are listed in docs/policies.md',
        ]);
        assert.equal(parseExceptions(text, "exceptions.yaml", ids).exceptions.length, 1);
    });

    it("refuses missing, empty and unknown fields", () => {
        assert.match(problems(entry({ owner: "" })).join(), /exceptions\.yaml:4: owner must be text/);
        assert.match(problems(entry({ owner: '""' })).join(), /owner missing or empty/);
        assert.match(
            problems("- rule: a-rule\n").join(),
            /exceptions\.yaml:1: resource, reason, owner, expires missing or empty/,
        );
        assert.match(
            problems(entry({ until: "2027-01-01" })).join(),
            /exceptions\.yaml:6: unknown key "until"; allowed are/,
        );
        assert.match(problems("- just text\n").join(), /an exception is a map/);
    });

    it("refuses a date that is none", () => {
        for (const expires of ["2027-02-30", "31.03.2027", "2027-3-1", "never"]) {
            assert.match(problems(entry({ expires })).join(), /exceptions\.yaml:5: expires is/);
        }
    });

    it("refuses a pattern that excepts everything", () => {
        assert.match(problems(entry({ resource: '"*"' })).join(), /names no resource/);
        assert.match(problems(entry({ resource: '"*::*"' })).join(), /names no resource/);
    });

    it("refuses a pattern that excepts a whole stack", () => {
        for (const resource of [
            "urn:*",
            "urn:pulumi:*",
            "urn:pulumi:dev*",
            "urn:pulumi:dev::*",
            "urn:pulumi:dev::landing-zone::*",
            "urn:pulumi:dev::landing-zone::*::*a*",
            "urn:pulumi:dev::landing-zone::*aws*::*",
        ]) {
            assert.match(problems(entry({ resource: `"${resource}"` })).join(), /names no resource/, resource);
        }
        for (const resource of [
            "urn:*::it",
            "urn:pulumi:dev::landing-zone::aws:ec2/securityGroup:SecurityGroup::*",
            "urn:pulumi:dev::*::bastion-*",
        ]) {
            assert.deepEqual(problems(entry({ resource: `"${resource}"` })), [], resource);
        }
    });

    it("survives empty keys, empty entries, references, further documents and thousands of brackets", () => {
        assert.match(problems("- : x\n").join(), /unknown key "null"/);
        assert.match(problems("-\n-\n").join(), /an exception is a map/);
        assert.match(problems(entry({ resource: "*::bastion" })).join(), /in quotes|not readable/);
        assert.match(problems(`- &a\n  rule: a-rule\n- *a\n`).join(), /an exception is a map/);
        assert.match(problems(`${entry()}---\n${entry()}`).join(), /not readable as YAML/);
        assert.ok(problems("[".repeat(20_000)).length > 0);
        assert.match(problems(entry({ expires: "20270331" })).join(), /expires must be text/);
        assert.match(problems(entry().replace("rule:", "Rule:")).join(), /unknown key "Rule"/);
        assert.match(problems(`${entry()}  owner: other\n`).join(), /not readable as YAML: Map keys must be unique/);
    });

    it("matches in time that does not grow with the stars", () => {
        const resource = `urn:pulumi:dev::landing-zone::${"*a".repeat(40)}::bastion`;
        const begun = Date.now();
        assert.equal(ledger(entry({ resource })).use("a-rule", `${bastion.repeat(3)}${"a".repeat(3000)}`), undefined);
        assert.ok(Date.now() - begun < 200);
    });

    it("refuses what is not YAML, not a list, or said twice", () => {
        assert.match(problems("- rule: [\n").join(), /exceptions\.yaml:\d+: not readable as YAML/);
        assert.match(problems("exceptions: []\n").join(), /exceptions\.yaml:1: must be a list/);
        assert.match(problems(entry() + entry()).join(), /exceptions\.yaml:6: says the same as exceptions\.yaml:1/);
    });
});

describe("the ledger of exceptions", () => {
    it("holds an entry through its last day and not longer", () => {
        assert.equal(ledger(entry(), "2027-03-31").use("a-rule", bastion)?.owner, "platform");
        assert.equal(ledger(entry(), "2027-04-01").use("a-rule", bastion), undefined);
        assert.match(
            ledger(entry(), "2027-04-01").problems(dev).join(),
            /exceptions\.yaml:1: .* ran out on 2027-03-31/,
        );
    });

    it("excepts one rule and matching resources only", () => {
        assert.equal(ledger(entry()).use("b-rule", bastion), undefined);
        assert.equal(ledger(entry()).use("a-rule", bastion.replace("dev", "prod")), undefined);
        assert.equal(ledger(entry()).use("a-rule", `${bastion}-2`), undefined);
    });

    it("does not speak of expired entries of another stack", () => {
        const text = entry({ resource: "urn:pulumi:prod::landing-zone::*::bastion" });
        assert.deepEqual(ledger(text, "2028-01-01").problems(dev), []);
        assert.equal(ledger(text, "2028-01-01").problems({ ...dev, stack: "prod" }).length, 1);
    });

    it("reports an entry for this stack that nothing needed", () => {
        const unused = ledger(entry());
        assert.match(unused.unused(dev, [bastion], () => true).join(), /exceptions\.yaml:1: .* was not needed/);
        const used = ledger(entry());
        used.use("a-rule", bastion);
        assert.deepEqual(
            used.unused(dev, [bastion], () => true),
            [],
        );
    });

    it("does not call an entry unused for another stack, for several, or for a resource left out of the run", () => {
        assert.deepEqual(
            ledger(entry()).unused({ ...dev, stack: "prod" }, [], () => true),
            [],
        );
        assert.deepEqual(
            ledger(entry({ resource: "urn:pulumi:*::landing-zone::*::bastion" })).unused(dev, [], () => true),
            [],
        );
        assert.deepEqual(
            ledger(entry()).unused(dev, [bastion], () => false),
            [],
        );
    });
});
