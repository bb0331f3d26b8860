import { z } from "zod";
import { policyText } from "../../checks/policyDocument";
import { resourcePolicyProblems } from "../../checks/resourcePolicy";
import type { Call, ResourceModel } from "../../kernel/model";
import { hex, type Properties } from "../../kernel/values";
import type { Scope } from "../../kernel/world";
import { quota } from "../../quotas";
import { accountId, domainName, domainNameForm } from "./domains";

/** What the policies of a domain and of a repository have in common. */
export const permissions = {
    computed: ["domainOwner", "policyRevision", "resourceArn"],
    recomputed: { policyRevision: ["policyDocument"] },
    check: (inputs) => resourcePolicyProblems(inputs, "policyDocument"),
    update(call, current, inputs) {
        requireDocumentSize(call, inputs);
        requireRevision(call, inputs, current.outputs);
        return { policyRevision: revisionOf(inputs) };
    },
} as const satisfies Pick<ResourceModel, "computed" | "recomputed" | "check" | "update">;

/** Inputs of both. */
export const permissionsShape = {
    domain: z.string().regex(domainName, domainNameForm),
    domainOwner: z.string().regex(accountId, "is a 12-digit account id").optional(),
    policyDocument: z.string().min(1),
    policyRevision: z.string().max(100).optional(),
};

/** A new policy of the domain or repository with this ARN. */
export function permissionsOf(
    call: Call,
    inputs: Properties,
    owner: Scope,
    resourceArn: string,
): ReturnType<ResourceModel["create"]> {
    requireDocumentSize(call, inputs);
    return {
        id: resourceArn,
        outputs: { domainOwner: owner.account, policyRevision: revisionOf(inputs), resourceArn },
    };
}

/** https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_PutDomainPermissionsPolicy.html (policyDocument) */
function requireDocumentSize(call: Call, inputs: Properties): void {
    const size = Buffer.byteLength(policyText(inputs["policyDocument"]));
    const most = quota("codeartifact.size.policy", call.world);
    if (size > most) {
        call.fail("ValidationException", `The policy document has ${size} bytes; the most is ${most}.`);
    }
}

/** A revision that AWS gives out anew with every change; a stale one that is handed in is refused. */
function revisionOf(inputs: Properties): string {
    return `${hex(policyText(inputs["policyDocument"]), 43)}=`;
}

function requireRevision(call: Call, inputs: Properties, current: Properties): void {
    const given = inputs["policyRevision"];
    if (given !== undefined && given !== "" && given !== current["policyRevision"]) {
        call.fail("ConflictException", `The policy was changed since revision ${given} was read.`, 409);
    }
}
