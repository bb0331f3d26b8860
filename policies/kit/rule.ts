import * as z from "zod/mini";
import type { Findings } from "./findings";

export type Severity = "low" | "medium" | "high" | "critical";

/** One resource as a rule sees it: checked inputs in a resource check, outputs in a stack check. */
export interface Subject {
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    /** Reading a value that is not known yet throws; the kit turns that into an undecided finding. */
    readonly props: Readonly<Record<string, unknown>>;
    readonly opts: { readonly protect: boolean };
    readonly provider?: { readonly props: Readonly<Record<string, unknown>> };
}

export interface StackSubject extends Subject {
    readonly propertyDependencies: Readonly<Record<string, readonly StackSubject[]>>;
}

export interface TypePredicate {
    /** How the set of types is called in messages. */
    readonly label: string;
    matches(type: string): boolean;
}

export type Types = readonly string[] | TypePredicate;

/** What a rule file writes. `Shape` is the zod shape of its parameters, each with a default. */
export interface RuleDefinition<Shape extends z.core.$ZodLooseShape> {
    /** Kebab case, AWS service first. It is the policy's name in the engine's output and in configuration. */
    readonly id: string;
    readonly title: string;
    readonly why: string;
    /** The change that makes the resource comply. */
    readonly fix: string;
    readonly severity: Severity;
    readonly types: Types;
    /** Ids of the source rows that the rule stands for. */
    readonly sources: readonly string[];
    /** AWS Security Hub control ids that ask for the same. */
    readonly controls?: readonly string[];
    readonly parameters?: Shape;
    /** Judges one resource by its inputs, before it is created or changed. */
    readonly resource?: (subject: Subject, findings: Findings, parameters: Values<Shape>) => void;
    /** Judges what one resource cannot show. Gets only the resources of the rule's types. */
    readonly stack?: (subjects: readonly StackSubject[], findings: Findings, parameters: Values<Shape>) => void;
}

export type Values<Shape extends z.core.$ZodLooseShape> = z.core.output<z.ZodMiniObject<Shape, z.core.$strict>>;

/** A rule with the type of its parameters closed over, so that rules of all shapes fit one list. */
export interface Rule extends Omit<RuleDefinition<z.core.$ZodLooseShape>, "parameters" | "resource" | "stack"> {
    readonly parameters: z.ZodMiniObject<z.core.$ZodLooseShape, z.core.$strict>;
    readonly resource?: (subject: Subject, findings: Findings, parameters: unknown) => void;
    readonly stack?: (subjects: readonly StackSubject[], findings: Findings, parameters: unknown) => void;
}

export function defineRule<Shape extends z.core.$ZodLooseShape = Record<never, never>>(
    definition: RuleDefinition<Shape>,
): Rule {
    const { parameters, resource, stack, ...rest } = definition;
    return {
        ...rest,
        parameters: z.strictObject(parameters ?? {}),
        ...(resource && {
            resource: (subject, findings, values) => resource(subject, findings, values as Values<Shape>),
        }),
        ...(stack && { stack: (subjects, findings, values) => stack(subjects, findings, values as Values<Shape>) }),
    };
}

export function appliesTo(types: Types, type: string): boolean {
    return "matches" in types ? types.matches(type) : types.includes(type);
}

export function typesLabel(types: Types): string {
    return "matches" in types ? types.label : types.join(", ");
}
