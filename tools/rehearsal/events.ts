import type { EngineEvent } from "@pulumi/pulumi/automation";

export type Changes = { readonly [operation: string]: number };

/** Changes by operation, as the engine summed them up; empty where a run broke off before. */
export function changesOf(events: readonly EngineEvent[]): Changes {
    return events.findLast((event) => event.summaryEvent !== undefined)?.summaryEvent?.resourceChanges ?? {};
}

export const total = (changes: Changes): number => Object.values(changes).reduce((sum, count) => sum + count, 0);

/** "12 create, 1 update". */
export function describeChanges(changes: Changes): string {
    const parts = Object.entries(changes)
        .filter(([operation]) => operation !== "same")
        .map(([operation, count]) => `${count} ${operation}`);
    return parts.length === 0 ? "no change" : parts.join(", ");
}

export interface Violation {
    readonly rule: string;
    readonly urn: string;
    readonly message: string;
}

/** What mandatory policies refused. */
export function violationsOf(events: readonly EngineEvent[]): Violation[] {
    return events.flatMap(({ policyEvent }) =>
        policyEvent?.enforcementLevel === "mandatory"
            ? [
                  {
                      rule: policyEvent.policyName,
                      urn: policyEvent.resourceUrn ?? "",
                      message: plain(policyEvent.message),
                  },
              ]
            : [],
    );
}

/** What the engine adds to any failure. */
const closing = new Set(["preview failed", "update failed"]);

/** Errors of the program, the providers and the engine. */
export function errorsOf(events: readonly EngineEvent[]): string[] {
    const errors = events.flatMap(({ diagnosticEvent }) =>
        diagnosticEvent?.severity === "error" ? [plain(diagnosticEvent.message)] : [],
    );
    return [...new Set(errors.filter((error) => error !== "" && !closing.has(error)))];
}

/** Resources that would change, with the operation. */
export function changedResources(events: readonly EngineEvent[]): string[] {
    return events.flatMap(({ resourcePreEvent }) => {
        const metadata = resourcePreEvent?.metadata;
        if (metadata === undefined || ["same", "read", "refresh"].includes(metadata.op)) return [];
        const { op, urn, diffs } = metadata;
        const properties = diffs?.length ? ` (${diffs.join(", ")})` : "";
        return [`${op} ${urn.split("::").slice(2).join("::")}${properties}`];
    });
}

/** Without the engine's colour directives. */
export const plain = (text: string): string => text.replace(/<\{%[^%]*%\}>/g, "").trim();
