import type { SubnetPlanInput } from "../../components/model/subnetPlan";
import type { JudgedEnvironment } from "./lenient";

/** The network section in the shape the address plan wants. */
export function subnetPlanInput({
    cidr,
    zones,
    zoneSlots,
    tierSlots,
    tiers,
}: JudgedEnvironment["network"]): SubnetPlanInput {
    return {
        cidr,
        zones,
        zoneSlots,
        tierSlots,
        tiers: Object.entries(tiers).map(([name, { type, slot, prefix }]) => ({ name, type, slot, prefix })),
    };
}
