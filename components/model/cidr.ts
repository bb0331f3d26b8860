import * as ipaddr from "ipaddr.js";

/** An IPv4 range: a network address without host bits and a prefix length. */
export interface Cidr {
    /** The network address as an unsigned 32-bit number. */
    readonly network: number;
    /** Prefix length, 0 to 32. */
    readonly prefix: number;
}

/** Why a text is no range, and what to write instead. */
export class CidrError extends Error {
    constructor(
        readonly reason: string,
        readonly fix: string,
    ) {
        super(`${reason}; ${fix}`);
        this.name = "CidrError";
    }
}

const form = /^(\d+\.\d+\.\d+\.\d+)\/(\d{1,2})$/;

/** Number of addresses of a prefix length. */
export const sizeOf = (prefix: number): number => 2 ** (32 - prefix);

/**
 * Reads "10.16.0.0/16". Refuses, never rounds: host bits, octets over 255 or with leading zeros, a prefix over 32.
 * @throws CidrError
 */
export function parseCidr(text: string): Cidr {
    const match = form.exec(text);
    const address = match?.[1];
    const prefix = Number(match?.[2]);
    if (
        address === undefined ||
        prefix > 32 ||
        !ipaddr.IPv4.isValidFourPartDecimal(address) ||
        /(^|\.)0\d/.test(address)
    ) {
        throw new CidrError(
            "is not an IPv4 range",
            "write four octets, a slash and a prefix length, as in 10.16.0.0/16",
        );
    }
    const value = ipaddr.IPv4.parse(address)
        .toByteArray()
        .reduce((sum, octet) => sum * 256 + octet, 0);
    const network = value - (value % sizeOf(prefix));
    if (network !== value) {
        throw new CidrError("has host bits set", `write ${formatCidr({ network, prefix })}`);
    }
    return { network, prefix };
}

export function formatCidr({ network, prefix }: Cidr): string {
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256);
    return `${octets.join(".")}/${prefix}`;
}

export function contains(outer: Cidr, inner: Cidr): boolean {
    return (
        inner.prefix >= outer.prefix &&
        inner.network >= outer.network &&
        inner.network + sizeOf(inner.prefix) <= outer.network + sizeOf(outer.prefix)
    );
}

export function overlaps(left: Cidr, right: Cidr): boolean {
    return contains(left, right) || contains(right, left);
}

/**
 * The `index`-th of the equal parts of `prefix` length that make up a range, from 0.
 * @throws RangeError where the range has no such part
 */
export function part(range: Cidr, prefix: number, index: number): Cidr {
    const count = 2 ** (prefix - range.prefix);
    if (!Number.isInteger(index) || index < 0 || index >= count) {
        throw new RangeError(`${formatCidr(range)} has ${count} parts of /${prefix}, there is no part ${index}`);
    }
    return { network: range.network + index * sizeOf(prefix), prefix };
}
