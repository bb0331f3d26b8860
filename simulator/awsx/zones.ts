import type { Input } from "./input";
import type { Monitor } from "./monitor";

const token = "aws:index/getAvailabilityZones:getAvailabilityZones";

/** The first zones of the Region, as many as wanted, asked from the aws provider that the children use. */
export async function firstZones(
    monitor: Monitor,
    wanted: number,
    region: Input,
    provider: string,
    version: string,
): Promise<string[]> {
    if (region !== undefined && typeof region !== "string") {
        throw new Error(
            "Vpc.region must be a plain string when availabilityZoneNames is not set. If region is dynamic, specify " +
                "availabilityZoneNames explicitly.",
        );
    }
    const response = await monitor.invoke(token, region ? { region } : {}, provider, version);
    const failures = response.getFailuresList();
    if (failures.length > 0) {
        const reasons = failures.map((failure) => `${failure.getReason()} (${failure.getProperty()})`).join("; ");
        throw new Error(`Invoke of '${token}' failed: ${reasons}`);
    }
    const names = response.getReturn()?.toJavaScript()["names"];
    if (!Array.isArray(names)) {
        throw new Error(
            "Could not fetch default Availability Zones. If this is an opt-in region, please enable the region first. " +
                "Alternatively, you may specify an explicit list of zones in `availabilityZoneNames`.",
        );
    }
    if (names.length < wanted) {
        throw new Error(
            `The configured region for this provider does not have at least ${wanted} Availability Zones. Either ` +
                "specify an explicit list of zones in availabilityZoneNames or choose a region with at least " +
                `${wanted} AZs.`,
        );
    }
    return names.slice(0, wanted).map(String);
}
