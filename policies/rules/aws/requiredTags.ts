import * as z from "zod/mini";
import { taggableTypes } from "../../kit/awsTypes";
import { Findings } from "../../kit/findings";
import { defineRule, type Subject } from "../../kit/rule";
import { ifKnown } from "../../kit/unknowns";
import { asList, asRecord, asText } from "../../kit/values";

export const requiredTags = defineRule({
    id: "aws-required-tags",
    title: "every resource that takes tags carries the required ones",
    why: "cost, ownership and automation are told apart by tags, and tags that come later do not reach back",
    fix: "set them once as defaultTags of the provider; an Auto Scaling group takes them in its own list of tags",
    severity: "medium",
    types: taggableTypes,
    sources: ["S002-029"],
    parameters: {
        /** Keys that must be there, with a value. AWS tag keys are case-sensitive. */
        tags: z._default(z.array(z.string().check(z.minLength(1), z.maxLength(128))), [
            "environment",
            "owner",
            "cost-center",
        ]),
    },
    resource: (subject, findings, { tags }) => {
        const present = new Map<string, string | undefined>();
        const missed = new Findings();
        // Once every key is found, further sources need not be known.
        for (const read of sources(subject)) {
            missed.attempt(() => {
                if (tags.some((key) => !present.has(key))) {
                    collect(read(), subject.type, present);
                }
            });
        }
        if (missed.any && tags.some((key) => !present.has(key))) {
            findings.undecided("tags are not known yet");
        }
        const missing = tags.filter((key) => !present.has(key));
        const blank = tags.filter((key) => present.get(key) === "");
        if (missing.length > 0 && !findings.any) {
            const spelt = missing.flatMap(
                (key) => [...present.keys()].find((one) => one.toLowerCase() === key.toLowerCase()) ?? [],
            );
            const hint = spelt.length > 0 ? ` (found ${spelt.join(", ")}; the case matters)` : "";
            findings.violation(`tags are missing: ${missing.join(", ")}${hint}`);
        }
        if (blank.length > 0) {
            findings.violation(`tags have no value: ${blank.join(", ")}`);
        }
    },
});

/**
 * The real provider merges its default tags into `tags` when it checks; other callers of the pack may not have. They do not
 * reach an Auto Scaling group (registry.terraform.io/providers/hashicorp/aws/latest/docs#default_tags-configuration-block).
 */
function sources({ type, props, provider }: Subject): (() => unknown)[] {
    if (type === listType) {
        return [() => props["tags"]];
    }
    return [() => props["tags"], () => props["tagsAll"], () => defaultTags(provider?.props["defaultTags"])];
}

/** The one type whose tags are a list. */
const listType = "aws:autoscaling/group:Group";

/** Provider configuration travels as JSON text. */
function defaultTags(value: unknown): unknown {
    if (typeof value !== "string") {
        return asRecord(asList(value)[0])?.["tags"];
    }
    try {
        return asRecord(JSON.parse(value))?.["tags"];
    } catch {
        return undefined;
    }
}

/** A map of tags, or a list of `{ key, value }` as an Auto Scaling group has it. A value not known yet counts as set. */
function collect(tags: unknown, type: string, present: Map<string, string | undefined>): void {
    // What the resource says of a key goes before what the provider says, blank or not.
    const add = (key: string, read: () => unknown) => {
        if (!present.has(key)) {
            present.set(
                key,
                ifKnown(() => textOrBlank(read())),
            );
        }
    };
    const record = asRecord(tags);
    if (record !== undefined && type !== listType) {
        for (const key of Object.keys(record)) {
            add(key, () => record[key]);
        }
        return;
    }
    for (const entry of asList(tags)) {
        const tag = asRecord(entry);
        const key = asText(tag?.["key"]);
        if (tag !== undefined && key !== undefined) {
            add(key, () => tag["value"]);
        }
    }
}

function textOrBlank(value: unknown): string {
    return asText(value) ?? "";
}
