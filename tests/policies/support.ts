import * as sdkProxy from "@pulumi/policy/proxy";
import { ExceptionLedger } from "../../policies/kit/ledger";
import { appliesTo, type Rule, type StackSubject, type Subject } from "../../policies/kit/rule";
import { RuleRunner } from "../../policies/kit/runner";

/** The SDK leaves these out of its typings. */
interface SdkProxy {
    unknownCheckingProxy(props: Record<string, unknown>): Record<string, unknown>;
    readonly unknownStringValue: string;
}
const { unknownCheckingProxy, unknownStringValue } = sdkProxy as unknown as SdkProxy;

/** A value that the engine does not know yet, as it arrives in a policy pack. */
export const unknown: string = unknownStringValue;

export interface Resource {
    readonly type: string;
    readonly name?: string;
    readonly props: Record<string, unknown>;
    readonly protect?: boolean;
    readonly provider?: Record<string, unknown>;
    /** Names of resources that a property was computed from. */
    readonly dependsOn?: Record<string, readonly string[]>;
}

export interface Verdict {
    /** Whether the rule reads this type at all; a rule that does not apply has passed nothing. */
    readonly applied: boolean;
    readonly violations: readonly string[];
    readonly undecided: readonly string[];
}

export function urnOf(resource: Resource): string {
    return `urn:pulumi:dev::landing-zone::${resource.type}::${resource.name ?? "it"}`;
}

/** The resource as the SDK hands it to a policy: properties behind the SDK's own proxy. */
export function subjectOf(resource: Resource): StackSubject {
    return {
        type: resource.type,
        name: resource.name ?? "it",
        urn: urnOf(resource),
        props: unknownCheckingProxy(resource.props),
        opts: { protect: resource.protect ?? false },
        propertyDependencies: {},
        ...(resource.provider && { provider: { props: unknownCheckingProxy(resource.provider) } }),
    };
}

export function ledgerOf(
    text = "",
    now = new Date("2027-01-15T12:00:00Z"),
    rules: readonly string[] = [],
): ExceptionLedger {
    return new ExceptionLedger(text, "exceptions.yaml", new Set(rules), now);
}

/** Judges one resource as the pack does, in an update (all levels as configured) unless told otherwise. */
export function judge(rule: Rule, resource: Resource, config: Record<string, unknown> = {}): Verdict {
    const runner = configured(rule, config);
    const applied = rule.resource !== undefined && appliesTo(rule.types, resource.type);
    const reports = applied ? runner.judge(subjectOf(resource) as Subject, { preview: false, ledger: ledgerOf() }) : [];
    return verdict(
        applied,
        reports.map((report) => report.message),
    );
}

/** Judges a stack: resources with `dependsOn` are wired as the SDK does. */
export function judgeStack(rule: Rule, resources: readonly Resource[], config: Record<string, unknown> = {}): Verdict {
    const runner = configured(rule, config);
    const subjects = resources.map(subjectOf);
    resources.forEach((resource, index) => {
        const dependencies = subjects[index]?.propertyDependencies as Record<string, StackSubject[]>;
        for (const [property, names] of Object.entries(resource.dependsOn ?? {})) {
            dependencies[property] = subjects.filter((subject) => names.includes(subject.name));
        }
    });
    const read = subjects.filter((subject) => appliesTo(rule.types, subject.type));
    const applied = rule.stack !== undefined && read.length > 0;
    const circumstances = { preview: false, ledger: ledgerOf() };
    const reports = applied
        ? runner.judgeStack(read, "urn:pulumi:dev::landing-zone::pulumi:pulumi:Stack::s", circumstances)
        : [];
    return verdict(
        applied,
        reports.map((report) => report.message),
    );
}

function configured(rule: Rule, config: Record<string, unknown>): RuleRunner {
    const runner = new RuleRunner(rule);
    const problems = runner.configure(config);
    if (problems.length > 0) {
        throw new Error(problems.map((problem) => problem.message).join("\n"));
    }
    return runner;
}

function verdict(applied: boolean, messages: readonly string[]): Verdict {
    const undecided = messages.filter((message) => message.startsWith("undecided: "));
    return { applied, undecided, violations: messages.filter((message) => !undecided.includes(message)) };
}

export const passed: Verdict = { applied: true, violations: [], undecided: [] };
