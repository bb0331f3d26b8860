import { type Child, keyOf, types } from "./children";
import { type Input, type Inputs, isPartlyUnknown, Output, outputsIn } from "./input";
import type { ExplicitSpec } from "./subnetSpecs";
import type { PlacedSubnet } from "./subnets";

/** One output of the component. `resource`: a reference to it; `id`: its id; `value`: known from the arguments. */
export type PlannedOutput =
    | { readonly kind: "resource" | "id"; readonly child: string }
    | { readonly kind: "resources" | "ids"; readonly children: readonly string[] }
    | { readonly kind: "value"; readonly value: Input };

export function planOutputs(
    children: readonly Child[],
    placed: readonly PlacedSubnet[],
    endpoints: readonly Child[],
    specs: readonly ExplicitSpec[],
): { readonly [name: string]: PlannedOutput } {
    const keysOf = (type: string): string[] => children.filter((child) => child.type === type).map(keyOf);
    const resources = (keys: readonly string[]): PlannedOutput => ({ kind: "resources", children: keys });
    const ids = (keys: readonly string[]): PlannedOutput => ({ kind: "ids", children: keys });
    const one = (kind: "resource" | "id", type: string): PlannedOutput => ({ kind, child: keysOf(type)[0] ?? "" });
    // What is neither public nor private counts as isolated.
    const tier = (wanted: string): string[] =>
        placed.filter(({ tier: found }) => group(found) === wanted).map(({ subnet }) => keyOf(subnet));
    return {
        vpc: one("resource", types.vpc),
        vpcId: one("id", types.vpc),
        subnets: resources(placed.map(({ subnet }) => keyOf(subnet))),
        publicSubnets: resources(tier("public")),
        privateSubnets: resources(tier("private")),
        isolatedSubnets: resources(tier("isolated")),
        publicSubnetIds: ids(tier("public")),
        privateSubnetIds: ids(tier("private")),
        isolatedSubnetIds: ids(tier("isolated")),
        routeTables: resources(keysOf(types.routeTable)),
        routeTableAssociations: resources(keysOf(types.routeTableAssociation)),
        routes: resources(keysOf(types.route)),
        internetGateway: one("resource", types.internetGateway),
        natGateways: resources(keysOf(types.natGateway)),
        eips: resources(keysOf(types.eip)),
        vpcEndpoints: resources(endpoints.map(keyOf)),
        subnetLayout: { kind: "value", value: subnetLayout(specs) },
    };
}

function group(tier: string): string {
    return tier === "public" || tier === "private" ? tier : "isolated";
}

/** The specs again, without their tags, yet as unknown, secret and dependent as the tags are: so the component does it. */
function subnetLayout(specs: readonly ExplicitSpec[]): Input {
    const layout = specs.map(
        ({ name, cidrBlocks, cidrMask, size, type }): Inputs => ({
            ...(name ? { name } : {}),
            cidrBlocks,
            ...(cidrMask ? { cidrMask } : {}),
            ...(size ? { size } : {}),
            type,
        }),
    );
    const tags = specs.map((spec) => spec.tags);
    const outputs = outputsIn(tags);
    if (outputs.length === 0) return layout;
    return new Output(
        isPartlyUnknown(tags) ? undefined : layout,
        outputs.some((output) => output.secret),
        outputs.flatMap((output) => output.dependencies),
    );
}
