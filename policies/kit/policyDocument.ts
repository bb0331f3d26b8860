import { asList, asRecord, asText } from "./values";

/** A statement of an IAM policy document, every element read as the list that it may be. */
export interface Statement {
    readonly sid: string | undefined;
    readonly allows: boolean;
    readonly actions: readonly string[];
    readonly notActions: readonly string[];
    readonly resources: readonly string[];
    readonly notResources: readonly string[];
    /** `AWS`, `Service`, … to values; `"*"` alone is read as `AWS: *`, which AWS says is the same. */
    readonly principals: ReadonlyMap<string, readonly string[]>;
    readonly hasNotPrincipal: boolean;
    readonly conditions: readonly Condition[];
    /** Place in the document, for messages: its Sid or its number. */
    readonly label: string;
}

export interface Condition {
    /** `StringEquals`, lower case. */
    readonly operator: string;
    /** `aws:principalorgid`, lower case: condition keys are not case-sensitive. */
    readonly key: string;
    readonly values: readonly string[];
}

export type PolicyDocument = { readonly statements: readonly Statement[] } | { readonly problem: string };

const cache = new Map<string, PolicyDocument>();
const cacheLimit = 2000;

/** Reads a policy document given as JSON text or as an object. Text is parsed once, however many rules ask. */
export function readPolicyDocument(value: unknown): PolicyDocument {
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
        return fromObject(JSON.parse(text));
    } catch {
        return { problem: "the policy document is not JSON" };
    }
}

function fromObject(value: unknown): PolicyDocument {
    const document = asRecord(value);
    if (document === undefined) {
        return { problem: "the policy document is not a JSON object" };
    }
    const statements = asList(field(document, "Statement")).map((one, index) => statement(asRecord(one), index));
    return { statements };
}

function statement(raw: Readonly<Record<string, unknown>> = {}, index: number): Statement {
    const sid = asText(field(raw, "Sid"));
    return {
        sid,
        // Anything but a Deny is read as an Allow: AWS would refuse it, and a rule must not be talked out of looking.
        allows: asText(field(raw, "Effect"))?.toLowerCase() !== "deny",
        actions: texts(field(raw, "Action")),
        notActions: texts(field(raw, "NotAction")),
        resources: texts(field(raw, "Resource")),
        notResources: texts(field(raw, "NotResource")),
        principals: principals(field(raw, "Principal")),
        hasNotPrincipal: field(raw, "NotPrincipal") !== undefined,
        conditions: conditions(asRecord(field(raw, "Condition"))),
        label: sid === undefined ? `statement ${index + 1}` : `statement "${sid}"`,
    };
}

/** Element names are read in any case: some SDKs write them in lower case, and IAM itself is lenient. */
function field(record: Readonly<Record<string, unknown>>, name: string): unknown {
    if (Object.hasOwn(record, name)) {
        return record[name];
    }
    const key = Object.keys(record).find((one) => one.toLowerCase() === name.toLowerCase());
    return key === undefined ? undefined : record[key];
}

function texts(value: unknown): string[] {
    return asList(value).flatMap((one) => asText(one) ?? []);
}

function principals(value: unknown): ReadonlyMap<string, readonly string[]> {
    const record = asRecord(value);
    if (record === undefined) {
        const bare = texts(value);
        return new Map(bare.length > 0 ? [["AWS", bare]] : []);
    }
    return new Map(Object.entries(record).map(([kind, names]) => [kind, texts(names)]));
}

function conditions(value: Readonly<Record<string, unknown>> = {}): Condition[] {
    return Object.entries(value).flatMap(([operator, tests]) =>
        Object.entries(asRecord(tests) ?? {}).map(([key, values]) => ({
            operator: operator.toLowerCase(),
            key: key.toLowerCase(),
            values: texts(values),
        })),
    );
}

/** A pattern made of wildcards only, such as `*`, `*:*` or `**`. */
export function matchesEverything(pattern: string): boolean {
    return /^[*?:]*\*[*?:]*$/.test(pattern);
}
