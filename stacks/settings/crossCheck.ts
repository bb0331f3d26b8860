import { formatCidr, overlaps, parseCidr } from "../../components/model/cidr";
import type { Problem } from "../../components/model/problem";
import { accountUses } from "./environmentProblems";
import type { EnvironmentSettings } from "./environmentSettings";
import type { StackFile } from "./stackFiles";
import { namespace } from "./stackSettings";

interface Environment {
    readonly stack: string;
    readonly file: string;
    readonly settings: EnvironmentSettings;
}

/**
 * What only shows when all stack files are read together: ranges that overlap, accounts and units that the organization does
 * not declare, an organization stack without a file, a package domain declared twice. Says nothing of files that have
 * problems of their own.
 */
export function crossCheck(files: readonly StackFile[]): Problem[] {
    const environments = files.flatMap(({ stack, file, settings }) =>
        settings?.environment === undefined ? [] : [{ stack, file, settings: settings.environment }],
    );
    return [
        ...organizationCount(files),
        ...overlappingRanges(environments),
        ...environments.flatMap((environment) => organizationReferences(environment, files)),
        ...repeatedDomains(environments),
    ];
}

const place = (file: string, ...path: readonly PropertyKey[]): string =>
    `${file} ${namespace}:environment${path.map((part) => `.${String(part)}`).join("")}`;

function organizationCount(files: readonly StackFile[]): Problem[] {
    const [first, ...others] = files.filter(({ settings }) => settings?.organization !== undefined);
    return others.map(({ file }) => ({
        place: `${file} ${namespace}:organization`,
        found: `a second organization beside ${first?.file}`,
        allowed: "one stack with an organization",
        fix: "remove one of them",
    }));
}

function overlappingRanges(environments: readonly Environment[]): Problem[] {
    const ranges = environments.map((environment) => ({
        environment,
        range: parseCidr(environment.settings.network.cidr),
    }));
    return ranges.flatMap(({ environment, range }, index) =>
        ranges.slice(0, index).flatMap((other) =>
            overlaps(range, other.range)
                ? [
                      {
                          place: place(environment.file, "network", "cidr"),
                          found: `${formatCidr(range)}, which overlaps ${formatCidr(other.range)} of ${other.environment.file}`,
                          allowed: "a range of its own for each environment",
                          fix: "choose a free range",
                      },
                  ]
                : [],
        ),
    );
}

function organizationReferences({ file, settings }: Environment, files: readonly StackFile[]): Problem[] {
    const { organizationStack } = settings;
    // A stack of another project is not ours to read.
    if (organizationStack === undefined || organizationStack.includes("/")) return [];
    const owner = files.find(({ stack }) => stack === organizationStack);
    if (owner === undefined) {
        const stacks = files.map(({ stack }) => stack).join(", ");
        const fix = `correct the name, or add Pulumi.${organizationStack}.yaml`;
        return [
            {
                place: place(file, "organizationStack"),
                found: `${organizationStack}, which has no stack file`,
                allowed: stacks,
                fix,
            },
        ];
    }
    const organization = owner.settings?.organization;
    if (organization === undefined) {
        if (owner.problems.length > 0) return [];
        const fix = "name the stack that has a section landing-zone:organization";
        const found = `${organizationStack}, which is no organization`;
        return [{ place: place(file, "organizationStack"), found, allowed: "the stack of the organization", fix }];
    }
    const units = organization.organizationalUnits;
    const accounts = Object.keys(organization.accounts);
    const problems: Problem[] = accountUses(settings)
        .filter((use) => !accounts.includes(use.account))
        .map((use) => ({
            place: place(file, ...use.path),
            found: `${use.account}, which ${owner.file} does not declare`,
            allowed: accounts.join(", "),
            fix: `correct the name, or add the account to ${owner.file}`,
        }));
    if (!units.includes(settings.organizationalUnit)) {
        problems.push({
            place: place(file, "organizationalUnit"),
            found: `${settings.organizationalUnit}, which ${owner.file} does not declare`,
            allowed: units.join(", "),
            fix: `correct the path, or add the unit to ${owner.file}`,
        });
    }
    return problems;
}

function repeatedDomains(environments: readonly Environment[]): Problem[] {
    const [first, ...others] = environments.filter(({ settings }) => settings.artifacts !== undefined);
    return others.map(({ file }) => ({
        place: place(file, "artifacts"),
        found: `a second package domain beside ${first?.file}`,
        allowed: "one domain for the organization",
        fix: "remove the section; other environments use the same domain",
    }));
}
