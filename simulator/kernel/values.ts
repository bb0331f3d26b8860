import { createHash } from "node:crypto";

/** A value the engine does not know yet: a computed output of a resource that a preview has not created. */
export class Unknown {
    static readonly value = new Unknown();
    /** Makes the type nominal: no object literal is an unknown. */
    private readonly brand = "unknown";
    private constructor() {}
    toString(): string {
        return `(${this.brand}: known after apply)`;
    }
}

/** A property value as it crosses the engine's edge, without gRPC or secret wrapping. */
export type Value = null | boolean | number | string | Unknown | readonly Value[] | { readonly [key: string]: Value };
export type Properties = { readonly [key: string]: Value };

export function isUnknown(value: unknown): value is Unknown {
    return value instanceof Unknown;
}

export function isList(value: unknown): value is readonly Value[] {
    return Array.isArray(value);
}

export function isObject(value: unknown): value is Properties {
    return typeof value === "object" && value !== null && !Array.isArray(value) && !isUnknown(value);
}

/** Whether any leaf of the value is unknown. */
export function hasUnknown(value: unknown): boolean {
    if (isUnknown(value)) return true;
    if (isList(value)) return value.some(hasUnknown);
    return isObject(value) && Object.values(value).some(hasUnknown);
}

/** Structural equality; an unknown equals nothing, itself included, since it may become anything. */
export function sameValue(left: Value | undefined, right: Value | undefined): boolean {
    if (isUnknown(left) || isUnknown(right)) return false;
    if (left === right) return true;
    if (isList(left) && isList(right)) {
        return left.length === right.length && left.every((item, index) => sameValue(item, right[index]));
    }
    if (!isObject(left) || !isObject(right)) return false;
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].every((key) => sameValue(left[key], right[key]));
}

/** The value at a path, or undefined; an unknown on the way is returned as the unknown itself. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
    let current = value;
    for (const key of path) {
        if (isUnknown(current) || current === null || typeof current !== "object") return current;
        current = (current as Record<PropertyKey, unknown>)[key];
    }
    return current;
}

/** Deterministic lower-case hexadecimal digits from a seed: same program, same ids. */
export function hex(seed: string, digits: number): string {
    return createHash("sha256").update(seed).digest("hex").slice(0, digits);
}

/** Deterministic decimal digits from a seed, first digit never zero. */
export function digits(seed: string, count: number): string {
    const number = BigInt(`0x${hex(seed, 40)}`).toString();
    return `${(Number(number[0]) % 9) + 1}${number.slice(1, count)}`;
}

/** Deterministic version-4-shaped UUID from a seed. */
export function uuid(seed: string): string {
    const h = hex(seed, 32);
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20, 32)}`;
}
