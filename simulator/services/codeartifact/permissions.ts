import { policyProblems, policyText } from "../../checks/policyDocument";
import { resourcePolicy } from "../../checks/policyRules";
import type { Call, Problem } from "../../kernel/model";
import { hasUnknown, hex, type Properties } from "../../kernel/values";
import { quota } from "../../quotas";

export function documentProblems(inputs: Properties): Problem[] {
    const policy = inputs["policyDocument"];
    if (policy === undefined || hasUnknown(policy)) return [];
    const problems = policyProblems(policyText(policy), resourcePolicy);
    return problems.map((reason) => ({ property: "policyDocument", reason }));
}

/** https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_PutDomainPermissionsPolicy.html (policyDocument) */
export function requireDocumentSize(call: Call, inputs: Properties): void {
    const size = Buffer.byteLength(policyText(inputs["policyDocument"]));
    const most = quota("codeartifact.size.policy", call.world);
    if (size > most) {
        call.fail("ValidationException", `The policy document has ${size} bytes; the most is ${most}.`);
    }
}

/** A revision that AWS gives out anew with every change; a stale one that is handed in is refused. */
export function revisionOf(inputs: Properties): string {
    return `${hex(policyText(inputs["policyDocument"]), 43)}=`;
}

export function requireRevision(call: Call, inputs: Properties, current: Properties): void {
    const given = inputs["policyRevision"];
    if (given !== undefined && given !== "" && given !== current["policyRevision"]) {
        call.fail("ConflictException", `The policy was changed since revision ${given} was read.`, 409);
    }
}
