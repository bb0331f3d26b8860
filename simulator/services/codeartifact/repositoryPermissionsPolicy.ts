import { z } from "zod";
import { NotModelled } from "../../kernel/errors";
import type { ResourceModel } from "../../kernel/model";
import { repositoriesOf, repositoryArn, repositoryName, repositoryNameForm, requireDomain } from "./domains";
import { permissions, permissionsOf, permissionsShape } from "./permissions";

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
        ...permissionsShape,
        repository: z.string().regex(repositoryName, repositoryNameForm),
    }),
    replaceOnChange: ["domain", "domainOwner", "repository"],
    ...permissions,
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
        return permissionsOf(call, inputs, owner, resourceArn);
    },
};
