import * as assert from "node:assert/strict";
import { defineRule } from "../../../policies/kit/rule";
import { RuleRunner } from "../../../policies/kit/runner";
import { judge, ledgerOf, subjectOf, unknown } from "../support";

const base = {
    id: "test-rule",
    title: "a rule",
    why: "because",
    fix: "mend it",
    severity: "low",
    types: ["aws:x/y:Z"],
    sources: [],
} as const;

describe("a rule at work", () => {
    it("is undecided when it touches a value that is not known, and says which", () => {
        const rule = defineRule({
            ...base,
            resource: ({ props }, findings) => {
                if ((props["deep"] as { list: unknown[] }).list[0] === "bad") {
                    findings.violation("bad");
                }
            },
        });
        const verdict = judge(rule, { type: "aws:x/y:Z", props: { deep: { list: [unknown] } } });
        assert.deepEqual(verdict.undecided, ["undecided: deep.list.0 is not known yet"]);
    });

    it("keeps what it had found before it met an unknown value", () => {
        const rule = defineRule({
            ...base,
            resource: ({ props }, findings) => {
                findings.violation("first");
                findings.violation(String(props["late"]));
            },
        });
        const verdict = judge(rule, { type: "aws:x/y:Z", props: { late: unknown } });
        assert.deepEqual([verdict.violations.length, verdict.undecided.length], [1, 1]);
    });

    it("becomes a violation naming the fault when it throws anything else, which no exception covers", () => {
        const rule = defineRule({
            ...base,
            resource: () => {
                throw new TypeError("no such thing");
            },
        });
        const runner = new RuleRunner(rule);
        runner.configure({});
        const text = "- {rule: test-rule, resource: 'urn:*::it', reason: r, owner: o, expires: 2099-01-01}";
        const ledger = ledgerOf(text, new Date(), ["test-rule"]);
        assert.deepEqual(ledger.problems({ stack: "dev", project: "p" }), []);
        const [report] = runner.judge(subjectOf({ type: "aws:x/y:Z", props: {} }), { preview: true, ledger });
        assert.match(report?.message ?? "", /the rule itself failed and could not judge: no such thing/);
        assert.equal(report?.advisory, false);
        assert.deepEqual(runner.tally.counts(1), {
            evaluated: 1,
            violated: 1,
            undecided: 0,
            excepted: 0,
            notApplicable: 0,
        });
    });

    it("blocks in a preview on a known value that it cannot read, but not on one that comes later", () => {
        const rule = defineRule({
            ...base,
            resource: ({ props }, findings) => {
                findings.unreadable("policy is no JSON");
                assert.ok(props["late"]);
            },
        });
        const at = (config: Record<string, unknown>) => {
            const runner = new RuleRunner(rule);
            runner.configure(config);
            const subject = subjectOf({ type: "aws:x/y:Z", props: { late: unknown } });
            return runner.judge(subject, { preview: true, ledger: ledgerOf() }).map((report) => report.advisory);
        };
        assert.deepEqual(at({}), [false, true]);
        assert.deepEqual(at({ undecided: "advisory" }), [true, true]);
        assert.deepEqual(at({ undecided: "mandatory" }), [false, false]);
    });

    it("tells how to mend what it found", () => {
        const rule = defineRule({ ...base, resource: (_, findings) => findings.violation("broken") });
        assert.deepEqual(judge(rule, { type: "aws:x/y:Z", props: {} }).violations, ["broken\nfix: mend it"]);
    });
});
