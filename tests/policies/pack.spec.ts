import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Answer, PackProcess, packFolder } from "./packProcess";
import { type Resource, unknown, urnOf } from "./support";

const region = { region: "eu-west-1" };
const tags = { environment: "dev", owner: "platform", "cost-center": "1" };
const ssh = (change: Partial<Resource> = {}): Resource => ({
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "bastion",
    props: { tags, ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }] },
    provider: region,
    ...change,
});
const late = ssh({ name: "late", props: { tags, ingress: unknown } });
const rule = "ec2-security-group-no-world-ingress";
const brief = (answer: Answer) =>
    answer.lines.map((line) => `${line.policy} ${line.level}: ${line.message.split("\n")[0]}`);
const exception = (expires: string, resource = urnOf(ssh())) =>
    `- rule: ${rule}\n  resource: ${resource}\n  reason: moves in March\n  owner: platform\n  expires: ${expires}\n`;

/** One pack process per circumstance; a start costs a second. */
describe("the pack as the engine runs it", function () {
    this.timeout(60_000);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pack-"));
    const report = path.join(folder, "report.json");
    const exceptionsFile = path.join(folder, "exceptions.yaml");
    let preview: PackProcess;
    let update: PackProcess;

    before(async () => {
        preview = await PackProcess.start({
            env: { PULUMI_NODEJS_DRY_RUN: "true", LANDING_ZONE_POLICY_REPORT: report },
        });
        update = await PackProcess.start({ env: { PULUMI_NODEJS_DRY_RUN: "false" } });
    });
    after(() => {
        preview.close();
        update.close();
        fs.rmSync(folder, { recursive: true });
    });
    const begin = async (pack: PackProcess, config: Parameters<PackProcess["configure"]>[0] = {}) => {
        await pack.configure(config);
        return pack.begin();
    };

    it("lists every rule as a policy with metadata and configuration", async () => {
        const { policiesList, name } = await preview.info();
        assert.equal(name, "landing-zone");
        assert.deepEqual(
            policiesList.map((policy) => policy.name),
            [
                "pack-exceptions",
                "autoscaling-spot-group-resilient",
                "aws-region-allowed",
                "aws-required-tags",
                "aws-resource-policy-not-public",
                "codeartifact-closed-to-organization",
                "ec2-metadata-v2-required",
                "ec2-security-group-no-world-ingress",
                "ec2-vpc-cidr-inside-range",
                "events-bus-closed-to-organization",
                "iam-no-full-admin",
                "iam-no-users-or-access-keys",
                "organizations-accounts-protected",
                "ram-share-closed-to-outsiders",
                "s3-public-access-blocked",
            ],
        );
        assert.ok(policiesList.every((policy) => policy.description !== "" && policy.configschema !== undefined));
    });

    it("refuses a violation under the rule's own id and at its own level, from the first resource on", async () => {
        assert.deepEqual(brief(await begin(preview)), []);
        const message = "ingress 1: tcp port 22 open to the world (0.0.0.0/0)";
        assert.deepEqual(brief(await preview.analyze(ssh())), [`${rule} mandatory: ${message}`]);
        await begin(preview, { [rule]: { level: "advisory" } });
        assert.deepEqual(brief(await preview.analyze(ssh())), [`${rule} advisory: ${message}`]);
        await begin(preview, { [rule]: { level: "disabled" } });
        assert.deepEqual(brief(await preview.analyze(ssh())), []);
    });

    it("judges also when no stack resource came first", async () => {
        const fresh = await PackProcess.start();
        assert.equal(brief(await fresh.analyze(ssh())).length, 1);
        assert.equal(brief(await fresh.analyze(ssh())).length, 1);
        fresh.close();
    });

    it("judges also when its own policy is disabled", async () => {
        const fresh = await PackProcess.start();
        await fresh.configure({ "pack-exceptions": { level: "disabled" } });
        await fresh.begin();
        for (let round = 0; round < 3; round++) {
            assert.equal(brief(await fresh.analyze(ssh())).length, 1);
        }
        fresh.close();
    });

    it("takes parameters from the configuration, and reports a key that no rule has", async () => {
        const vpc: Resource = { type: "aws:ec2/vpc:Vpc", props: { tags, cidrBlock: "10.0.0.0/16" }, provider: region };
        const id = "ec2-vpc-cidr-inside-range";
        const answer = await begin(preview, { [id]: { ranges: ["10.16.0.0/16"] } });
        assert.deepEqual(brief(answer), []);
        assert.deepEqual(brief(await preview.analyze(vpc)), [
            `${id} mandatory: cidrBlock 10.0.0.0/16 is outside 10.16.0.0/16`,
        ]);
        const wrong = await begin(preview, { [id]: { range: ["10.16.0.0/16"] } });
        assert.match(brief(wrong).join(), /unknown key "range"; allowed are enforcementLevel, ranges, undecided/);
        assert.equal(wrong.lines[0]?.level, "mandatory");
    });

    it("reports configuration for rules that do not exist", async () => {
        const answer = await begin(preview, {
            "iam-no-full-admins": { level: "advisory" },
            all: { undecided: "mandatory" },
        });
        assert.match(
            brief(answer).join("\n"),
            /pack-exceptions mandatory: configuration\.iam-no-full-admins: no such rule; the rules are autoscaling-/,
        );
        assert.match(brief(answer).join("\n"), /configuration\.all: has undecided; it takes enforcementLevel only/);
        assert.deepEqual(brief(await begin(preview, { "iam-no-full-admin": { level: "advisory" } })), []);
    });

    it("says at preview what it could not decide, and blocks on it where configured or once the change is made", async () => {
        await begin(preview);
        const [line] = brief(await preview.analyze(late));
        assert.equal(
            line,
            `${rule} advisory: undecided: ingress is not known yet; it is judged again before the change is made`,
        );
        await begin(preview, { [rule]: { undecided: "mandatory" } });
        assert.deepEqual(brief(await preview.analyze(late)), [
            `${rule} mandatory: undecided: ingress is not known yet`,
        ]);
        await begin(update);
        assert.deepEqual(brief(await update.analyze(late)), [`${rule} mandatory: undecided: ingress is not known yet`]);
        await begin(update, { [rule]: { undecided: "advisory" } });
        assert.deepEqual(brief(await update.analyze(late)), [`${rule} advisory: undecided: ingress is not known yet`]);
    });

    it("answers nothing for rules that found nothing, so that their number costs nothing", async () => {
        await begin(preview);
        const answer = await preview.analyze(ssh({ props: { tags, ingress: [] } }));
        assert.deepEqual(answer, { lines: [], notApplicable: [] });
    });

    it("turns a violation into an advisory line where an exception holds", async () => {
        fs.writeFileSync(exceptionsFile, exception("2099-12-31"));
        assert.deepEqual(brief(await begin(preview, { "pack-exceptions": { file: exceptionsFile } })), []);
        const lines = brief(await preview.analyze(ssh()));
        assert.match(
            lines[0] ?? "",
            /advisory: excepted until 2099-12-31 \(exceptions\.yaml:1\): moves in March \(owner: platform\); found: ingress 1/,
        );
        assert.deepEqual(brief(await preview.analyzeStack([ssh()])), []);
    });

    it("refuses an exception that has run out, before anything else is judged", async () => {
        fs.writeFileSync(exceptionsFile, exception("2020-01-01"));
        const lines = brief(await begin(preview, { "pack-exceptions": { file: exceptionsFile } }));
        assert.match(lines.join(), /^pack-exceptions mandatory: exceptions\.yaml:1: .* ran out on 2020-01-01/);
        assert.match(brief(await preview.analyze(ssh())).join(), new RegExp(`^${rule} mandatory: ingress 1`));
    });

    it("refuses an exception that nothing needed, at the end of the stack", async () => {
        fs.writeFileSync(exceptionsFile, exception("2099-12-31", `${urnOf(ssh())}-gone`));
        await begin(preview, { "pack-exceptions": { file: exceptionsFile } });
        await preview.analyze(ssh());
        assert.match(brief(await preview.analyzeStack([ssh()])).join(), /pack-exceptions mandatory: .* was not needed/);
    });

    it("refuses a broken or missing exceptions file without a crash", async () => {
        fs.writeFileSync(exceptionsFile, "- rule: [\n");
        const broken = brief(await begin(preview, { "pack-exceptions": { file: exceptionsFile } }));
        assert.match(broken.join(), /pack-exceptions mandatory: exceptions\.yaml:\d: not readable as YAML/);
        const missing = brief(await begin(preview, { "pack-exceptions": { file: path.join(folder, "none.yaml") } }));
        assert.match(missing.join(), /pack-exceptions mandatory: .*none\.yaml: cannot be read/);
        assert.equal(brief(await preview.analyze(ssh())).length, 1);
    });

    it("finds at the end of the stack what no single resource shows", async () => {
        const half = (name: string, cidrIpv4: string): Resource => ({
            type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            name,
            props: { tags, securityGroupId: unknown, ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4 },
            provider: region,
            dependsOn: { securityGroupId: ["group"] },
        });
        const group = ssh({ name: "group", props: { tags } });
        const stack = [group, half("a", "0.0.0.0/2"), half("b", "64.0.0.0/2")];
        await begin(preview);
        for (const resource of stack) {
            assert.deepEqual(brief(await preview.analyze(resource)), []);
        }
        const lines = brief(await preview.analyzeStack(stack));
        assert.match(lines.join(), new RegExp(`^${rule} mandatory: the rules of one security group together`));
    });

    it("writes the counts of every rule to the file asked for", async () => {
        await begin(preview, { "iam-no-full-admin": { level: "disabled" } });
        await preview.analyze(ssh());
        await preview.analyze(late);
        await preview.analyzeStack([ssh(), late]);
        const { rules, ...rest } = JSON.parse(fs.readFileSync(report, "utf8"));
        assert.deepEqual(rest, { stack: "dev", project: "landing-zone", preview: true, resources: 3 });
        assert.deepEqual(rules[rule], { evaluated: 3, violated: 1, undecided: 1, excepted: 0, notApplicable: 1 });
        assert.deepEqual(rules["aws-required-tags"], {
            evaluated: 2,
            violated: 0,
            undecided: 0,
            excepted: 0,
            notApplicable: 1,
        });
        assert.equal(rules["iam-no-full-admin"], undefined);
    });

    it("runs from a folder of its own, with nothing of the repository but its dependencies", async () => {
        const copy = path.join(folder, "policies");
        fs.cpSync(packFolder, copy, { recursive: true, filter: (source) => !source.includes("node_modules") });
        fs.symlinkSync(path.join(packFolder, "../node_modules"), path.join(copy, "node_modules"));
        const pack = await PackProcess.start({ folder: copy });
        assert.equal(brief(await pack.analyze(ssh())).length, 1);
        pack.close();
    });
});
