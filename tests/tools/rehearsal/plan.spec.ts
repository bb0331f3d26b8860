import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../tools/rehearsal/places";
import { planRehearsal } from "../../../tools/rehearsal/plan";
import { Temporary } from "./temporary";

const names = (folder: string, only?: string): string[] => planRehearsal(folder, only).stacks.map(({ name }) => name);

describe("plan of a rehearsal", () => {
    let temporary: Temporary;
    beforeEach(() => {
        temporary = new Temporary();
        for (const name of ["org", "dev", "prod"]) {
            for (const file of [`Pulumi.${name}.yaml`, `policies/config/${name}.json`]) {
                temporary.write(file, readFileSync(join(projectRoot, file), "utf8"));
            }
        }
    });
    afterEach(() => temporary.remove());

    it("goes through the organization first, then every environment that has a file", () => {
        const staging = readFileSync(join(projectRoot, "Pulumi.dev.yaml"), "utf8")
            .replace("10.16.0.0/16", "10.48.0.0/16")
            .replace("orders:", "shipments:");
        temporary.write("Pulumi.a-staging.yaml", staging);
        const config = readFileSync(join(projectRoot, "policies/config/dev.json"), "utf8");
        temporary.write("policies/config/a-staging.json", config.replace("10.16.0.0/16", "10.48.0.0/16"));
        assert.deepEqual(names(temporary.folder), ["org", "a-staging", "dev", "prod"]);
    });

    it("takes what a single stack needs along, and says so", () => {
        const plan = planRehearsal(temporary.folder, "dev");
        assert.deepEqual(
            plan.stacks.map(({ name, needs }) => [name, needs]),
            [
                ["org", undefined],
                ["dev", "org"],
            ],
        );
        assert.deepEqual(plan.notes, ["dev reads the organization, so org comes first"]);
        assert.deepEqual(names(temporary.folder, "org"), ["org"]);
    });

    it("knows every environment, for the range that a bad change overlaps", () => {
        const { environments } = planRehearsal(temporary.folder, "dev");
        assert.deepEqual(
            environments.map(({ name }) => name),
            ["dev", "prod"],
        );
    });

    it("works with the credentials of the management account", () => {
        assert.equal(planRehearsal(temporary.folder).account, "111122223333");
    });

    it("stops at problems of the settings before anything is started", () => {
        assert.throws(() => planRehearsal(temporary.folder, "staging"), /Pulumi\.staging\.yaml[\s\S]*no such file/);
        temporary.write("Pulumi.broken.yaml", "config:\n  landing-zone:regio: eu-west-1\n");
        assert.throws(() => planRehearsal(temporary.folder), /Pulumi\.broken\.yaml landing-zone:regio/);
    });
});
