import { z } from "zod";
import { isArn } from "../../checks/arn";
import { tagProblems } from "../../checks/tags";
import { now } from "../../clock";
import type { Call, ResourceModel } from "../../kernel/model";
import { digits, type Value } from "../../kernel/values";
import { quota } from "../../quotas";
import { encryptionKey } from "../encryptionKey";
import { managedPrefix, resolveKey } from "../kms/keys";
import { domainArn, domainName, domainNameForm, domainType, repositoriesOf } from "./domains";

/** https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_CreateDomain.html */
export const domain: ResourceModel = {
    type: domainType,
    service: "codeartifact",
    operations: { create: "CreateDomain", update: "TagResource", remove: "DeleteDomain", read: "DescribeDomain" },
    schema: z.looseObject({
        domain: z.string().regex(domainName, domainNameForm),
        encryptionKey: z.string().refine(isArn, "is the ARN of a KMS key").optional(),
    }),
    taggable: true,
    replaceOnChange: ["domain", "encryptionKey"],
    computed: ["arn", "assetSizeBytes", "createdTime", "encryptionKey", "owner", "repositoryCount", "s3BucketArn"],
    check: tagProblems,
    create(call, inputs) {
        const name = String(inputs["domain"]);
        const arn = domainArn(call.scope, name);
        if (call.world.get(domainType, call.scope, arn) !== undefined) {
            call.fail(
                "ConflictException",
                `Domain already exists. Domain ${name} is in use; choose another name.`,
                409,
            );
        }
        const most = quota("codeartifact.domains", call.world);
        if (call.world.list(domainType, call.scope).length >= most) {
            call.fail(
                "ServiceQuotaExceededException",
                `The account has ${most} domains in this Region, its quota.`,
                402,
            );
        }
        return {
            id: arn,
            outputs: {
                arn,
                assetSizeBytes: "0",
                createdTime: now,
                encryptionKey: keyOf(call, inputs["encryptionKey"]),
                owner: call.scope.account,
                repositoryCount: 0,
                s3BucketArn: `arn:aws:s3:::assets-${digits(arn, 12)}-${call.scope.region}`,
            },
        };
    },
    update: () => undefined,
    // https://docs.aws.amazon.com/codeartifact/latest/ug/delete-domain.html
    remove(call, current) {
        const name = String(current.inputs["domain"]);
        const repositories = repositoriesOf(call, call.scope, name);
        if (repositories.length > 0) {
            const names = repositories.map((repository) => repository.inputs["repository"]).join(", ");
            call.fail(
                "ConflictException",
                `Domain ${name} is not empty; delete its repositories first: ${names}.`,
                409,
            );
        }
    },
    read: (call, current) => ({
        repositoryCount: repositoriesOf(call, call.scope, String(current.inputs["domain"])).length,
    }),
};

/** Without a key the domain takes the AWS managed one: https://docs.aws.amazon.com/codeartifact/latest/ug/domain-create.html */
function keyOf(call: Call, given: Value | undefined): string {
    const key =
        encryptionKey(call, given, "ValidationException") ??
        resolveKey(call.world, call.scope, `${managedPrefix}codeartifact`);
    return String(key?.outputs["arn"]);
}
