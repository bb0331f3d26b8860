import { PolicyPack } from "@pulumi/policy";
import { configurationSent } from "./kit/configuration";
import { Pack } from "./kit/pack";
import { strangers } from "./kit/parameters";
import { packPolicy, sdkPolicies } from "./kit/sdk";
import { rules } from "./rules";

const sent = configurationSent();

const pack = new Pack({
    rules,
    directory: __dirname,
    // Set by the engine for every Node policy pack. Anything but a stated preview is taken for the real thing.
    preview: process.env["PULUMI_NODEJS_DRY_RUN"] === "true",
    problems: () => strangers(rules, sent(), [packPolicy]),
    reportFile: process.env["LANDING_ZONE_POLICY_REPORT"],
});

new PolicyPack("landing-zone", { policies: sdkPolicies(pack) });
