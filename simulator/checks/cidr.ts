import ipaddr from "ipaddr.js";

/** An IPv4 or IPv6 range in canonical form. */
export interface Cidr {
    readonly family: "ipv4" | "ipv6";
    readonly first: bigint;
    readonly last: bigint;
    readonly prefix: number;
    readonly text: string;
}

export type CidrResult = { readonly cidr: Cidr } | { readonly problem: string };

/** Refuses what is not a range in canonical form; says what the range would be where host bits are set. */
export function parseCidr(text: string, family?: Cidr["family"]): CidrResult {
    const wanted = family === undefined ? "CIDR block" : family === "ipv4" ? "IPv4 CIDR block" : "IPv6 CIDR block";
    const invalid = { problem: `"${text}" is not a valid ${wanted}` };
    const [address, prefixText, ...rest] = text.split("/");
    if (address === undefined || prefixText === undefined || rest.length > 0) return invalid;
    if (!/^(0|[1-9]\d{0,2})$/.test(prefixText)) return invalid;
    if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !(address.includes(":") && ipaddr.IPv6.isValid(address))) {
        return invalid;
    }
    const parsed = ipaddr.parse(address);
    const bits = parsed.kind() === "ipv4" ? 32 : 128;
    const prefix = Number(prefixText);
    if (prefix > bits || (family !== undefined && parsed.kind() !== family)) return invalid;
    const value = toBigInt(parsed.toByteArray());
    const size = 1n << BigInt(bits - prefix);
    const first = value - (value % size);
    const network = ipaddr.fromByteArray(toBytes(first, bits / 8)).toString();
    const canonical = `${network}/${prefix}`;
    if (first !== value) {
        return { problem: `"${text}" has bits set below its prefix; did you mean "${canonical}"?` };
    }
    return { cidr: { family: parsed.kind(), first, last: first + size - 1n, prefix, text: canonical } };
}

/** What is wrong with a range whose prefix must lie between two lengths, or undefined. */
export function cidrProblem(
    text: string,
    family?: Cidr["family"],
    lengths?: { readonly shortest: number; readonly longest: number },
): string | undefined {
    const result = parseCidr(text, family);
    if ("problem" in result) return result.problem;
    if (lengths === undefined) return undefined;
    const { prefix } = result.cidr;
    if (prefix >= lengths.shortest && prefix <= lengths.longest) return undefined;
    return `"${text}" has a prefix of /${prefix}; allowed is /${lengths.shortest} to /${lengths.longest}`;
}

/** Whether inner lies wholly inside outer. Text that is no range is inside nothing. */
export function cidrContains(outer: string, inner: string): boolean {
    const [left, right] = [rangeOf(outer), rangeOf(inner)];
    if (left === undefined || right === undefined || left.family !== right.family) return false;
    return left.first <= right.first && right.last <= left.last;
}

export function cidrsOverlap(one: string, other: string): boolean {
    const [left, right] = [rangeOf(one), rangeOf(other)];
    if (left === undefined || right === undefined || left.family !== right.family) return false;
    return left.first <= right.last && right.first <= left.last;
}

/** The n-th address of a range as text. */
export function addressAt(cidr: string, index: number): string {
    const range = rangeOf(cidr);
    if (range === undefined) throw new Error(`simulator: ${cidr} is no range`);
    const bytes = range.family === "ipv4" ? 4 : 16;
    return ipaddr.fromByteArray(toBytes(range.first + BigInt(index), bytes)).toString();
}

function rangeOf(text: string): Cidr | undefined {
    const result = parseCidr(text);
    return "cidr" in result ? result.cidr : undefined;
}

function toBigInt(bytes: readonly number[]): bigint {
    return bytes.reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
}

function toBytes(value: bigint, count: number): number[] {
    return Array.from({ length: count }, (_, index) => Number((value >> BigInt(8 * (count - 1 - index))) & 255n));
}
