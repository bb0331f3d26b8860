import { type Input, Output, outputsIn } from "./input";
import type { PlannedOutput } from "./outputs";
import type { Registered } from "./registration";
import { encode, resourceReference, secret, unknown, type Wire } from "./wire";

export interface ComponentState {
    readonly values: { readonly [output: string]: Wire };
    /** URNs that each output comes from. */
    readonly dependencies: { readonly [output: string]: readonly string[] };
}

/**
 * What the caller gets. In the component all outputs come out of one value, so each of them depends on every subnet, on
 * the VPC and on whatever the layout depends on, and is secret if any part of the layout is.
 */
export function componentState(
    outputs: { readonly [name: string]: PlannedOutput },
    found: (child: string) => Registered,
): ComponentState {
    const shared = new Set<string>();
    let isSecret = false;
    for (const output of Object.values(outputs)) {
        if (output.kind === "ids" || output.kind === "id") for (const urn of urnsOf(output, found)) shared.add(urn);
        if (output.kind !== "value") continue;
        for (const inner of outputsIn(output.value)) {
            isSecret ||= inner.secret;
            for (const urn of inner.dependencies) shared.add(urn);
        }
    }
    const named = Object.entries(outputs);
    const wrap = (value: Wire): Wire => (isSecret && value !== unknown ? secret(value) : value);
    return {
        values: Object.fromEntries(named.map(([name, output]) => [name, wrap(wireOf(output, found))])),
        dependencies: Object.fromEntries(
            named.map(([name, output]) => [name, [...new Set([...shared, ...urnsOf(output, found)])]]),
        ),
    };
}

function wireOf(output: PlannedOutput, found: (child: string) => Registered): Wire {
    switch (output.kind) {
        case "resource":
            return referenceTo(found(output.child));
        case "resources":
            return output.children.map((child) => referenceTo(found(child)));
        case "id":
            return found(output.child).id ?? unknown;
        case "ids": {
            const ids = output.children.map((child) => found(child).id);
            // A list that holds an unknown is unknown as a whole.
            return ids.every((id) => id !== undefined) ? ids : unknown;
        }
        case "value":
            return encode(plain(output.value));
        default:
            return output satisfies never;
    }
}

/** Secrecy is added for all outputs alike. */
function plain(value: Input): Input {
    return value instanceof Output && value.value !== undefined ? value.value : value;
}

const referenceTo = ({ urn, id }: Registered): Wire => resourceReference(urn, id ?? unknown);

function urnsOf(output: PlannedOutput, found: (child: string) => Registered): string[] {
    switch (output.kind) {
        case "resource":
        case "id":
            return [found(output.child).urn];
        case "resources":
        case "ids":
            return output.children.map((child) => found(child).urn);
        case "value":
            return [];
        default:
            return output satisfies never;
    }
}
