import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Providers } from "../../stacks/providers";
import { Recorder } from "../support/recorder";

const provider = "pulumi:providers:aws";
const id = (index: number) => String(111122223330 + index);
const role = "OrganizationAccountAccessRole";

async function record(use: (providers: Providers) => void): Promise<Recorder> {
    return Recorder.run(() => use(new Providers({ region: "eu-west-1", defaultTags: { owner: "platform" } })), {
        [provider]: () => ({}),
    });
}

describe("providers of a stack", () => {
    it("assume the role in the account and refuse any other account", async () => {
        const recorder = await record((providers) => providers.member("network", id(1), role));
        const { inputs } = recorder.one(provider, "aws-network");
        assert.equal(inputs["region"], "eu-west-1");
        assert.deepEqual(JSON.parse(String(inputs["allowedAccountIds"])), [id(1)]);
        const [assumed] = JSON.parse(String(inputs["assumeRoles"])) as { roleArn: string }[];
        assert.equal(assumed?.roleArn, `arn:aws:iam::${id(1)}:role/${role}`);
        assert.deepEqual(JSON.parse(String(inputs["defaultTags"])), { tags: { owner: "platform" } });
    });

    it("assume no role in the account of the credentials", async () => {
        const recorder = await record((providers) => providers.own(id(1)));
        assert.equal(recorder.one(provider, "aws-management").inputs["assumeRoles"], undefined);
    });

    it("are made once for each account", async () => {
        const recorder = await record((providers) => {
            assert.equal(providers.member("network", id(1), role), providers.member("network", id(1), role));
        });
        assert.equal(recorder.of(provider).length, 1);
    });

    it("are eight at most, with the reason and the way out", async () => {
        await record((providers) => {
            for (let index = 0; index < 8; index++) providers.member(`account-${index}`, id(index), role);
            assert.throws(
                () => providers.member("one-more", id(8), role),
                (error: unknown) =>
                    error instanceof pulumi.RunError &&
                    /more than 8 accounts.*one-more.*170 to 430 MB.*split the stack/s.test(error.message),
            );
        });
    });
});
