import * as z from "zod/mini";
import { regionalTypes } from "../../kit/awsTypes";
import type { Findings } from "../../kit/findings";
import { defineRule, type Subject } from "../../kit/rule";
import { asRecord, asText } from "../../kit/values";

const region = z.string().check(z.regex(/^[a-z]{2,4}(-[a-z]+)+-\d+$/, "must be a Region such as eu-west-1"));

export const regionAllowed = defineRule({
    id: "aws-region-allowed",
    title: "Regional resources are in an allowed Region",
    why: "data protection, cost and monitoring are arranged for the allowed Regions only",
    fix: "create it in an allowed Region, or add the Region to the parameter `regions` once it is guarded and monitored",
    severity: "high",
    types: regionalTypes,
    sources: ["S001-050", "S002-002"],
    parameters: {
        /** us-east-1 is there for what global services need there, such as certificates of CloudFront. */
        regions: z._default(z.array(region).check(z.minLength(1)), ["eu-west-1", "eu-central-1", "us-east-1"]),
    },
    resource: (subject, findings, { regions }) => {
        const allowed = `allowed are ${regions.join(", ")}`;
        findings.attempt(() => {
            const stated = statedRegion(subject);
            if (stated === undefined) {
                findings.undecided("neither the resource nor its provider states a Region");
            } else if (!regions.includes(stated.region.toLowerCase())) {
                findings.violation(`${stated.place} is ${stated.region}; ${allowed}`);
            }
        });
        judgeReplicas(subject, findings, regions, allowed);
        judgeZones(subject, findings, regions, allowed);
    },
});

function statedRegion({ props, provider }: Subject): { region: string; place: string } | undefined {
    const own = asText(props["region"]);
    if (own !== undefined) {
        return { region: own, place: "region" };
    }
    const inherited = asText(provider?.props["region"]);
    return inherited === undefined ? undefined : { region: inherited, place: "the provider's region" };
}

/** Copies in further Regions, as tables and secrets have them. */
function judgeReplicas({ props }: Subject, findings: Findings, regions: readonly string[], allowed: string): void {
    findings.each(
        () => props["replicas"],
        (raw) => {
            const replica = asRecord(raw);
            const stated = asText(replica?.["regionName"]) ?? asText(replica?.["region"]);
            if (stated !== undefined && !regions.includes(stated.toLowerCase())) {
                findings.violation(`replicas names ${stated}; ${allowed}`);
            }
        },
    );
}

function judgeZones({ props }: Subject, findings: Findings, regions: readonly string[], allowed: string): void {
    for (const key of ["availabilityZone", "availabilityZones"]) {
        findings.each(
            () => props[key],
            (value) => {
                const zone = asText(value)?.toLowerCase();
                // Zone names are the Region with a letter, Local and Wavelength Zones the Region with a longer suffix.
                if (
                    zone !== undefined &&
                    !regions.some((one) => zone.startsWith(one) && !/^\d/.test(zone.slice(one.length)))
                ) {
                    findings.violation(`${key} names ${zone}; ${allowed}`);
                }
            },
        );
    }
}
