import type { Call, FunctionModel } from "../../kernel/model";
import { hex } from "../../kernel/values";
import { repositoriesOf, repositoryArn, requireDomain } from "./domains";

const formats = ["npm", "pypi", "maven", "nuget", "generic", "ruby", "swift", "cargo"];
const longestToken = 43200;
const shortestToken = 900;

/** https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_GetAuthorizationToken.html */
export const getAuthorizationToken: FunctionModel = {
    token: "aws:codeartifact/getAuthorizationToken:getAuthorizationToken",
    service: "codeartifact",
    operation: "GetAuthorizationToken",
    invoke(call, args) {
        const { owner, domain } = requireDomain(call, args);
        const seconds = args["durationSeconds"] ?? longestToken;
        const allowed =
            typeof seconds === "number" && (seconds === 0 || (seconds >= shortestToken && seconds <= longestToken));
        if (!allowed) {
            const message = `durationSeconds is ${seconds}; it is 0 or from ${shortestToken} to ${longestToken}.`;
            call.fail("ValidationException", message);
        }
        return {
            id: `${owner.account}:${domain}`,
            domain,
            domainOwner: owner.account,
            region: owner.region,
            // No token of anything: it says so and stays the same from run to run.
            authorizationToken: `simulated-${hex(`${owner.account}:${owner.region}:${domain}`, 32)}`,
            expiration: "2026-01-01T12:00:00Z",
            ...(args["durationSeconds"] === undefined ? {} : { durationSeconds: seconds }),
        };
    },
};

/** https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_GetRepositoryEndpoint.html */
export const getRepositoryEndpoint: FunctionModel = {
    token: "aws:codeartifact/getRepositoryEndpoint:getRepositoryEndpoint",
    service: "codeartifact",
    operation: "GetRepositoryEndpoint",
    invoke(call, args) {
        const { owner, domain } = requireDomain(call, args);
        const name = String(args["repository"]);
        const format = String(args["format"]);
        if (!formats.includes(format)) {
            call.fail("ValidationException", `format is ${format}; it is one of ${formats.join(", ")}.`);
        }
        requireRepository(call, repositoryArn(owner, domain, name), repositoriesOf(call, owner, domain));
        const host = `${domain}-${owner.account}.d.codeartifact.${owner.region}.amazonaws.com`;
        return {
            id: `${owner.account}:${domain}:${name}:${format}`,
            domain,
            domainOwner: owner.account,
            region: owner.region,
            repository: name,
            format,
            repositoryEndpoint: `https://${host}/${format}/${name}/`,
        };
    },
};

function requireRepository(call: Call, arn: string, repositories: readonly { readonly id: string }[]): void {
    if (repositories.some((repository) => repository.id === arn)) return;
    call.fail("ResourceNotFoundException", `Repository not found. ${arn} does not exist.`, 404);
}
