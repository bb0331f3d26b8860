/** A value from the program that may be unknown, secret, or come from other resources. */
export class Output {
    constructor(
        /** Undefined while unknown. */
        readonly value: Input | undefined,
        readonly secret = false,
        /** URNs of the resources it comes from. */
        readonly dependencies: readonly string[] = [],
    ) {}
}

/** A property of a child of the same plan; known once the child is registered. */
export class Reference {
    constructor(
        /** `<type>::<name>` of the child. */
        readonly child: string,
        readonly property = "id",
    ) {}
}

/** The IPv6 range of one subnet, cut from the VPC's own; nothing where the subnet assigns no address. */
export class Ipv6Block {
    constructor(
        readonly vpcBlock: Reference,
        readonly assign: Input,
        readonly index: number,
    ) {}
}

/** What an input of a child may hold. A property that is undefined is left out. */
export type Input =
    | null
    | undefined
    | boolean
    | number
    | string
    | Output
    | Reference
    | Ipv6Block
    | readonly Input[]
    | { readonly [key: string]: Input };

export type Inputs = { readonly [key: string]: Input };

export function isInputs(value: Input): value is Inputs {
    return typeof value === "object" && value !== null && !Array.isArray(value) && !isLeaf(value);
}

function isLeaf(value: object): boolean {
    return value instanceof Output || value instanceof Reference || value instanceof Ipv6Block;
}

/** Every output inside a value, at any depth. */
export function outputsIn(value: Input): Output[] {
    if (value instanceof Output) return [value, ...outputsIn(value.value)];
    if (Array.isArray(value)) return value.flatMap(outputsIn);
    return isInputs(value) ? Object.values(value).flatMap(outputsIn) : [];
}

/** Whether any part of a value is unknown. */
export function isPartlyUnknown(value: Input): boolean {
    return outputsIn(value).some((output) => output.value === undefined);
}
