import type { PolicyConfigSchema } from "@pulumi/policy";
import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import * as z from "zod/mini";
import type { Rule } from "./rule";

/** What every rule can be told besides its own parameters. */
const common = {
    /** How an undecided result counts: as the rule's own level, or as a warning only. */
    undecided: z.optional(z.enum(["mandatory", "advisory"])),
};

export interface Settings {
    readonly parameters: unknown;
    readonly undecided: "mandatory" | "advisory" | undefined;
    readonly problems: readonly string[];
}

function schemaOf(rule: Rule) {
    return z.extend(rule.parameters, common);
}

/** Decodes the configuration of one rule. What cannot be read is a problem, and the defaults hold in its place. */
export function decodeSettings(rule: Rule, config: unknown): Settings {
    const decoded = schemaOf(rule).safeParse(config ?? {});
    if (decoded.success) {
        const { undecided, ...parameters } = decoded.data;
        return { parameters, undecided: undecided as Settings["undecided"], problems: [] };
    }
    const problems = decoded.error.issues.map((issue) => describe(rule, issue));
    const undecided = (config as { undecided?: unknown } | null)?.undecided;
    return {
        parameters: rule.parameters.parse({}),
        undecided: undecided === "mandatory" || undecided === "advisory" ? undecided : undefined,
        problems,
    };
}

function describe(rule: Rule, issue: z.core.$ZodIssue): string {
    const place = ["configuration", rule.id, ...issue.path.map(String)].join(".");
    if (issue.code === "unrecognized_keys") {
        const allowed = ["enforcementLevel", ...Object.keys(schemaOf(rule).def.shape)].join(", ");
        return `${place}: unknown key ${issue.keys.map((key) => `"${key}"`).join(", ")}; allowed are ${allowed}`;
    }
    return `${place}: ${issue.message || "not allowed"}`;
}

/** The same schema as JSON Schema, from which the engine fills defaults and checks configuration files. */
export function configSchema(rule: Rule): PolicyConfigSchema {
    const schema = z.toJSONSchema(schemaOf(rule), { io: "input", target: "draft-7" });
    return {
        properties: schema.properties as Record<string, PolicyConfigJSONSchema>,
        ...(schema.required !== undefined && { required: [...schema.required] }),
    };
}

const levels = ["advisory", "mandatory", "disabled"];

/** Problems of a whole configuration file as given to `--policy-pack-config`; the engine itself lets misspelt rules pass. */
export function configurationProblems(rules: readonly Rule[], config: unknown, ownIds: readonly string[]): string[] {
    if (typeof config !== "object" || config === null || Array.isArray(config)) {
        return ["configuration: must be an object from rule id to level or settings"];
    }
    return Object.entries(config).flatMap(([id, value]: [string, unknown]) => {
        if (typeof value !== "string" && (typeof value !== "object" || value === null || Array.isArray(value))) {
            return [`configuration.${id}: must be a level or an object with settings`];
        }
        const { enforcementLevel, ...settings } =
            typeof value === "string" ? { enforcementLevel: value } : (value as Record<string, unknown>);
        const rule = rules.find((one) => one.id === id);
        const problems: string[] = [];
        if (rule === undefined && id !== "all" && !ownIds.includes(id)) {
            problems.push(`configuration.${id}: no such rule; the rules are ${rules.map((one) => one.id).join(", ")}`);
        }
        if (id === "all" && Object.keys(settings).length > 0) {
            problems.push(`configuration.all: has ${Object.keys(settings).join(", ")}; it takes enforcementLevel only`);
        }
        if (enforcementLevel !== undefined && !levels.includes(String(enforcementLevel))) {
            problems.push(`configuration.${id}: level "${enforcementLevel}" is not one of ${levels.join(", ")}`);
        }
        return rule === undefined ? problems : [...problems, ...decodeSettings(rule, settings).problems];
    });
}

/** Problems of what is configured for no rule at all; what is wrong for a rule, the rule itself reports. */
export function strangers(
    rules: readonly Rule[],
    config: Readonly<Record<string, unknown>>,
    ownIds: readonly string[],
): string[] {
    const ids = new Set(rules.map((rule) => rule.id));
    const others = Object.entries(config).filter(([id]) => !ids.has(id));
    return configurationProblems(rules, Object.fromEntries(others), ownIds);
}
