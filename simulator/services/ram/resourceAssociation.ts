import { z } from "zod";
import { type Arn, isArn, parseArn } from "../../checks/arn";
import type { Call, ResourceModel } from "../../kernel/model";
import { quota } from "../../quotas";
import { associationsOf, onlyInside, ownShare, refuseRepeated } from "./resourceShare";
import { isInsideOnly, isShareable, recordOf } from "./shareable";
import { isInside, principalAssociationType, resourceAssociationType } from "./sharing";

/** https://docs.aws.amazon.com/ram/latest/APIReference/API_AssociateResourceShare.html (resourceArns) */
export const resourceAssociation: ResourceModel = {
    type: resourceAssociationType,
    service: "RAM",
    operations: {
        create: "AssociateResourceShare",
        remove: "DisassociateResourceShare",
        read: "GetResourceShareAssociations",
    },
    schema: z.looseObject({
        resourceArn: z.string().refine(isArn, "is the ARN of a resource"),
        resourceShareArn: z.string().refine(isArn, "is the ARN of a resource share"),
    }),
    computed: [],
    create(call: Call, inputs) {
        const shareArn = String(inputs["resourceShareArn"]);
        const resourceArn = String(inputs["resourceArn"]);
        const id = `${shareArn},${resourceArn}`;
        refuseRepeated(call, resourceAssociationType, id);
        ownShare(call, shareArn);
        const arn = parseArn(resourceArn);
        if (arn === undefined) call.fail("MalformedArnException", `The ARN ${resourceArn} is malformed.`);
        checkResource(call, resourceArn, arn);
        if (isInsideOnly(arn)) {
            const outside = associationsOf(call, principalAssociationType, shareArn)
                .map((association) => String(association.outputs["principal"]))
                .filter((principal) => !isInside(call.world, call.scope.account, principal));
            if (outside.length > 0) onlyInside(call, `the share has the principal ${outside.join(", ")}`);
        }
        const most = quota("ram.resourcesPerShare", call.world);
        if (associationsOf(call, resourceAssociationType, shareArn).length >= most) {
            call.fail("ResourceShareLimitExceededException", `A resource share has at most ${most} resources.`);
        }
        return { id, outputs: {} };
    },
};

function checkResource(call: Call, resourceArn: string, arn: Arn): void {
    const { account, region } = call.scope;
    if (!isShareable(arn)) {
        call.fail("InvalidParameterException", `The resource ${resourceArn} is of a type that cannot be shared.`);
    }
    if (arn.account !== account) {
        call.fail(
            "OperationNotPermittedException",
            `You can share only what you own; ${resourceArn} is not in ${account}.`,
        );
    }
    if (arn.region !== "" && arn.region !== region) {
        call.fail(
            "InvalidParameterException",
            `The resource ${resourceArn} is not in ${region}, the Region of the share.`,
        );
    }
    const record = recordOf(arn);
    if (record !== undefined && call.world.get(record.type, call.scope, record.id) === undefined) {
        call.fail("UnknownResourceException", `The resource ${resourceArn} could not be found.`);
    }
}
