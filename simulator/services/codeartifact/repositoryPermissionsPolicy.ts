import { z } from "zod";
import { NotModelled } from "../../kernel/errors";
import type { ResourceModel } from "../../kernel/model";
import {
    accountId,
    domainName,
    domainNameForm,
    repositoriesOf,
    repositoryArn,
    repositoryName,
    repositoryNameForm,
    requireDomain,
} from "./domains";
import { documentProblems, requireDocumentSize, requireRevision, revisionOf } from "./permissions";

const type = "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy";

/** https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_PutRepositoryPermissionsPolicy.html */
export const repositoryPermissionsPolicy: ResourceModel = {
    type,
    service: "codeartifact",
    operations: {
        create: "PutRepositoryPermissionsPolicy",
        update: "PutRepositoryPermissionsPolicy",
        remove: "DeleteRepositoryPermissionsPolicy",
        read: "GetRepositoryPermissionsPolicy",
    },
    schema: z.looseObject({
        domain: z.string().regex(domainName, domainNameForm),
        domainOwner: z.string().regex(accountId, "is a 12-digit account id").optional(),
        repository: z.string().regex(repositoryName, repositoryNameForm),
        policyDocument: z.string().min(1),
        policyRevision: z.string().max(100).optional(),
    }),
    replaceOnChange: ["domain", "domainOwner", "repository"],
    computed: ["domainOwner", "policyRevision", "resourceArn"],
    recomputed: { policyRevision: ["policyDocument"] },
    check: documentProblems,
    create(call, inputs) {
        const { owner, domain } = requireDomain(call, inputs);
        const repository = String(inputs["repository"]);
        const resourceArn = repositoryArn(owner, domain, repository);
        if (!repositoriesOf(call, owner, domain).some((record) => record.id === resourceArn)) {
            const message = `Repository not found. Repository ${repository} in domain ${domain} does not exist.`;
            call.fail("ResourceNotFoundException", message, 404);
        }
        if (call.world.find(type, resourceArn) !== undefined) {
            throw new NotModelled(
                `two policies on the repository ${repository}: AWS keeps only the one that is written last`,
            );
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
