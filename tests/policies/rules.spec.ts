import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { configSchema, configurationProblems } from "../../policies/kit/parameters";
import { packPolicy } from "../../policies/kit/sdk";
import { rules } from "../../policies/rules";
import { awsTypesFile, readAwsTypes, render } from "../../tools/policies/awsTypes";
import { documentFile, withTable } from "../../tools/policies/document";
import { packFolder } from "./packProcess";

describe("the rules of the pack", () => {
    it("have ids that are unique, in kebab case, and never the pack's own", () => {
        const ids = rules.map((rule) => rule.id);
        assert.deepEqual([...new Set(ids)], ids);
        assert.ok(ids.every((id) => /^[a-z0-9]+(-[a-z0-9]+)+$/.test(id) && id !== packPolicy && id !== "all"));
    });

    it("say what, why and how to fix, name their types and sources, and judge something", () => {
        for (const rule of rules) {
            for (const text of [rule.title, rule.why, rule.fix]) {
                assert.match(text, /^[a-zA-Z].{15,}[^.\s]$/, rule.id);
            }
            assert.ok(rule.sources.length > 0 && rule.sources.every((id) => /^S00\d-\d{3}$/.test(id)), rule.id);
            assert.ok(
                (rule.controls ?? []).every((id) => /^[A-Za-z0-9]+\.\d+$/.test(id)),
                rule.id,
            );
            assert.ok(rule.resource !== undefined || rule.stack !== undefined, rule.id);
        }
    });

    it("read only types that the provider has", () => {
        const types = rules.flatMap((rule) => ("matches" in rule.types ? [] : rule.types));
        const known = new Set(allTypes());
        assert.deepEqual(
            types.filter((type) => !known.has(type)),
            [],
        );
    });

    it("have a default for every parameter, visible to the engine", () => {
        for (const rule of rules) {
            assert.deepEqual(rule.parameters.safeParse({}).success, true, rule.id);
            const { properties, required } = configSchema(rule);
            const without = Object.entries(properties).filter(
                ([key, schema]) => key !== "undecided" && schema.default === undefined,
            );
            assert.deepEqual([without, required ?? []], [[], []], rule.id);
        }
    });

    it("are each tested", () => {
        const missing = files(path.join(packFolder, "rules"))
            .filter((file) => fs.readFileSync(file, "utf8").includes("defineRule("))
            .map((file) => path.join(__dirname, path.relative(packFolder, file)).replace(/\.ts$/, ".spec.ts"))
            .filter((file) => !fs.existsSync(file));
        assert.deepEqual(missing, []);
    });

    it("are configured by files that name only rules and parameters that exist", () => {
        for (const name of fs.readdirSync(path.join(packFolder, "config"))) {
            const config = JSON.parse(fs.readFileSync(path.join(packFolder, "config", name), "utf8"));
            assert.deepEqual(configurationProblems(rules, config, [packPolicy]), [], name);
        }
    });

    it("are listed in the documentation", () => {
        const text = fs.readFileSync(documentFile, "utf8");
        assert.equal(text, withTable(text), "run tools/policies/document.ts again");
    });
});

describe("problems of a configuration file", () => {
    const problems = (config: unknown) => configurationProblems(rules, config, [packPolicy]).join("\n");

    it("include rules, keys, levels and values that do not exist", () => {
        assert.match(
            problems({ "ec2-vpc": "mandatory" }),
            /configuration\.ec2-vpc: no such rule; the rules are autoscaling-/,
        );
        assert.match(
            problems({ "aws-region-allowed": "strict" }),
            /level "strict" is not one of advisory, mandatory, disabled/,
        );
        assert.match(problems({ "aws-region-allowed": { region: [] } }), /unknown key "region"/);
        assert.match(
            problems({ "aws-region-allowed": { regions: "eu-west-1" } }),
            /configuration\.aws-region-allowed\.regions/,
        );
        assert.match(problems({ "aws-region-allowed": 3 }), /must be a level or an object/);
        assert.match(problems([]), /must be an object/);
    });

    it("do not include a level for all rules or settings of the pack itself", () => {
        assert.equal(problems({ all: "advisory", [packPolicy]: { file: "exceptions.yaml" } }), "");
    });
});

describe("the lists of AWS types", () => {
    it("are those of the installed provider", () => {
        assert.equal(
            fs.readFileSync(awsTypesFile, "utf8"),
            render(readAwsTypes()),
            "run tools/policies/awsTypes.ts again",
        );
    });
});

function files(folder: string): string[] {
    return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const file = path.join(folder, entry.name);
        return entry.isDirectory() ? files(file) : [file];
    });
}

function allTypes(): string[] {
    const provider = path.join(packFolder, "../node_modules/@pulumi/aws");
    return scripts(provider).flatMap(
        (file) => /__pulumiType = '(aws:[^']+)'/.exec(fs.readFileSync(file, "utf8"))?.[1] ?? [],
    );
}

function scripts(provider: string): string[] {
    const services = fs
        .readdirSync(provider, { withFileTypes: true })
        .filter((one) => one.isDirectory() && one.name !== "node_modules");
    return services.flatMap((service) =>
        fs
            .readdirSync(path.join(provider, service.name))
            .filter((name) => name.endsWith(".js") && !name.startsWith("get"))
            .map((name) => path.join(provider, service.name, name)),
    );
}
