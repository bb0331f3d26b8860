import { z } from "zod";
import { tagProblems } from "../../checks/tags";
import type { ResourceModel } from "../../kernel/model";
import { isObject, type Properties } from "../../kernel/values";
import { quota } from "../../quotas";
import {
    accountId,
    domainName,
    domainNameForm,
    ownerOf,
    repositoriesOf,
    repositoryArn,
    repositoryName,
    repositoryNameForm,
    repositoryType,
    requireDomain,
} from "./domains";
import { connectionName, externalConnections, packageFormat, requireConnection } from "./externalConnection";
import { requireUpstreams, upstreamsOf } from "./upstreams";

/** https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_CreateRepository.html */
export const repository: ResourceModel = {
    type: repositoryType,
    service: "codeartifact",
    operations: {
        create: "CreateRepository",
        update: "UpdateRepository",
        remove: "DeleteRepository",
        read: "DescribeRepository",
    },
    schema: z.looseObject({
        domain: z.string().regex(domainName, domainNameForm),
        domainOwner: z.string().regex(accountId, "is a 12-digit account id").optional(),
        repository: z.string().regex(repositoryName, repositoryNameForm),
        description: z
            .string()
            .max(1000)
            .regex(/^\P{C}*$/u, "holds no control characters")
            .optional(),
        upstreams: z
            .array(z.looseObject({ repositoryName: z.string().regex(repositoryName, repositoryNameForm) }))
            .optional(),
        externalConnections: z
            .looseObject({
                externalConnectionName: z
                    .string()
                    .refine(
                        (name) => Object.hasOwn(externalConnections, name),
                        `is one of ${Object.keys(externalConnections).join(", ")}`,
                    ),
            })
            .optional(),
    }),
    taggable: true,
    replaceOnChange: ["domain", "domainOwner", "repository"],
    computed: ["administratorAccount", "arn", "domainOwner"],
    check: tagProblems,
    create(call, inputs) {
        const { owner, domain } = requireDomain(call, inputs);
        const name = String(inputs["repository"]);
        const arn = repositoryArn(owner, domain, name);
        const others = repositoriesOf(call, owner, domain);
        if (others.some((other) => other.id === arn)) {
            call.fail("ConflictException", `Repository already exists. ${name} is in use in domain ${domain}.`, 409);
        }
        const most = quota("codeartifact.repositories", call.world);
        if (others.length >= most) {
            call.fail("ServiceQuotaExceededException", `Domain ${domain} has ${most} repositories, its quota.`, 402);
        }
        requireUpstreams(call, name, inputs, others);
        requireConnection(call, inputs, undefined);
        return {
            id: arn,
            outputs: {
                administratorAccount: call.scope.account,
                arn,
                domainOwner: owner.account,
                ...connected(inputs),
            },
        };
    },
    update(call, current, inputs) {
        const owner = ownerOf(call, inputs);
        const others = repositoriesOf(call, owner, String(inputs["domain"])).filter(({ id }) => id !== current.id);
        requireUpstreams(call, String(inputs["repository"]), inputs, others);
        requireConnection(call, inputs, connectionName(current.inputs));
        return connected(inputs);
    },
    remove(call, current) {
        const owner = ownerOf(call, current.inputs);
        const name = String(current.inputs["repository"]);
        const downstream = repositoriesOf(call, owner, String(current.inputs["domain"]))
            .filter(({ inputs }) => upstreamsOf(inputs).includes(name))
            .map(({ inputs }) => inputs["repository"]);
        if (downstream.length > 0) {
            call.fail("ConflictException", `Repository ${name} is an upstream of ${downstream.join(", ")}.`, 409);
        }
    },
};

/** AWS adds the package format and the status to an external connection. */
function connected(inputs: Properties): Properties {
    const connection = inputs["externalConnections"];
    const name = connectionName(inputs);
    if (!isObject(connection) || name === undefined) return {};
    const packageFormatOf = packageFormat(name);
    return { externalConnections: { ...connection, packageFormat: packageFormatOf, status: "Available" } };
}
