/* biome-ignore-all lint/suspicious/noExplicitAny: tests break the values in every way a person can, so they are typed by nothing */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { decode } from "../../stacks/settings/decode";

const root = join(__dirname, "..", "..");

/** The settings of a stack file of the repository by key without the namespace, for a test to change. */
export function valuesOf(stack: string): any {
    const { config } = parse(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8"));
    return Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace("landing-zone:", ""), value]));
}

/** The problems of a stack file after a change. */
export function problemsAfter(stack: string, change: (values: any) => void) {
    const values = valuesOf(stack);
    change(values);
    return decode(values, `Pulumi.${stack}.yaml`).problems;
}
