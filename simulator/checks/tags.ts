import type { Problem } from "../kernel/model";
import { isObject, isUnknown, type Properties } from "../kernel/values";
import { quotas } from "../quotas";

const longestKey = 128;
const longestValue = 256;
/** Letters, digits and spaces of any language, and seven signs. */
const characters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * What is wrong with the tags of a resource, those of the provider's defaultTags included.
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html (limits and requirements)
 */
export function tagProblems(inputs: Properties): Problem[] {
    const tags = inputs["tagsAll"] ?? inputs["tags"];
    if (!isObject(tags)) return [];
    const problems: Problem[] = [];
    const most = quotas["tags.perResource"].value;
    const count = Object.keys(tags).length;
    if (count > most) problems.push({ property: "tags", reason: `${count} tags; a resource has at most ${most}` });
    for (const [key, value] of Object.entries(tags)) {
        const property = `tags.${key}`;
        if (key.length === 0 || key.length > longestKey) {
            problems.push({ property, reason: `a tag key has 1 to ${longestKey} characters, this one ${key.length}` });
        }
        if (key.toLowerCase().startsWith("aws:")) {
            problems.push({ property, reason: 'tag keys that begin with "aws:" are kept for AWS; choose another' });
        }
        if (!characters.test(key)) problems.push({ property, reason: allowed("key") });
        if (isUnknown(value)) continue;
        if (typeof value !== "string") {
            problems.push({ property, reason: `a tag value is a string, this one is ${JSON.stringify(value)}` });
            continue;
        }
        if (value.length > longestValue) {
            const reason = `a tag value has at most ${longestValue} characters, this one ${value.length}`;
            problems.push({ property, reason });
        }
        if (!characters.test(value)) problems.push({ property, reason: allowed("value") });
    }
    return problems;
}

function allowed(part: string): string {
    return `a tag ${part} is made of letters, digits, spaces and _ . : / = + - @`;
}
