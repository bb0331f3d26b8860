import assert from "node:assert/strict";
import { ArtifactDomain } from "../../components/artifacts/artifactDomain";
import { Recorder } from "../support/recorder";
import { answers } from "./answers";

describe("ArtifactDomain", () => {
    let recorder: Recorder;
    before(async () => {
        recorder = await Recorder.run(() => {
            new ArtifactDomain("packages", {
                domain: "example",
                accountId: "222233334444",
                organizationId: "o-abcdefghij",
            });
        }, answers);
    });
    const repository = (name: string) => recorder.one("aws:codeartifact/repository:Repository", `packages-${name}`);

    it("encrypts the domain with its own key and protects domain and repositories", () => {
        const domain = recorder.one("aws:codeartifact/domain:Domain", "packages");
        assert.match(String(domain.inputs["encryptionKey"]), /^arn:aws:kms:/);
        for (const registration of [domain, repository("npm-store"), repository("shared")])
            assert.ok(registration.protect, registration.name);
    });

    it("connects only the connector to the public registry, and shared to the connector", () => {
        assert.deepEqual(repository("npm-store").inputs["externalConnections"], {
            externalConnectionName: "public:npmjs",
        });
        assert.equal(repository("npm-store").inputs["upstreams"], undefined);
        assert.equal(repository("shared").inputs["externalConnections"], undefined);
        assert.deepEqual(repository("shared").inputs["upstreams"], [{ repositoryName: "npm-store" }]);
    });

    it("lets the organization read and nobody publish", () => {
        const policies = [
            recorder.one("aws:codeartifact/domainPermissions:DomainPermissions", "packages"),
            recorder.one("aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy", "packages-shared"),
        ].map(
            ({ inputs }) =>
                JSON.parse(String(inputs["policyDocument"])) as {
                    Statement: { Action: string[]; Condition: unknown }[];
                },
        );
        for (const { Statement } of policies) {
            assert.equal(Statement.length, 1);
            assert.deepEqual(Statement[0]?.Condition, { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } });
            for (const action of Statement[0]?.Action ?? []) assert.match(action, /:(Describe|Get|List|ReadFrom)/);
        }
    });
});
