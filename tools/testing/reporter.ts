import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import Mocha, { type MochaOptions, type Runner, type Test } from "mocha";
import type { Tally } from "./tally";

const HANGING_MS = 10_000;
const IGNORED_RESOURCES = ["TTYWrap", "PipeWrap"];

interface FileCount {
    readonly name: string;
    passed: number;
    failed: number;
    skipped: number;
    readonly started: number;
}

/** One line per spec file, failures in full at the end, and the counts in a file for `npm test` to add up. */
class FileReporter extends Mocha.reporters.Base {
    private readonly tally = { passed: 0, failed: 0, skipped: 0 };
    private readonly results: string | undefined;
    private readonly hangingMs: number;
    private current: FileCount | undefined;

    constructor(runner: Runner, options: MochaOptions) {
        super(runner, options);
        const chosen = options.reporterOptions as Record<string, unknown> | undefined;
        const results = chosen?.["results"];
        this.results = typeof results === "string" ? results : undefined;
        this.hangingMs = Number(chosen?.["hangingMs"] ?? HANGING_MS);
        const { constants } = Mocha.Runner;
        runner.on(constants.EVENT_SUITE_BEGIN, (suite) => this.enter(suite.file));
        runner.on(constants.EVENT_TEST_PASS, (test) => this.count("passed", test));
        runner.on(constants.EVENT_TEST_FAIL, (test) => this.count("failed", test));
        runner.on(constants.EVENT_TEST_PENDING, (test) => {
            this.count("skipped", test);
            process.stdout.write(`  SKIPPED ${test.fullTitle()}\n`);
        });
        runner.on(constants.EVENT_RUN_END, () => this.end());
    }

    private enter(file: string | undefined): void {
        if (file === undefined) return;
        const name = relative(process.cwd(), file);
        if (this.current?.name === name) return;
        this.leave();
        this.current = { name, passed: 0, failed: 0, skipped: 0, started: Date.now() };
    }

    private leave(): void {
        const file = this.current;
        this.current = undefined;
        if (file === undefined || file.passed + file.failed + file.skipped === 0) return;
        const counts = [`${file.passed} passed`];
        if (file.failed > 0) counts.push(`${file.failed} FAILED`);
        if (file.skipped > 0) counts.push(`${file.skipped} SKIPPED`);
        process.stdout.write(`  ${file.name}: ${counts.join(", ")} (${Date.now() - file.started} ms)\n`);
    }

    private count(outcome: keyof Tally, test: Test): void {
        this.enter(test.file);
        this.tally[outcome] += 1;
        if (this.current !== undefined) this.current[outcome] += 1;
    }

    private end(): void {
        this.leave();
        if (this.failures.length > 0) Mocha.reporters.Base.list(this.failures);
        this.save();
        // A test that leaves a server or process behind would keep the run from ending.
        setTimeout(() => {
            const open = process.getActiveResourcesInfo().filter((name) => !IGNORED_RESOURCES.includes(name));
            process.stdout.write(`  FAILED the tests have ended, but left open: ${open.join(", ")}\n`);
            this.tally.failed += 1;
            this.save();
            process.exit(1);
        }, this.hangingMs).unref();
    }

    private save(): void {
        if (this.results !== undefined) writeFileSync(this.results, JSON.stringify(this.tally));
    }
}

export = FileReporter;
