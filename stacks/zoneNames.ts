import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * Names of zones in one account, in the order of the ids: `euw1-az1` is `eu-west-1a` in one account and `eu-west-1c` in another,
 * and awsx takes names only.
 * @throws pulumi.RunError when the account does not have a zone
 */
export async function zoneNames(zoneIds: readonly string[], provider: aws.Provider): Promise<string[]> {
    const zones = await aws.getAvailabilityZones({ state: "available" }, { provider });
    const missing = zoneIds.filter((id) => !zones.zoneIds.includes(id));
    if (missing.length > 0) {
        throw new pulumi.RunError(
            `zones ${missing.join(", ")} are not available to the account, which has ${zones.zoneIds.join(", ")}\n` +
                "    fix: choose other zones for network.zones",
        );
    }
    return zoneIds.map((id) => zones.names[zones.zoneIds.indexOf(id)] ?? id);
}
