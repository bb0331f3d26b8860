/** One statement of an IAM-language policy document. */
export interface Statement {
    readonly Sid: string;
    readonly Effect: "Allow" | "Deny";
    readonly Principal?: "*" | { readonly [kind: string]: string | readonly string[] };
    readonly Action?: string | readonly string[];
    readonly NotAction?: string | readonly string[];
    readonly Resource?: string | readonly string[];
    readonly Condition?: { readonly [operator: string]: { readonly [key: string]: string | readonly string[] } };
}

/** The document as compact JSON with a stable order of statements: sizes are limited, and equal input gives equal text. */
export function policyDocument(statements: readonly Statement[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
