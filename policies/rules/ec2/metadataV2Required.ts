import * as z from "zod/mini";
import { defineRule } from "../../kit/rule";
import { asList, asNumber, asRecord, asText } from "../../kit/values";

export const metadataV2Required = defineRule({
    id: "ec2-metadata-v2-required",
    title: "instances answer metadata requests by version 2 only",
    why: "version 1 hands the role's credentials to anyone who gets the instance to fetch a URL",
    fix: "set metadataOptions.httpTokens to required, and httpPutResponseHopLimit to 1 (2 for containers)",
    severity: "critical",
    types: [
        "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:ec2/instance:Instance",
        "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
        "aws:ec2/launchConfiguration:LaunchConfiguration",
    ],
    sources: ["S001-122", "S004-024"],
    controls: ["EC2.8", "EC2.170", "AutoScaling.3"],
    parameters: {
        /** Network hops that an answer may take. */
        hopLimit: z._default(z.int().check(z.minimum(1), z.maximum(64)), 2),
    },
    resource: ({ props, type }, findings, { hopLimit }) => {
        const options = asRecord(asList(props["metadataOptions"])[0]);
        if (asText(options?.["httpEndpoint"])?.toLowerCase() === "disabled") {
            return;
        }
        // An instance takes what it does not state itself from its launch template, which is judged on its own.
        if (
            (type === "aws:ec2/instance:Instance" || type === "aws:ec2/spotInstanceRequest:SpotInstanceRequest") &&
            options === undefined &&
            asRecord(asList(props["launchTemplate"])[0]) !== undefined
        ) {
            return;
        }
        findings.attempt(() => {
            const tokens = asText(options?.["httpTokens"])?.toLowerCase();
            if (tokens !== "required") {
                findings.violation(`metadataOptions.httpTokens is ${tokens ?? "not set"}`);
            }
        });
        const hops = asNumber(options?.["httpPutResponseHopLimit"]);
        if (hops !== undefined && hops > hopLimit) {
            findings.violation(`metadataOptions.httpPutResponseHopLimit is ${hops}, more than ${hopLimit}`);
        }
    },
});
