import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Problem, show } from "../../components/model/problem";
import type { StackFile } from "../../stacks/settings/stackFiles";

const policyConfig = z.looseObject({
    "aws-region-allowed": z.looseObject({ regions: z.array(z.string()).optional() }).optional(),
    "ec2-vpc-cidr-inside-range": z.looseObject({ ranges: z.array(z.string()).optional() }).optional(),
});

/**
 * Where the policy pack's configuration of a stack does not say what its settings say. The pack reads none of our code, so the
 * range and the Region stand in both files: the second opinion is worth having only while both mean the same.
 */
export function policyConfigProblems(folder: string, files: readonly StackFile[]): Problem[] {
    return files.flatMap(({ stack, settings }) => {
        if (settings === undefined) return [];
        const name = `policies/config/${stack}.json`;
        const file = join(folder, name);
        if (!existsSync(file)) {
            const fix = "copy the file of another environment and change its range";
            return [{ place: name, found: "no such file", allowed: "one file for each stack", fix }];
        }
        const config = parsed(readFileSync(file, "utf8"));
        if (config === undefined) {
            return [
                {
                    place: name,
                    found: "no JSON object of rules",
                    allowed: "rule ids with a level or parameters",
                    fix: "correct the file",
                },
            ];
        }
        const regions = config["aws-region-allowed"]?.regions;
        const ranges = config["ec2-vpc-cidr-inside-range"]?.ranges;
        const cidr = settings.environment?.network.cidr;
        const problems: Problem[] = [];
        if (regions !== undefined && !regions.includes(settings.region)) {
            problems.push({
                place: `${name} aws-region-allowed.regions`,
                found: show(regions),
                allowed: `a list with ${settings.region}, the Region of the stack`,
                fix: `add ${settings.region}`,
            });
        }
        if (cidr !== undefined && (ranges?.length !== 1 || ranges[0] !== cidr)) {
            problems.push({
                place: `${name} ec2-vpc-cidr-inside-range.ranges`,
                found: show(ranges),
                allowed: `the environment's range and nothing else: ["${cidr}"]`,
                fix: "write the range of network.cidr",
            });
        }
        return problems;
    });
}

function parsed(text: string): z.output<typeof policyConfig> | undefined {
    try {
        return policyConfig.safeParse(JSON.parse(text)).data;
    } catch {
        return undefined;
    }
}
