import type { SubnetSpec } from "./args";

/** `eu-west-` of `eu-west-1a`, `us-gov-east-` of `us-gov-east-1b`: what all zones of a Region share but its number. */
const regionPrefix = /^[a-z]{2}(-[a-z]+)+-/;

const zoneSuffix = (zone: string): string => zone.replace(regionPrefix, "");

/** Logical names always count the zones; the `Name` tag may carry the zone instead, which never renames a resource. */
export function subnetName(
    vpcName: string,
    spec: Pick<SubnetSpec, "name" | "type">,
    zone: string,
    zoneIndex: number,
    nameTagStrategy: string,
): { readonly name: string; readonly nameTag: string } {
    const stem = `${vpcName}-${spec.name ?? spec.type.toLowerCase()}`;
    const name = `${stem}-${zoneIndex + 1}`;
    return { name, nameTag: nameTagStrategy === "AvailabilityZone" ? `${stem}-${zoneSuffix(zone)}` : name };
}

export function refuseSameSuffixes(zones: readonly string[]): void {
    const seen = new Map<string, string>();
    for (const zone of zones) {
        const suffix = zoneSuffix(zone);
        const other = seen.get(suffix);
        if (other !== undefined) {
            throw new Error(
                `subnetNameTagStrategy="AvailabilityZone" requires availability zones with distinct suffixes, but ` +
                    `"${other}" and "${zone}" both reduce to "${suffix}".`,
            );
        }
        seen.set(suffix, zone);
    }
}
