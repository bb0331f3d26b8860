import { type Exception, type ExceptionFile, parseExceptions } from "./exceptions";
import { type StackName, stackScope } from "./urn";

/** The exceptions of one run: which hold, which were needed, which have run out. */
export class ExceptionLedger {
    readonly #file: ExceptionFile;
    readonly #today: string;
    readonly #byRule = new Map<string, Exception[]>();
    readonly #used = new Set<Exception>();

    constructor(text: string, file: string, ruleIds: ReadonlySet<string>, now: Date) {
        this.#file = parseExceptions(text, file, ruleIds);
        this.#today = now.toISOString().slice(0, 10);
        for (const exception of this.#file.exceptions.filter((one) => !this.#expired(one))) {
            const list = this.#byRule.get(exception.rule) ?? [];
            this.#byRule.set(exception.rule, [...list, exception]);
        }
    }

    /** The exception in force for a rule on a resource; asking for it counts as using it. */
    use(rule: string, urn: string): Exception | undefined {
        const found = this.#byRule.get(rule)?.find((exception) => exception.pattern.test(urn));
        if (found !== undefined) {
            this.#used.add(found);
        }
        return found;
    }

    /** Faults of the file itself, and entries that have run out and speak of this stack. */
    problems(stack: StackName): string[] {
        const expired = this.#file.exceptions.filter(
            (one) => this.#expired(one) && stackScope(one.resource, stack) !== "other",
        );
        return [
            ...this.#file.problems,
            ...expired.map(
                (one) =>
                    `${one.place}: the exception from ${one.rule} for ${one.resource} ran out on ${one.expires}; ` +
                    `mend the resource and delete the entry, or have ${one.owner} renew it`,
            ),
        ];
    }

    /**
     * Entries in force that name this stack and that nothing needed. `judged` says whether a rule really looked at a
     * resource in this run; an entry about a resource that was left out (`--target`) is not called unused.
     */
    unused(stack: StackName, urns: readonly string[], judged: (rule: string, urn: string) => boolean): string[] {
        const idle = [...this.#byRule.values()].flat().filter((one) => !this.#used.has(one));
        return idle
            .filter((one) => stackScope(one.resource, stack) === "this")
            .filter((one) => urns.filter((urn) => one.pattern.test(urn)).every((urn) => judged(one.rule, urn)))
            .map(
                (one) =>
                    `${one.place}: the exception from ${one.rule} for ${one.resource} was not needed in this stack; ` +
                    "delete the entry, or correct its resource",
            );
    }

    #expired(exception: Exception): boolean {
        return exception.expires < this.#today;
    }
}
