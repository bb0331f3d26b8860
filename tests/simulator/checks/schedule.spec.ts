import assert from "node:assert/strict";
import fc from "fast-check";
import { scheduleProblems } from "../../../simulator/checks/schedule";

describe("schedule expressions", () => {
    for (const good of [
        "rate(1 minute)",
        "rate(5 minutes)",
        "rate(1 hour)",
        "rate(7 days)",
        "cron(0 10 * * ? *)",
        "cron(15 12 * * ? *)",
        "cron(0 18 ? * MON-FRI *)",
        "cron(0 8 1 * ? *)",
        "cron(0/15 * * * ? *)",
        "cron(0/5 8-17 ? * mon-fri *)",
        "cron(0 9 ? * 2#1 *)",
        "cron(0 9 ? * FRI#2 2026-2030)",
        "cron(0 9 L * ? *)",
        "cron(0 9 LW JAN,MAR,DEC ? *)",
        "cron(0 9 15W * ? *)",
        "cron(0 9 ? * 6L *)",
        "cron(0 9 ? * L 2026)",
    ]) {
        it(`takes ${good}`, () => assert.deepEqual(scheduleProblems(good), []));
    }

    for (const [bad, reason] of [
        ["", "no schedule expression"],
        ["every day", "no schedule expression"],
        ["Rate(5 minutes)", "no schedule expression"],
        ["at(2026-01-01T00:00:00)", "no schedule expression"],
        ["rate(0 minutes)", "the least is 1"],
        ["rate(1 minutes)", "write rate(1 minute)"],
        ["rate(5 minute)", "write rate(5 minutes)"],
        ["rate(1.5 hours)", "whole number"],
        ["rate(5 seconds)", "minutes, hours or days"],
        ["cron(0 10 * * ?)", "5 fields"],
        ["cron(0 10 * * * *)", "neither of day-of-month"],
        ["cron(0 10 ? * ? *)", "both of day-of-month"],
        ["cron(60 10 * * ? *)", "minutes"],
        ["cron(0 24 * * ? *)", "hours"],
        ["cron(0 10 32 * ? *)", "day-of-month"],
        ["cron(0 10 * 13 ? *)", "month"],
        ["cron(0 10 ? * 0 *)", "day-of-week"],
        ["cron(0 10 ? * MUN *)", "day-of-week"],
        ["cron(0 10 ? * 3#1,6#3 *)", "one expression only"],
        ["cron(0 10 * * ? 1969)", "year"],
        ["cron(0/0 10 * * ? *)", "minutes"],
        ["cron(? 10 * * ? *)", "minutes"],
    ] as const) {
        it(`refuses ${bad || "an empty text"}`, () => {
            const problems = scheduleProblems(bad);
            assert.ok(
                problems.some((problem) => problem.includes(reason)),
                problems.join("\n") || "it was taken",
            );
        });
    }

    it("names every wrong field at once", () => {
        assert.equal(scheduleProblems("cron(60 24 32 13 ? 1900)").length, 5);
    });

    it("takes every rate from 1 with the right number of the unit, and never the other", () => {
        fc.assert(
            fc.property(
                fc.integer({ min: 1, max: 10_000 }),
                fc.constantFrom("minute", "hour", "day"),
                (value, unit) => {
                    const plural = value === 1 ? "" : "s";
                    assert.deepEqual(scheduleProblems(`rate(${value} ${unit}${plural})`), []);
                    assert.notDeepEqual(scheduleProblems(`rate(${value} ${unit}${plural === "" ? "s" : ""})`), []);
                },
            ),
        );
    });

    it("takes every fixed time of a day of a year", () => {
        const time = fc.record({
            minute: fc.integer({ min: 0, max: 59 }),
            hour: fc.integer({ min: 0, max: 23 }),
            day: fc.integer({ min: 1, max: 31 }),
            month: fc.integer({ min: 1, max: 12 }),
            year: fc.integer({ min: 1970, max: 2199 }),
        });
        fc.assert(
            fc.property(time, ({ minute, hour, day, month, year }) => {
                assert.deepEqual(scheduleProblems(`cron(${minute} ${hour} ${day} ${month} ? ${year})`), []);
            }),
        );
    });

    it("never throws", () => {
        fc.assert(
            fc.property(fc.string(), (text) => {
                for (const expression of [text, `cron(${text})`, `rate(${text})`]) {
                    assert.ok(Array.isArray(scheduleProblems(expression)));
                }
            }),
        );
    });
});
