import { NotModelled } from "../kernel/errors";

/** An IPv4 range in CIDR notation, read as leniently as the component reads it: host bits are cut off, no mask is /32. */
export interface Block {
    readonly first: number;
    readonly size: number;
    readonly mask: number;
}

const notation = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:\/(0|[1-9]\d*))?$/;

export function parseBlock(cidr: string): Block {
    const [net = "", suffix] = cidr.split("/", 2);
    const match = notation.exec(cidr);
    if (match === null) {
        // Short, octal and hexadecimal forms of addresses exist, and so do dotted masks.
        if (/^[\dxa-f./]+$/i.test(cidr)) throw new NotModelled(`the CIDR notation "${cidr}"`);
        throw new Error(`Invalid net address: ${net}`);
    }
    const octets = match.slice(1, 5).map(Number);
    if (octets.some((octet) => octet > 255)) throw new Error(`Invalid net address: ${net}`);
    const mask = Number(suffix ?? 32);
    if (mask > 32) throw new Error(`Invalid mask for ip4: ${suffix}`);
    const size = 2 ** (32 - mask);
    const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
    return { first: address - (address % size), size, mask };
}

/** The address after the range; the one after 255.255.255.255 is 0.0.0.0. */
export const after = (block: Block): number => (block.first + block.size) % 2 ** 32;

/** The last address for a host: the broadcast address does not count, except where a range has none. */
export const lastHost = (block: Block): number => block.first + block.size - (block.mask <= 30 ? 2 : 1);

export function overlap(one: Block, other: Block): boolean {
    return one.first < other.first + other.size && other.first < one.first + one.size;
}

export function formatAddress(address: number): string {
    return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
