import type {
    Policies,
    PolicyResource,
    ReportViolation,
    ResourceValidation,
    ResourceValidationArgs,
    StackValidation,
    StackValidationArgs,
} from "@pulumi/policy";
import { defaultExceptionsFile, type Pack, rootType } from "./pack";
import { configSchema } from "./parameters";
import { type StackSubject, typesLabel } from "./rule";
import type { Report, RuleRunner } from "./runner";

/** Policy under which the pack reports faults of its own: exceptions that are malformed, expired or unused. */
export const packPolicy = "pack-exceptions";

/**
 * The pack as the SDK wants it: one policy a rule, so that every rule has its own level and configuration in the engine.
 *
 * The SDK unmarshals the resource again for every policy, which at 200 rules costs more than judging. So the pack's own
 * policy comes first, judges the resource once by all rules of its type, and the policies of rules that found nothing
 * hide their function (a getter that answers undefined), at which the SDK passes on; to be told of every rule that does
 * not apply would cost the engine 1 ms a resource, and the pack's own report has those counts. Hiding is a matter of
 * speed only: if the pack's own policy is disabled, or an SDK keeps the function, each rule still judges or fetches.
 */
export function sdkPolicies(pack: Pack): Policies {
    const desk = new Desk(pack);
    return [desk.policy(), ...pack.runners.map((runner) => desk.policyOf(runner))];
}

class Desk {
    readonly #pack: Pack;
    /** The pack's own policy is at work, so rules that are configured have already judged what they are handed. */
    #ahead = false;
    /** What each rule has to say, by URN, until its own policy fetches it. */
    readonly #pending = new Map<RuleRunner, Map<string, readonly Report[]>>();
    #stackPending: Map<RuleRunner, readonly Report[]> | undefined;

    constructor(pack: Pack) {
        this.#pack = pack;
    }

    policy(): Policies[number] {
        return {
            name: packPolicy,
            displayName: "exceptions and configuration are in order",
            description:
                "every exception is well-formed, needed and not expired, and configuration speaks of rules that exist",
            enforcementLevel: "mandatory",
            severity: "high",
            configSchema: { properties: { file: { type: "string", default: defaultExceptionsFile } } },
            validateResource: (args, report) => {
                send(report, this.#judgeAll(args));
            },
            validateStack: (args: StackValidationArgs, report: ReportViolation) => {
                send(report, this.#judgeStack(args));
            },
        } as Policies[number];
    }

    policyOf(runner: RuleRunner): Policies[number] {
        const { rule } = runner;
        const validateResource: ResourceValidation = (args, report) => {
            send(report, this.#resourceOf(runner, args));
        };
        const validateStack: StackValidation = (args, report) => {
            send(report, this.#stackOf(runner, args));
        };
        const desk = this;
        return {
            name: rule.id,
            displayName: rule.title,
            description: rule.title,
            enforcementLevel: "mandatory",
            severity: rule.severity,
            tags: [...rule.sources, ...(rule.controls ?? [])],
            remediationSteps: rule.fix,
            configSchema: configSchema(rule),
            get validateResource() {
                return desk.#wantsResource(runner) ? validateResource : undefined;
            },
            get validateStack() {
                return desk.#wantsStack(runner) ? validateStack : undefined;
            },
        } as Policies[number];
    }

    /** What the first policy does for every resource. */
    #judgeAll(args: ResourceValidationArgs): Report[] {
        const { file } = args.getConfig<{ file?: string }>();
        const first = args.type === rootType || !this.#pack.begun;
        const reports = first ? this.#pack.begin(args.urn, file === defaultExceptionsFile ? undefined : file) : [];
        this.#stackPending = undefined;
        this.#pack.countResource();
        this.#ahead = true;
        for (const runner of this.#pack.runnersFor(args.type).filter((one) => one.configured)) {
            const found = this.#pack.judge(runner, args);
            if (found.length > 0) {
                const byUrn = this.#pending.get(runner) ?? new Map<string, readonly Report[]>();
                this.#pending.set(runner, byUrn.set(args.urn, found));
            }
        }
        return reports;
    }

    #wantsResource(runner: RuleRunner): boolean {
        if (!this.#ahead) {
            return runner.rule.resource !== undefined;
        }
        return !runner.configured || this.#pending.has(runner);
    }

    #resourceOf(runner: RuleRunner, args: ResourceValidationArgs): readonly Report[] {
        const late = !runner.configured;
        const problems = late ? runner.configure(args.getConfig()) : [];
        if (!this.#pack.runnersFor(args.type).includes(runner)) {
            return problems.length > 0 ? problems : args.notApplicable(`reads ${typesLabel(runner.rule.types)}`);
        }
        const found = late || !this.#ahead ? this.#pack.judge(runner, args) : this.#fetch(runner, args.urn);
        return [...problems, ...found];
    }

    #fetch(runner: RuleRunner, urn: string): readonly Report[] {
        const byUrn = this.#pending.get(runner);
        const found = byUrn?.get(urn) ?? [];
        byUrn?.delete(urn);
        if (byUrn?.size === 0) {
            this.#pending.delete(runner);
        }
        return found;
    }

    #judgeStack(args: StackValidationArgs): Report[] {
        const resources = subjects(args.resources);
        this.#stackPending = new Map();
        for (const runner of this.#pack.runners.filter((one) => one.configured && one.rule.stack !== undefined)) {
            this.#stackPending.set(runner, this.#pack.judgeStack(runner, resources));
        }
        return this.#pack.begun ? this.#pack.end(resources.map((resource) => resource.urn)) : [];
    }

    #wantsStack(runner: RuleRunner): boolean {
        const pending = this.#stackPending?.get(runner);
        return runner.rule.stack !== undefined && (pending === undefined || pending.length > 0);
    }

    #stackOf(runner: RuleRunner, args: StackValidationArgs): readonly Report[] {
        const problems = runner.configured ? [] : runner.configure(args.getConfig());
        const found = this.#stackPending?.get(runner) ?? this.#pack.judgeStack(runner, subjects(args.resources));
        this.#stackPending?.delete(runner);
        return [...problems, ...found];
    }
}

/** The SDK's resources are subjects as they stand; only their typing is wider. */
function subjects(resources: readonly PolicyResource[]): readonly StackSubject[] {
    return resources;
}

/**
 * The SDK takes an object in place of the message (its own typing omits that), which is the only way to report one line
 * below the policy's level.
 */
function send(report: ReportViolation, reports: readonly Report[]): void {
    const reportObject = report as unknown as (line: {
        message: string;
        urn?: string;
        enforcementLevel?: string;
    }) => void;
    for (const { message, urn, advisory } of reports) {
        reportObject({
            message,
            ...(urn !== undefined && { urn }),
            ...(advisory && { enforcementLevel: "advisory" }),
        });
    }
}
