import { type Input, type Ipv6Block, Output, outputsIn } from "./input";

/** The /64 of a subnet, or undefined where it assigns no IPv6 addresses. `vpc` is the range of the VPC. */
export function ipv6Of({ assign, index }: Ipv6Block, vpc: Output): Input {
    const wish = assign instanceof Output ? assign : new Output(assign);
    const dependencies = [
        ...new Set([...vpc.dependencies, ...outputsIn(wish).flatMap((output) => output.dependencies)]),
    ];
    const secret = vpc.secret || wish.secret;
    if (vpc.value === undefined || wish.value === undefined) return new Output(undefined, secret, dependencies);
    if (!wish.value) return undefined;
    if (!vpc.value) {
        throw new Error(
            "Subnets with assignIpv6AddressOnCreation=true require the VPC to have an IPv6 CIDR block. Set " +
                "assignGeneratedIpv6CidrBlock=true or provide ipv6CidrBlock.",
        );
    }
    return new Output(subnetRange(String(vpc.value), index), secret, dependencies);
}

/** Subnet number `index` of a /56, a /64 each: the number is the low byte of the fourth group. */
function subnetRange(vpc: string, index: number): string {
    const [address = "", mask] = vpc.split("/");
    if (mask !== "56") throw new RangeError(`VPC must be a /56 block (got /${mask})`);
    if (index > 0xff) throw new RangeError("index must be an integer from 0-255");
    const groups = address.split(":");
    const fourth = Number.parseInt(groups[3] ?? "", 16);
    if (Number.isNaN(fourth)) throw new TypeError(`Vpc ipv6 cidr block was not in an expected form: ${vpc}`);
    return `${groups.slice(0, 3).join(":")}:${((fourth & 0xff00) | index).toString(16)}::/64`;
}
