import { z } from "zod";
import { NotModelled } from "../../kernel/errors";
import type { ResourceModel } from "../../kernel/model";
import { accountId, domainArn, domainName, domainNameForm, requireDomain } from "./domains";
import { documentProblems, requireDocumentSize, requireRevision, revisionOf } from "./permissions";

const type = "aws:codeartifact/domainPermissions:DomainPermissions";

/** https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_PutDomainPermissionsPolicy.html */
export const domainPermissions: ResourceModel = {
    type,
    service: "codeartifact",
    operations: {
        create: "PutDomainPermissionsPolicy",
        update: "PutDomainPermissionsPolicy",
        remove: "DeleteDomainPermissionsPolicy",
        read: "GetDomainPermissionsPolicy",
    },
    schema: z.looseObject({
        domain: z.string().regex(domainName, domainNameForm),
        domainOwner: z.string().regex(accountId, "is a 12-digit account id").optional(),
        policyDocument: z.string().min(1),
        policyRevision: z.string().max(100).optional(),
    }),
    replaceOnChange: ["domain", "domainOwner"],
    computed: ["domainOwner", "policyRevision", "resourceArn"],
    recomputed: { policyRevision: ["policyDocument"] },
    check: documentProblems,
    create(call, inputs) {
        const { owner, domain } = requireDomain(call, inputs);
        const resourceArn = domainArn(owner, domain);
        if (call.world.find(type, resourceArn) !== undefined) {
            throw new NotModelled(`two policies on the domain ${domain}: AWS keeps only the one that is written last`);
        }
        requireDocumentSize(call, inputs);
        return {
            id: resourceArn,
            outputs: { domainOwner: owner.account, policyRevision: revisionOf(inputs), resourceArn },
        };
    },
    update(call, current, inputs) {
        requireDocumentSize(call, inputs);
        requireRevision(call, inputs, current.outputs);
        return { policyRevision: revisionOf(inputs) };
    },
};
