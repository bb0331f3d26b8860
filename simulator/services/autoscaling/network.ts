import type { Call } from "../../kernel/model";
import type { Properties } from "../../kernel/values";
import { zonesOf } from "../../zones";
import { texts } from "../ec2/inputs";
import { subnetInSight } from "../ec2/lookup";

/**
 * Subnets that the account sees, shared ones included, all of one VPC; or zones of the Region. Answers with the VPC.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-in-vpc.html
 */
export function checkNetwork(call: Call, inputs: Properties): string | undefined {
    const zones = zonesOf(call.scope.account, call.scope.region).map(({ name }) => name);
    const strange = texts(inputs["availabilityZones"]).filter((zone) => !zones.includes(zone));
    if (strange.length > 0) {
        call.fail("ValidationError", `Invalid availability zones: ${strange.join(", ")} (known: ${zones.join(", ")})`);
    }
    const ids = texts(inputs["vpcZoneIdentifiers"]);
    const found = ids.map((id) => subnetInSight(call.world, call.scope, id));
    const missing = ids.filter((_, index) => found[index] === undefined);
    if (missing.length > 0) {
        call.fail("ValidationError", `The subnet ID '${missing.join("', '")}' does not exist`);
    }
    const vpcs = [...new Set(found.map((subnet) => String(subnet?.inputs["vpcId"])))];
    if (vpcs.length > 1) {
        call.fail(
            "ValidationError",
            `The subnets ${ids.join(", ")} are of ${vpcs.length} VPCs (${vpcs.join(", ")}); use subnets of one VPC`,
        );
    }
    return vpcs[0];
}

/** Zone names as the account of the group has them, which in a shared subnet are not those of the owner. */
export function zonesOfGroup(call: Call, inputs: Properties): string[] {
    const given = texts(inputs["availabilityZones"]);
    if (given.length > 0) return given;
    const zones = zonesOf(call.scope.account, call.scope.region);
    const names = texts(inputs["vpcZoneIdentifiers"]).flatMap((id) => {
        const zoneId = subnetInSight(call.world, call.scope, id)?.outputs["availabilityZoneId"];
        return zones.find((zone) => zone.zoneId === zoneId)?.name ?? [];
    });
    return [...new Set(names)].sort();
}
