/** One organizational unit of the tree, addressed by its path below the root: "Workloads/Dev". */
export interface OrganizationalUnitNode {
    readonly path: string;
    /** Last part of the path: the unit's name at AWS. */
    readonly name: string;
    /** Path of the unit above, undefined directly below the root. */
    readonly parent: string | undefined;
    /** 1 directly below the root. */
    readonly depth: number;
}

export const root = "Root";

/** The units in an order in which each follows its parent. */
export function organizationalUnits(paths: readonly string[]): OrganizationalUnitNode[] {
    return paths
        .map((path) => {
            const parts = path.split("/");
            const parent = parts.length > 1 ? parts.slice(0, -1).join("/") : undefined;
            return { path, name: parts.at(-1) ?? path, parent, depth: parts.length };
        })
        .sort((left, right) => left.depth - right.depth || (left.path < right.path ? -1 : 1));
}

/** Part of a logical name: lower case, one hyphen for each run of other characters. "Workloads/Dev" becomes "workloads-dev". */
export function slug(text: string): string {
    return text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "");
}
