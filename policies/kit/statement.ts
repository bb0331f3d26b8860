import { ifKnown, someKnown } from "./unknowns";
import { asList, asRecord, asText } from "./values";

export interface Condition {
    /** `stringequals`, lower case. */
    readonly operator: string;
    /** `aws:principalorgid`, lower case: condition keys are not case-sensitive. */
    readonly key: string;
    readonly values: unknown;
}

/**
 * A statement of an IAM policy document. Its elements are read when asked for, since in a document given as an object
 * any of them may not be known yet.
 */
export class Statement {
    /** Place in the document, for messages: its Sid or its number. */
    readonly label: string;
    readonly #raw: Readonly<Record<string, unknown>>;

    constructor(raw: Readonly<Record<string, unknown>>, index: number) {
        this.#raw = raw;
        const sid = ifKnown(() => asText(this.element("Sid")));
        this.label = sid === undefined ? `statement ${index + 1}` : `statement "${sid}"`;
    }

    /** Anything but a Deny is read as an Allow: AWS would refuse it, and a rule must not be talked out of looking. */
    get allows(): boolean {
        return asText(this.element("Effect"))?.toLowerCase() !== "deny";
    }

    /**
     * Element names are read in any case: some SDKs write them in lower case, and IAM itself is lenient. One written twice
     * is a list of both.
     */
    element(name: string): unknown {
        const lower = name.toLowerCase();
        const keys = Object.keys(this.#raw).filter((key) => key.toLowerCase() === lower);
        const [first] = keys;
        return keys.length > 1 ? keys.map((key) => this.#raw[key]) : first === undefined ? undefined : this.#raw[first];
    }

    has(name: string): boolean {
        const value = this.element(name);
        return value !== undefined && value !== null;
    }

    /** Whether one of the texts of an element passes a test. */
    some(name: string, test: (text: string) => boolean): boolean {
        return someText(this.element(name), test);
    }

    /** The texts of an element that are known, for messages. */
    known(name: string): string[] {
        const found: string[] = [];
        ifKnown(() => this.some(name, (text) => found.push(text) === 0));
        return found;
    }

    /** `"*"` alone means the same as `{ "AWS": "*" }`. */
    somePrincipal(test: (name: string) => boolean): boolean {
        return someKnown(asList(this.element("Principal")), (one) => {
            const byKind = asRecord(one);
            return byKind === undefined
                ? someText(one, test)
                : someKnown(Object.keys(byKind), (kind) => someText(byKind[kind], test));
        });
    }

    get conditions(): readonly Condition[] {
        const operators = asRecord(this.element("Condition")) ?? {};
        return Object.keys(operators).flatMap((operator) => {
            const tests = asRecord(operators[operator]) ?? {};
            return Object.keys(tests).map((key) => ({
                operator: operator.toLowerCase(),
                key: key.toLowerCase(),
                get values(): unknown {
                    return tests[key];
                },
            }));
        });
    }
}

/** Whether a text, or one in a list of texts however deep, passes a test. */
export function someText(value: unknown, test: (text: string) => boolean): boolean {
    return someKnown(asList(value), (one) => {
        if (Array.isArray(one)) {
            return someText(one, test);
        }
        const text = asText(one);
        return text !== undefined && test(text);
    });
}

/** A pattern made of wildcards only, such as `*`, `*:*` or `**`. */
export function matchesEverything(pattern: string): boolean {
    return /^[*?:]*\*[*?:]*$/.test(pattern);
}
