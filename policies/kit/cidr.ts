import * as ipaddr from "ipaddr.js";

export interface AddressRange {
    readonly family: 4 | 6;
    readonly first: bigint;
    readonly last: bigint;
}

const bits = { 4: 32n, 6: 128n } as const;

/** Reads a CIDR block in any spelling, host bits or not; a bare address is a block of one. */
export function parseCidr(text: string): AddressRange | undefined {
    const [address, length, ...rest] = text.trim().split("/");
    if (address === undefined || rest.length > 0 || !ipaddr.isValid(address) || !/^\d+$/.test(length ?? "0")) {
        return undefined;
    }
    const parsed = ipaddr.parse(address);
    const family = parsed.kind() === "ipv4" ? 4 : 6;
    const prefix = length === undefined ? bits[family] : BigInt(length);
    if (prefix > bits[family]) {
        return undefined;
    }
    const value = parsed.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    const size = 1n << (bits[family] - prefix);
    const first = (value / size) * size;
    return { family, first, last: first + size - 1n };
}

export function contains(outer: AddressRange, inner: AddressRange): boolean {
    return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

const whole = { 4: parseCidr("0.0.0.0/0"), 6: parseCidr("2000::/3") } as const;

/**
 * Whether ranges taken together reach half or more of the Internet of one family, so that the world cannot be let in by
 * halves. For IPv6 the Internet is 2000::/3, the only block that global unicast addresses come from (RFC 4291, IANA
 * IPv6 address space registry).
 */
export function coversWorld(ranges: readonly AddressRange[]): boolean {
    return [4, 6].some((family) => {
        const world = whole[family as 4 | 6];
        return world !== undefined && covered(ranges, world) * 2n >= world.last - world.first + 1n;
    });
}

function covered(ranges: readonly AddressRange[], world: AddressRange): bigint {
    const inside = ranges
        .filter((range) => range.family === world.family && range.first <= world.last && range.last >= world.first)
        .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
    let sum = 0n;
    let next = world.first;
    for (const range of inside) {
        const { first, last } = within(range, next, world.last);
        if (last >= first) {
            sum += last - first + 1n;
            next = last + 1n;
        }
    }
    return sum;
}

function within(range: AddressRange, lowest: bigint, highest: bigint): { first: bigint; last: bigint } {
    const { first, last } = range;
    return { first: first < lowest ? lowest : first, last: last > highest ? highest : last };
}
