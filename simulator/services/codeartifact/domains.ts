import { formatArn } from "../../checks/arn";
import type { Call } from "../../kernel/model";
import type { Properties } from "../../kernel/values";
import type { Entity, Scope } from "../../kernel/world";

export const domainType = "aws:codeartifact/domain:Domain";
export const repositoryType = "aws:codeartifact/repository:Repository";

export const domainName = /^[a-z][a-z0-9-]{0,48}[a-z0-9]$/;
export const domainNameForm =
    "a domain name has 2 to 50 lower-case letters, digits and hyphens, begins with a letter and ends with no hyphen";
export const repositoryName = /^[A-Za-z0-9][A-Za-z0-9._-]{1,99}$/;
export const repositoryNameForm =
    "a repository name has 2 to 100 letters, digits and . _ - and begins with a letter or digit";
export const accountId = /^\d{12}$/;

export function domainArn(scope: Scope, name: string): string {
    return formatArn({ service: "codeartifact", ...scope, resource: `domain/${name}` });
}

/** A repository's ARN bears the account of its domain's owner, whoever administers it. */
export function repositoryArn(owner: Scope, domain: string, name: string): string {
    return formatArn({ service: "codeartifact", ...owner, resource: `repository/${domain}/${name}` });
}

/** Account and Region that hold the domain which the inputs `domain` and `domainOwner` mean. */
export function ownerOf(call: Call, inputs: Properties): Scope {
    const owner = inputs["domainOwner"];
    return {
        account: typeof owner === "string" && owner !== "" ? owner : call.scope.account,
        region: call.scope.region,
    };
}

export function requireDomain(call: Call, inputs: Properties): { readonly owner: Scope; readonly domain: string } {
    const owner = ownerOf(call, inputs);
    const domain = String(inputs["domain"]);
    if (call.world.get(domainType, owner, domainArn(owner, domain)) === undefined) {
        call.fail(
            "ResourceNotFoundException",
            `Domain not found. Domain ${domain} of account ${owner.account} does not exist in ${owner.region}.`,
            404,
        );
    }
    return { owner, domain };
}

/** The repositories of a domain, whichever account made them. */
export function repositoriesOf(call: Call, owner: Scope, domain: string): Entity[] {
    const prefix = repositoryArn(owner, domain, "");
    return call.world.list(repositoryType).filter((repository) => repository.id.startsWith(prefix));
}
