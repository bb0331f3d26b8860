import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingsProblems } from "../../tools/settings/problems";

const root = join(__dirname, "..", "..");

describe("settings of all stacks together", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "stack-files-"));
        cpSync(join(root, "policies", "config"), join(folder, "policies", "config"), { recursive: true });
        for (const stack of ["org", "dev", "prod"])
            cpSync(join(root, `Pulumi.${stack}.yaml`), join(folder, `Pulumi.${stack}.yaml`));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const edit = (stack: string, from: string | RegExp, to: string) => {
        const file = join(folder, `Pulumi.${stack}.yaml`);
        const text = readFileSync(file, "utf8");
        assert.match(text, typeof from === "string" ? new RegExp(from.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")) : from);
        writeFileSync(file, text.replace(from, to));
    };
    const places = (stacks: string[] = []) => settingsProblems(folder, stacks).map(({ place }) => place);

    it("accepts the stacks as committed", () => assert.deepEqual(settingsProblems(folder), []));

    it("refuses ranges of environments that overlap", () => {
        edit("prod", "10.32.0.0/16", "10.16.0.0/16");
        assert.deepEqual(places(), [
            "Pulumi.prod.yaml landing-zone:environment.network.cidr",
            "policies/config/prod.json ec2-vpc-cidr-inside-range.ranges",
        ]);
    });

    it("refuses an account that the organization does not declare", () => {
        edit("dev", "account: storefront-dev\n        tier", "account: nobody\n        tier");
        assert.deepEqual(places(), ["Pulumi.dev.yaml landing-zone:environment.compute.storefront.account"]);
    });

    it("refuses a unit that the organization does not declare", () => {
        edit("dev", "Workloads/Dev", "Workloads/Test");
        assert.deepEqual(places(), ["Pulumi.dev.yaml landing-zone:environment.organizationalUnit"]);
    });

    it("refuses an organization stack without a file", () => {
        edit("dev", "organizationStack: org", "organizationStack: other");
        assert.deepEqual(places(), ["Pulumi.dev.yaml landing-zone:environment.organizationStack"]);
    });

    it("refuses a second package domain", () => {
        writeFileSync(
            join(folder, "Pulumi.dev.yaml"),
            `${readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8")}    artifacts: { account: shared-services, domain: other }\n`,
        );
        assert.deepEqual(places(), ["Pulumi.prod.yaml landing-zone:environment.artifacts"]);
    });

    it("refuses a missing stack file and lists those that are there", () => {
        const [problem] = settingsProblems(folder, ["staging"]);
        assert.equal(problem?.place, "Pulumi.staging.yaml");
        assert.match(problem?.allowed ?? "", /Pulumi.dev.yaml, Pulumi.org.yaml, Pulumi.prod.yaml/);
    });

    it("refuses an account written twice, with the line", () => {
        edit("org", "      network: {", "      log-archive: {");
        const [problem] = settingsProblems(folder);
        assert.match(problem?.place ?? "", /^Pulumi.org.yaml:\d+:\d+$/);
        assert.match(problem?.found ?? "", /unique/);
    });

    it("refuses a file that is no mapping", () => {
        writeFileSync(join(folder, "Pulumi.dev.yaml"), "- config\n");
        assert.deepEqual(places(), ["Pulumi.dev.yaml"]);
    });

    const policyConfig = (stack: string) => join(folder, "policies", "config", `${stack}.json`);

    it("refuses a policy configuration whose range is not the environment's", () => {
        writeFileSync(
            policyConfig("dev"),
            readFileSync(policyConfig("dev"), "utf8").replace("10.16.0.0/16", "10.0.0.0/8"),
        );
        assert.deepEqual(places(), ["policies/config/dev.json ec2-vpc-cidr-inside-range.ranges"]);
    });

    it("refuses an environment without a policy configuration", () => {
        rmSync(policyConfig("prod"));
        assert.deepEqual(places(), ["policies/config/prod.json"]);
    });

    it("refuses a policy configuration that is no JSON", () => {
        writeFileSync(policyConfig("prod"), "{ not json");
        assert.deepEqual(places(), ["policies/config/prod.json"]);
    });

    it("takes a third environment without any code", () => {
        const text = readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8");
        writeFileSync(join(folder, "Pulumi.staging.yaml"), text.replace("10.16.0.0/16", "10.48.0.0/16"));
        writeFileSync(
            policyConfig("staging"),
            readFileSync(policyConfig("dev"), "utf8").replace("10.16.0.0/16", "10.48.0.0/16"),
        );
        assert.deepEqual(settingsProblems(folder, ["staging"]), []);
    });
});
