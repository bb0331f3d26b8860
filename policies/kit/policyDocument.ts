import type { Findings } from "./findings";
import { Statement } from "./statement";
import { asRecord } from "./values";

type PolicyDocument = { readonly root: Readonly<Record<string, unknown>> } | { readonly problem: string };

const cache = new Map<string, PolicyDocument>();
const cacheLimit = 2000;

/** Every statement of a policy document, given as JSON text or as an object, as a step of its own. */
export function eachStatement(
    value: unknown,
    property: string,
    findings: Findings,
    step: (statement: Statement) => void,
): void {
    const document = read(value);
    if ("problem" in document) {
        findings.unreadable(`${property}: ${document.problem}`);
        return;
    }
    const whole = new Statement(document.root, 0);
    findings.each(
        () => whole.element("Statement"),
        (raw, index) => {
            const one = asRecord(raw);
            if (one !== undefined) {
                step(new Statement(one, index));
            } else if (raw !== null && raw !== undefined) {
                findings.unreadable(`${property}: statement ${index + 1} is not an object`);
            }
        },
    );
}

/** Text is parsed once, however many rules ask. */
function read(value: unknown): PolicyDocument {
    if (typeof value !== "string") {
        return fromObject(value);
    }
    let document = cache.get(value);
    if (document === undefined) {
        document = fromText(value);
        if (cache.size >= cacheLimit) {
            cache.clear();
        }
        cache.set(value, document);
    }
    return document;
}

function fromText(text: string): PolicyDocument {
    try {
        // Editors on Windows put a byte order mark in front, which JSON.parse refuses.
        return fromObject(JSON.parse(text.replace(/^\uFEFF/, "")));
    } catch {
        return { problem: "the policy document is not JSON" };
    }
}

function fromObject(value: unknown): PolicyDocument {
    const root = asRecord(value);
    return root === undefined ? { problem: "the policy document is not a JSON object" } : { root };
}
