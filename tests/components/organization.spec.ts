import assert from "node:assert/strict";
import { Organization, type OrganizationArgs } from "../../components/organization/organization";
import { Recorder } from "../support/recorder";
import { answers } from "./answers";

const args = (accounts: number): OrganizationArgs => ({
    organizationalUnits: ["Workloads/Dev", "Workloads"],
    accounts: Object.fromEntries(
        Array.from({ length: accounts }, (_, index) => [
            `account-${index}`,
            { email: `a${index}@example.com`, organizationalUnit: "Workloads/Dev", tags: {} },
        ]),
    ),
    serviceControlPolicies: {
        "deny-it": {
            description: "denies it",
            statements: [{ Sid: "DenyIt", Effect: "Deny", Action: ["x:Y"], Resource: "*" }],
            targets: ["Root", "Workloads"],
        },
    },
    trustedServices: ["config.amazonaws.com"],
});

const account = "aws:organizations/account:Account";

describe("Organization", () => {
    let recorder: Recorder;
    before(async () => {
        recorder = await Recorder.run(() => new Organization("org", args(12)), answers);
    });

    it("has all features, service control policies and RAM's access", () => {
        const { inputs } = recorder.one("aws:organizations/organization:Organization", "org");
        assert.equal(inputs["featureSet"], "ALL");
        assert.deepEqual(inputs["enabledPolicyTypes"], ["SERVICE_CONTROL_POLICY"]);
        assert.deepEqual(inputs["awsServiceAccessPrincipals"], ["config.amazonaws.com", "ram.amazonaws.com"]);
    });

    it("protects the organization and every account, and closes none on delete", () => {
        assert.ok(recorder.one("aws:organizations/organization:Organization", "org").protect);
        for (const registration of recorder.of(account)) {
            assert.ok(registration.protect, registration.name);
            assert.equal(registration.inputs["closeOnDeletion"], false);
        }
        assert.equal(recorder.of(account).length, 12);
    });

    it("hangs units below their parents and accounts below their unit, whatever the order written", () => {
        const unit = (name: string) =>
            recorder.one("aws:organizations/organizationalUnit:OrganizationalUnit", name).inputs;
        assert.equal(unit("org-workloads")["parentId"], "r-abcd");
        assert.equal(unit("org-workloads-dev")["parentId"], "org-workloads-id");
        assert.equal(recorder.one(account, "org-account-0").inputs["parentId"], "org-workloads-dev-id");
    });

    it("never has more than five account creations under way", () => {
        const waitsFor = (index: number) =>
            recorder.one(account, `org-account-${index}`).dependsOn.filter((name) => name.startsWith("org-account-"));
        for (let index = 0; index < 12; index++)
            assert.deepEqual(waitsFor(index), index < 5 ? [] : [`org-account-${index - 5}`]);
    });

    it("attaches a policy to each target", () => {
        const attachments = recorder.of("aws:organizations/policyAttachment:PolicyAttachment");
        assert.deepEqual(
            attachments.map(({ name, inputs }) => [name, inputs["targetId"]]),
            [
                ["org-deny-it-root", "r-abcd"],
                ["org-deny-it-workloads", "org-workloads-id"],
            ],
        );
    });

    it("enables sharing inside the organization", () => {
        assert.deepEqual(recorder.one("aws:ram/sharingWithOrganization:SharingWithOrganization", "org-ram").dependsOn, [
            "org",
        ]);
    });
});
