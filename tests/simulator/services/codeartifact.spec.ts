import assert from "node:assert/strict";
import { type Properties, Unknown } from "../../../simulator/kernel/values";
import { type Entity, World } from "../../../simulator/kernel/world";
import { raiseQuotas } from "../../../simulator/quotas";
import { codeartifact } from "../../../simulator/services/codeartifact";
import { key } from "../../../simulator/services/kms/key";
import { account, type Driver } from "../support";

const domain = "aws:codeartifact/domain:Domain";
const domainPermissions = "aws:codeartifact/domainPermissions:DomainPermissions";
const repository = "aws:codeartifact/repository:Repository";
const repositoryPermissions = "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy";
const kmsKey = "aws:kms/key:Key";

const services = [codeartifact, { resources: [key] }];
const here = { account: "111122223333", region: "eu-west-1", services };
const policyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "codeartifact:GetAuthorizationToken", Resource: "*" }],
});

describe("codeartifact", () => {
    let world: World;
    let aws: Driver;
    beforeEach(() => {
        world = new World();
        aws = account(world, here);
    });
    const problems = (type: string, inputs: Properties): string[] => [
        ...new Set(aws.check(type, "x", inputs).problems.map(({ property }) => property)),
    ];
    const makeDomain = (name = "packages", more: Properties = {}): Entity =>
        aws.create(domain, name, { domain: name, ...more });
    const makeRepository = (name: string, more: Properties = {}): Entity =>
        aws.create(repository, name, { domain: "packages", repository: name, ...more });
    const upstreams = (...names: string[]): Properties => ({
        upstreams: names.map((repositoryName) => ({ repositoryName })),
    });
    const connection = (externalConnectionName: string): Properties => ({
        externalConnections: { externalConnectionName },
    });

    describe("domain", () => {
        it("has its ARN as id and the managed key where none is given", () => {
            const made = makeDomain();
            assert.equal(made.id, "arn:aws:codeartifact:eu-west-1:111122223333:domain/packages");
            assert.equal(made.outputs["arn"], made.id);
            assert.equal(made.outputs["owner"], "111122223333");
            assert.equal(made.outputs["repositoryCount"], 0);
            assert.match(String(made.outputs["encryptionKey"]), /^arn:aws:kms:eu-west-1:111122223333:key\//);
            assert.equal(makeDomain("other").outputs["encryptionKey"], made.outputs["encryptionKey"]);
        });

        it("takes a symmetric key of its Region by ARN", () => {
            const made = aws.create(kmsKey, "packages");
            const encryptionKey = String(made.outputs["arn"]);
            assert.equal(makeDomain("packages", { encryptionKey }).outputs["encryptionKey"], encryptionKey);
        });

        it("refuses a key that does not exist, is elsewhere or is not symmetric", () => {
            const none = "arn:aws:kms:eu-west-1:111122223333:key/none";
            assert.throws(() => makeDomain("keyed", { encryptionKey: none }), /CreateDomain.*KMS key not found/);
            const far = account(world, { ...here, region: "eu-central-1" }).create(kmsKey, "far").outputs["arn"];
            assert.throws(() => makeDomain("keyed", { encryptionKey: far ?? null }), /must be in eu-west-1/);
            const asymmetric = aws.create(kmsKey, "rsa", { customerMasterKeySpec: "RSA_2048" }).outputs["arn"];
            assert.throws(() => makeDomain("keyed", { encryptionKey: asymmetric ?? null }), /must be symmetric/);
        });

        for (const name of ["p", "Packages", "1packages", "packages-", "pack_ages", "a".repeat(51)]) {
            it(`refuses the name ${name}`, () => assert.deepEqual(problems(domain, { domain: name }), ["domain"]));
        }

        it("refuses a key that is no ARN", () => {
            assert.deepEqual(problems(domain, { domain: "packages", encryptionKey: "alias/a" }), ["encryptionKey"]);
        });

        it("refuses a name in use and more than the quota", () => {
            makeDomain();
            assert.throws(() => makeDomain(), /ConflictException: Domain already exists/);
            raiseQuotas(world, { "codeartifact.domains": 1 });
            assert.throws(() => makeDomain("other"), /ServiceQuotaExceededException/);
        });

        it("counts its repositories and cannot be deleted while it has any", () => {
            const made = makeDomain();
            const npm = makeRepository("npm");
            assert.equal(aws.read(made)?.outputs["repositoryCount"], 1);
            assert.throws(() => aws.delete(made), /DeleteDomain.*ConflictException: Domain packages is not empty.*npm/);
            aws.delete(npm);
            aws.delete(made);
        });

        it("is replaced for another name or key, not for tags", () => {
            const made = makeDomain();
            const other = { domain: "other", encryptionKey: "arn:aws:kms:eu-west-1:111122223333:key/x" };
            assert.deepEqual(aws.diff(made, "packages", other).replaces, ["domain", "encryptionKey"]);
            assert.deepEqual(aws.diff(made, "packages", { domain: "packages", tags: { a: "b" } }).replaces, []);
        });
    });

    describe("repository", () => {
        beforeEach(() => {
            makeDomain();
        });

        it("has its ARN as id", () => {
            const made = makeRepository("shared");
            assert.equal(made.id, "arn:aws:codeartifact:eu-west-1:111122223333:repository/packages/shared");
            assert.equal(made.outputs["administratorAccount"], "111122223333");
            assert.equal(made.outputs["domainOwner"], "111122223333");
        });

        it("is made by another account in a domain that names its owner", () => {
            const other = account(world, { ...here, account: "444455556666" });
            const inputs = { domain: "packages", repository: "theirs" };
            assert.throws(
                () => other.create(repository, "theirs", inputs),
                /ResourceNotFoundException: Domain not found/,
            );
            const made = other.create(repository, "theirs", { ...inputs, domainOwner: "111122223333" });
            assert.equal(made.id, "arn:aws:codeartifact:eu-west-1:111122223333:repository/packages/theirs");
            assert.equal(made.outputs["administratorAccount"], "444455556666");
            assert.throws(() => makeRepository("theirs"), /Repository already exists/);
        });

        const named: Properties = { domain: "packages", repository: "shared" };
        for (const [inputs, property] of [
            [{ repository: "a" }, "repository"],
            [{ repository: "-shared" }, "repository"],
            [{ repository: "a/b" }, "repository"],
            [{ repository: "a".repeat(101) }, "repository"],
            [{ domainOwner: "1111" }, "domainOwner"],
            [{ description: "a\u0007b" }, "description"],
            [{ description: "a".repeat(1001) }, "description"],
            [connection("public:swift"), "externalConnections.externalConnectionName"],
            [connection("toString"), "externalConnections.externalConnectionName"],
            [{ upstreams: [{ repositoryName: "/" }] }, "upstreams[0].repositoryName"],
        ] as const) {
            it(`refuses ${JSON.stringify(inputs).slice(0, 80)}`, () => {
                assert.deepEqual(problems(repository, { ...named, ...inputs }), [property]);
            });
        }

        it("says nothing about values that are not known yet", () => {
            const inputs = {
                domain: Unknown.value,
                repository: Unknown.value,
                upstreams: [{ repositoryName: Unknown.value }],
            };
            assert.deepEqual(problems(repository, inputs), []);
        });

        it("refuses a name in use and more than the quota", () => {
            makeRepository("shared");
            assert.throws(() => makeRepository("shared"), /CreateRepository.*Repository already exists/);
            raiseQuotas(world, { "codeartifact.repositories": 1 });
            assert.throws(() => makeRepository("other"), /ServiceQuotaExceededException: Domain packages has 1/);
        });

        it("connects to one public repository and says its format", () => {
            const made = makeRepository("npm", connection("public:npmjs"));
            assert.deepEqual(made.outputs["externalConnections"], {
                externalConnectionName: "public:npmjs",
                packageFormat: "npm",
                status: "Available",
            });
        });

        it("has upstreams or an external connection, not both", () => {
            makeRepository("npm", connection("public:npmjs"));
            const both = { ...upstreams("npm"), ...connection("public:pypi") };
            assert.throws(() => makeRepository("both", both), /AssociateExternalConnection.*or an external connection/);
            const shared = makeRepository("shared", upstreams("npm"));
            const inputs = { domain: "packages", repository: "shared", ...both };
            assert.throws(() => aws.update(shared, "shared", inputs), /AssociateExternalConnection/);
        });

        it("gives up a connection before it takes another", () => {
            const made = makeRepository("public", connection("public:npmjs"));
            const inputs = { domain: "packages", repository: "public" };
            const other = { ...inputs, ...connection("public:pypi") };
            assert.throws(() => aws.update(made, "public", other), /ConflictException.*public:npmjs/);
            const bare = aws.update(made, "public", inputs);
            assert.equal(bare.outputs["externalConnections"], undefined);
            assert.notEqual(aws.update(bare, "public", other).outputs["externalConnections"], undefined);
        });

        it("keeps its connection when something else changes", () => {
            const made = makeRepository("npm", connection("public:npmjs"));
            const inputs = { domain: "packages", repository: "npm", ...connection("public:npmjs"), description: "d" };
            assert.deepEqual(
                aws.update(made, "npm", inputs).outputs["externalConnections"],
                made.outputs["externalConnections"],
            );
        });

        it("refuses upstreams that do not exist, are listed twice or are too many", () => {
            assert.throws(() => makeRepository("shared", upstreams("npm")), /Upstream repository npm does not exist/);
            makeRepository("npm");
            assert.throws(() => makeRepository("shared", upstreams("npm", "npm")), /more than once/);
            const names = Array.from({ length: 11 }, (_, index) => `up${index}`);
            for (const name of names) makeRepository(name);
            assert.throws(() => makeRepository("shared", upstreams(...names)), /11 direct upstreams; the quota is 10/);
            makeRepository("shared", upstreams(...names.slice(1)));
        });

        it("refuses upstreams of another domain", () => {
            makeDomain("other");
            aws.create(repository, "npm", { domain: "other", repository: "npm" });
            assert.throws(() => makeRepository("shared", upstreams("npm")), /does not exist in domain packages/);
        });

        it("refuses a circle of upstreams", () => {
            assert.throws(() => makeRepository("self", upstreams("self")), /circle: self > self/);
            const first = makeRepository("first");
            makeRepository("second", upstreams("first"));
            makeRepository("third", upstreams("second"));
            const inputs = { domain: "packages", repository: "first", ...upstreams("third") };
            assert.throws(() => aws.update(first, "first", inputs), /circle: first > third > second > first/);
        });

        it("cannot be deleted while it is an upstream", () => {
            const npm = makeRepository("npm");
            const shared = makeRepository("shared", upstreams("npm"));
            assert.throws(
                () => aws.delete(npm),
                /DeleteRepository.*ConflictException: Repository npm is an upstream of shared/,
            );
            aws.delete(shared);
            aws.delete(npm);
        });

        it("is replaced for another name or domain, updated for upstreams", () => {
            makeRepository("npm");
            const made = makeRepository("shared");
            const diff = (inputs: Properties): readonly string[] =>
                aws.diff(made, "shared", { ...named, ...inputs }).replaces;
            assert.deepEqual(diff({ domain: "other", repository: "other" }), ["domain", "repository"]);
            assert.deepEqual(diff(upstreams("npm")), []);
        });
    });

    describe("permissions", () => {
        beforeEach(() => {
            makeDomain();
            makeRepository("shared");
        });
        const ofDomain = { domain: "packages", policyDocument };
        const ofRepository = { ...ofDomain, repository: "shared" };

        for (const [type, inputs, arn] of [
            [domainPermissions, ofDomain, "arn:aws:codeartifact:eu-west-1:111122223333:domain/packages"],
            [
                repositoryPermissions,
                ofRepository,
                "arn:aws:codeartifact:eu-west-1:111122223333:repository/packages/shared",
            ],
        ] as const) {
            describe(type.slice(type.lastIndexOf(":") + 1), () => {
                it("has the ARN of what it protects as id and a revision for every text", () => {
                    const made = aws.create(type, "x", inputs);
                    assert.equal(made.id, arn);
                    assert.equal(made.outputs["resourceArn"], arn);
                    assert.equal(made.outputs["domainOwner"], "111122223333");
                    const other = aws.update(made, "x", {
                        ...inputs,
                        policyDocument: policyDocument.replace("Allow", "Deny"),
                    });
                    assert.notEqual(other.outputs["policyRevision"], made.outputs["policyRevision"]);
                    const stale = { ...inputs, policyRevision: String(made.outputs["policyRevision"]) };
                    assert.throws(() => aws.update(other, "x", stale), /ConflictException/);
                });

                it("refuses a broken document, one without principal and one that is too long", () => {
                    assert.deepEqual(problems(type, { ...inputs, policyDocument: "{" }), ["policyDocument"]);
                    const { Statement } = JSON.parse(policyDocument) as { Statement: [{ Principal?: string }] };
                    delete Statement[0].Principal;
                    const bare = JSON.stringify({ Version: "2012-10-17", Statement });
                    assert.deepEqual(problems(type, { ...inputs, policyDocument: bare }), ["policyDocument"]);
                    const long = policyDocument.replace("}]", `,"Sid":"${"a".repeat(7168)}"}]`);
                    assert.throws(() => aws.create(type, "x", { ...inputs, policyDocument: long }), /the most is 7168/);
                });

                it("refuses what does not exist and a second policy", () => {
                    const none = type === domainPermissions ? { domain: "none" } : { repository: "none" };
                    assert.throws(() => aws.create(type, "x", { ...inputs, ...none }), /ResourceNotFoundException/);
                    aws.create(type, "x", inputs);
                    assert.throws(() => aws.create(type, "y", inputs), /two policies/);
                });
            });
        }
    });

    describe("functions", () => {
        const token = "aws:codeartifact/getAuthorizationToken:getAuthorizationToken";
        const endpoint = "aws:codeartifact/getRepositoryEndpoint:getRepositoryEndpoint";
        beforeEach(() => {
            makeDomain();
            makeRepository("shared");
        });

        it("give a token that is the same every time", () => {
            const first = aws.invoke(token, { domain: "packages" });
            assert.equal(first["domainOwner"], "111122223333");
            assert.deepEqual(aws.invoke(token, { domain: "packages" }), first);
            assert.throws(
                () => aws.invoke(token, { domain: "packages", durationSeconds: 60 }),
                /durationSeconds is 60/,
            );
            assert.throws(() => aws.invoke(token, { domain: "none" }), /GetAuthorizationToken.*Domain not found/);
        });

        it("give the endpoint of a repository by format", () => {
            const args = { domain: "packages", repository: "shared", format: "npm" };
            assert.equal(
                aws.invoke(endpoint, args)["repositoryEndpoint"],
                "https://packages-111122223333.d.codeartifact.eu-west-1.amazonaws.com/npm/shared/",
            );
            assert.throws(() => aws.invoke(endpoint, { ...args, format: "deb" }), /format is deb/);
            assert.throws(() => aws.invoke(endpoint, { ...args, repository: "none" }), /Repository not found/);
        });
    });
});
