import { PolicyPack } from "@pulumi/policy";
import { Pack } from "./kit/pack";
import { sdkPolicies } from "./kit/sdk";
import { rules } from "./rules";

const pack = new Pack({
    rules,
    directory: __dirname,
    // Set by the engine for every Node policy pack. Anything but a stated preview is taken for the real thing.
    preview: process.env["PULUMI_NODEJS_DRY_RUN"] === "true",
    reportFile: process.env["LANDING_ZONE_POLICY_REPORT"],
});

new PolicyPack("landing-zone", { policies: sdkPolicies(pack) });
