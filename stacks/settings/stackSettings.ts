import { z } from "zod";
import { environmentSettings } from "./environmentSettings";
import { region, tags } from "./fields";
import { organizationSettings } from "./organizationSettings";

/** Namespace of all our keys in a stack file. */
export const namespace = "landing-zone";

/**
 * Everything a stack file may say, by key without the namespace. A stack holds either the organization or one environment, so
 * a further environment is one more stack file and no code.
 */
export const stackSettings = z
    .strictObject({
        region: region.describe("Home Region of the stack"),
        tags: tags
            .refine(
                (given) => ["owner", "cost-center"].every((key) => key in given),
                "the tags owner and cost-center at least",
            )
            .describe("Tags of every resource; environment and managed-by are added"),
        organization: organizationSettings.optional(),
        environment: environmentSettings.optional(),
    })
    .refine((settings) => (settings.organization === undefined) !== (settings.environment === undefined), {
        path: [],
        message: "exactly one of landing-zone:organization and landing-zone:environment",
    });

export type StackSettings = z.output<typeof stackSettings>;
