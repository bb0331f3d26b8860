import { z } from "zod";
import { NotModelled } from "../../kernel/errors";
import type { ResourceModel } from "../../kernel/model";
import { domainArn, requireDomain } from "./domains";
import { permissions, permissionsOf, permissionsShape } from "./permissions";

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
        ...permissionsShape,
    }),
    replaceOnChange: ["domain", "domainOwner"],
    ...permissions,
    create(call, inputs) {
        const { owner, domain } = requireDomain(call, inputs);
        const resourceArn = domainArn(owner, domain);
        if (call.world.find(type, resourceArn) !== undefined) {
            throw new NotModelled(`two policies on the domain ${domain}: AWS keeps only the one that is written last`);
        }
        return permissionsOf(call, inputs, owner, resourceArn);
    },
};
