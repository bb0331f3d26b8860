/** Readers of untyped values, as other programs and languages write them. An unreadable value is undefined. */

export function asList(value: unknown): readonly unknown[] {
    if (value === null || value === undefined) {
        return [];
    }
    return Array.isArray(value) ? value : [value];
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? (value as Readonly<Record<string, unknown>>)
        : undefined;
}

export function asText(value: unknown): string | undefined {
    if (typeof value === "string") {
        const text = value.trim();
        return text === "" ? undefined : text;
    }
    return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

export function asNumber(value: unknown): number | undefined {
    if (typeof value === "number") {
        return Number.isFinite(value) ? value : undefined;
    }
    const text = typeof value === "string" ? value.trim() : "";
    return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

export function asBoolean(value: unknown): boolean | undefined {
    if (typeof value === "boolean") {
        return value;
    }
    switch (typeof value === "string" ? value.trim().toLowerCase() : undefined) {
        case "true":
            return true;
        case "false":
            return false;
        default:
            return undefined;
    }
}
