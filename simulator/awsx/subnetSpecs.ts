import type { SubnetSpec } from "./args";
import { parseBlock } from "./block";

/** A spec with a CIDR block for every zone. */
export type ExplicitSpec = SubnetSpec & { readonly cidrBlocks: readonly string[] };

/** Sizes of the masks /0 to /30, the ones a spec may name. */
const sizes = Array.from({ length: 31 }, (_, mask) => 2 ** (32 - mask));

/**
 * Checks the specs as the component does before it lays anything out, all problems in one error. Answers with the specs
 * where they are an explicit layout, with undefined where the component would size the subnets itself.
 */
export function explicitSpecs(specs: readonly SubnetSpec[], zoneCount: number): ExplicitSpec[] | undefined {
    const problems = [...nameProblems(specs), ...sizeProblems(specs)];
    const explicit = specs.some((spec) => spec.cidrBlocks !== undefined);
    const complete: ExplicitSpec[] = [];
    specs.forEach((spec, index) => {
        const { cidrBlocks } = spec;
        const problem = explicit ? blockProblem(spec, index, zoneCount) : maskProblem(spec);
        if (problem !== undefined) problems.push(problem);
        else if (cidrBlocks !== undefined) complete.push({ ...spec, cidrBlocks });
    });
    if (problems.length > 0) throw new Error(`Invalid subnet specifications:\n - ${problems.join("\n - ")}`);
    return explicit ? complete : undefined;
}

function nameProblems(specs: readonly SubnetSpec[]): string[] {
    const byType = new Map<string, (string | undefined)[]>();
    for (const { type, name } of specs) {
        const key = type.toLowerCase();
        byType.set(key, [...(byType.get(key) ?? []), name]);
    }
    return [...byType]
        .filter(([, names]) => new Set(names).size < names.length)
        .map(
            ([type]) =>
                `Multiple subnet specs of type "${type}" require unique names. You can have at most one unnamed subnet ` +
                `per type. All other subnets of the same type must have unique "name" properties to avoid duplicate ` +
                "resource names.",
        );
}

function sizeProblems(specs: readonly SubnetSpec[]): string[] {
    const wrong = specs.flatMap(({ size }) => (size === undefined || sizes.includes(size) ? [] : [size]));
    if (wrong.length === 0) return [];
    return [`The following subnet sizes are invalid: ${wrong.join(", ")}. Valid sizes are: ${sizes.join(", ")}.`];
}

function blockProblem(spec: SubnetSpec, index: number, zoneCount: number): string | undefined {
    const { cidrBlocks, cidrMask, size } = spec;
    if (cidrBlocks === undefined) {
        return "If any subnet spec has explicit cidrBlocks, all subnets must have explicit cidrBlocks.";
    }
    if (cidrBlocks.length !== zoneCount) {
        return (
            `The number of CIDR blocks in subnetSpecs[${index}] must match the number of availability zones ` +
            `(${zoneCount}).`
        );
    }
    const blocks = cidrBlocks.map(parseBlock);
    if (cidrMask !== undefined && !blocks.every((block) => block.mask === cidrMask)) {
        return `The cidrMask in subnetSpecs[${index}] must match all cidrBlocks or be left undefined.`;
    }
    if (size !== undefined && !blocks.every((block) => block.size === size)) {
        return `The size in subnetSpecs[${index}] must match all cidrBlocks or be left undefined.`;
    }
    return undefined;
}

function maskProblem({ cidrMask, size }: SubnetSpec): string | undefined {
    if (size === undefined || cidrMask === undefined) return undefined;
    const expected = cidrMask === 0 ? undefined : sizes[cidrMask];
    if (expected === undefined || expected === size) return undefined;
    return `Subnet size ${size} does not match the expected size for a /${cidrMask} subnet (${expected}).`;
}
