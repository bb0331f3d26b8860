import { z } from "zod";
import { isAccountId, isArn, parseArn } from "../../checks/arn";
import type { Call, ResourceModel } from "../../kernel/model";
import type { Entity } from "../../kernel/world";
import { quota } from "../../quotas";
import { associationsOf, onlyInside, ownShare, refuseRepeated } from "./resourceShare";
import { isInsideOnly } from "./shareable";
import {
    isInside,
    isOrganizationArn,
    principalAssociationType,
    resourceAssociationType,
    sharingEnabled,
} from "./sharing";

/**
 * https://docs.aws.amazon.com/ram/latest/APIReference/API_AssociateResourceShare.html (principals)
 * An account outside the organization gets an invitation, which the simulator never accepts.
 */
export const principalAssociation: ResourceModel = {
    type: principalAssociationType,
    service: "RAM",
    operations: {
        create: "AssociateResourceShare",
        remove: "DisassociateResourceShare",
        read: "GetResourceShareAssociations",
    },
    schema: z.looseObject({
        principal: z
            .string()
            .refine(isPrincipal, "is an account id of twelve digits or the ARN of an organization, unit, role or user"),
        resourceShareArn: z.string().refine(isArn, "is the ARN of a resource share"),
    }),
    computed: [],
    create(call, inputs) {
        const shareArn = String(inputs["resourceShareArn"]);
        const principal = String(inputs["principal"]);
        const id = `${shareArn},${principal}`;
        refuseRepeated(call, principalAssociationType, id);
        const share = ownShare(call, shareArn);
        if (isOrganizationArn(principal)) checkOrganization(call, principal);
        else checkOther(call, share, principal);
        const most = quota("ram.principalsPerShare", call.world);
        if (associationsOf(call, principalAssociationType, shareArn).length >= most) {
            call.fail("ResourceShareLimitExceededException", `A resource share has at most ${most} principals.`);
        }
        return { id, outputs: {} };
    },
};

/** https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html#getting-started-sharing-orgs */
function checkOrganization(call: Call, principal: string): void {
    const { account } = call.scope;
    if (isInside(call.world, account, principal)) return;
    const unit = principal.includes(":ou/");
    const hint = sharingEnabled(call.world, account)
        ? `it is not in the organization of ${account}`
        : "sharing with AWS Organizations is not enabled: create aws.ram.SharingWithOrganization in the management account";
    call.fail(
        "UnknownResourceException",
        `${unit ? "OrganizationalUnit" : "Organization"} ${principal.slice(principal.lastIndexOf("/") + 1)} ` +
            `${unit ? "in unknown organization " : ""}could not be found (${hint}).`,
    );
}

function checkOther(call: Call, share: Entity, principal: string): void {
    const owner = isAccountId(principal) ? principal : (parseArn(principal)?.account ?? "");
    const inside = isInside(call.world, call.scope.account, owner);
    if (!inside && share.outputs["allowExternalPrincipals"] !== true) {
        onlyInside(call, `${principal} is outside, and the share has allowExternalPrincipals: false`);
    }
    const strict = associationsOf(call, resourceAssociationType, share.id)
        .map((association) => String(association.outputs["resourceArn"]))
        .filter((text) => {
            const arn = parseArn(text);
            return arn !== undefined && isInsideOnly(arn);
        });
    if (strict.length === 0) return;
    if (!inside) onlyInside(call, `${strict[0]} cannot be shared with ${principal}`);
    if (!isAccountId(principal)) {
        call.fail("InvalidParameterException", `${strict[0]} cannot be shared with a role or user (${principal}).`);
    }
}

function isPrincipal(text: string): boolean {
    if (isAccountId(text) || isOrganizationArn(text)) return true;
    const arn = parseArn(text);
    return arn?.service === "iam" && /^(role|user)\//.test(arn.resource);
}
