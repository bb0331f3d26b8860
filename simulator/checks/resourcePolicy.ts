import type { Problem } from "../kernel/model";
import { hasUnknown, type Properties } from "../kernel/values";
import { policyProblems, policyText } from "./policyDocument";
import { resourcePolicy } from "./policyRules";

/** Problems of a resource policy that an input holds. Says nothing of one that is left out or not known yet. */
export function resourcePolicyProblems(inputs: Properties, property: string): Problem[] {
    const policy = inputs[property];
    if (policy === undefined || hasUnknown(policy)) return [];
    return policyProblems(policyText(policy), resourcePolicy).map((reason) => ({ property, reason }));
}
