import type { Statement } from "../model/policyDocument";

/** One statement of a service control policy, with what a reader of the console sees beside it. */
export interface Guardrail {
    /** At most 512 characters. */
    readonly description: string;
    readonly statement: Statement;
}
