import * as fs from "node:fs";
import * as path from "node:path";
import type { TypePredicate } from "./rule";

interface AwsTypes {
    /** Version of @pulumi/aws whose typings the lists were read from. */
    readonly version: string;
    /** Types that take `tags`. */
    readonly taggable: readonly string[];
    /** Types that take no `region` of their own since provider v7: the service is global. */
    readonly global: readonly string[];
}

// Read as text and not imported: a JSON import would be type-checked and, at this size, slow the pack's start.
const data = JSON.parse(fs.readFileSync(path.join(__dirname, "../data/awsTypes.json"), "utf8")) as AwsTypes;
const taggable: ReadonlySet<string> = new Set(data.taggable);
const global: ReadonlySet<string> = new Set(data.global);

export const taggableTypes: TypePredicate = {
    label: "every AWS type that takes tags",
    matches: (type) => taggable.has(type),
};

/** A type that the lists do not know is taken for Regional, so that a newer provider does not open a gap. */
export const regionalTypes: TypePredicate = {
    label: "every Regional AWS type",
    matches: (type) => type.startsWith("aws:") && !global.has(type),
};
