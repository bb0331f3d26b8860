import { z } from "zod";
import type { Problem } from "../../kernel/model";
import type { Properties } from "../../kernel/values";

const signs = "letters, digits and + = , . @ _ -";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (name requirements) */
export function iamName(longest: number): z.ZodType {
    return z
        .string()
        .min(1, `is 1 to ${longest} characters`)
        .max(longest, `is 1 to ${longest} characters`)
        .regex(/^[\w+=,.@-]*$/, `is made of ${signs}`);
}

/** The provider leaves 26 characters of a name for the end it makes up. */
export function iamPrefix(longest: number): z.ZodType {
    return iamName(longest - 26).optional();
}

export const iamPath = z
    .string()
    .max(512, "is at most 512 characters")
    .regex(/^\/([\x21-\x7e]+\/)?$/, "begins and ends with a slash")
    .optional();

/** As the provider's ConflictsWith. */
export function nameOrPrefix(inputs: Properties): Problem[] {
    if (inputs["name"] === undefined || inputs["namePrefix"] === undefined) return [];
    return [{ property: "namePrefix", reason: "conflicts with name: give one of the two" }];
}
