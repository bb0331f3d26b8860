import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../model/policyDocument";
import { readOnlyStatement } from "./readOnlyStatement";

export interface ArtifactDomainArgs {
    /** Name of the domain: 2 to 50 lower-case letters, digits and hyphens. Contract, since clients write it into their URLs. */
    readonly domain: string;
    /** Account that holds the domain, for the key policy. */
    readonly accountId: string;
    /** Organization whose accounts may read. */
    readonly organizationId: string;
}

/**
 * The package registry of the organization: a CodeArtifact domain with a key of its own, a connector repository `npm-store` with
 * the one external connection to the public npm registry, used by nobody directly, and the repository `shared` above it that the
 * organization reads and nobody in it can publish to. Domain and repositories are protected. The key costs 1 USD a month, packages
 * by storage and request.
 */
export class ArtifactDomain extends pulumi.ComponentResource {
    public readonly domain: pulumi.Output<string>;
    public readonly arn: pulumi.Output<string>;
    /** Repository that the organization reads from. */
    public readonly sharedRepository: pulumi.Output<string>;

    constructor(name: string, args: ArtifactDomainArgs, opts?: pulumi.ComponentResourceOptions) {
        super("landingzone:artifacts:ArtifactDomain", name, {}, opts);

        const domain = this.createDomain(name, args);
        const connector = this.repository(name, "npm-store", domain, {
            description: "Cache of the public npm registry",
            externalConnections: { externalConnectionName: "public:npmjs" },
        });
        const shared = this.repository(name, "shared", domain, {
            description: "Packages of the organization",
            upstreams: [{ repositoryName: connector.repository }],
        });
        new aws.codeartifact.RepositoryPermissionsPolicy(
            `${name}-shared`,
            {
                domain: domain.domain,
                repository: shared.repository,
                policyDocument: policyDocument([readOnlyStatement("repository", args.organizationId)]),
            },
            { parent: this },
        );
        this.domain = domain.domain;
        this.arn = domain.arn;
        this.sharedRepository = shared.repository;

        this.registerOutputs({ domain: this.domain, arn: this.arn, sharedRepository: this.sharedRepository });
    }

    private createDomain(name: string, args: ArtifactDomainArgs): aws.codeartifact.Domain {
        const key = new aws.kms.Key(
            name,
            {
                description: `Packages of the domain ${args.domain}`,
                enableKeyRotation: true,
                policy: policyDocument([
                    {
                        Sid: "AccountAdministers",
                        Effect: "Allow",
                        Principal: { AWS: `arn:aws:iam::${args.accountId}:root` },
                        Action: "kms:*",
                        Resource: "*",
                    },
                ]),
            },
            { parent: this },
        );
        const domain = new aws.codeartifact.Domain(
            name,
            { domain: args.domain, encryptionKey: key.arn },
            { parent: this, protect: true },
        );
        new aws.codeartifact.DomainPermissions(
            name,
            {
                domain: domain.domain,
                policyDocument: policyDocument([readOnlyStatement("domain", args.organizationId)]),
            },
            { parent: this },
        );
        return domain;
    }

    private repository(
        name: string,
        repository: string,
        domain: aws.codeartifact.Domain,
        own: Pick<aws.codeartifact.RepositoryArgs, "description" | "externalConnections" | "upstreams">,
    ): aws.codeartifact.Repository {
        return new aws.codeartifact.Repository(
            `${name}-${repository}`,
            { domain: domain.domain, repository, ...own },
            { parent: this, protect: true },
        );
    }
}
