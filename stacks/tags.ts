import * as pulumi from "@pulumi/pulumi";
import type { StackSettings } from "./settings/stackSettings";

/** Tags of every resource of a stack: its own, the environment's name and who manages it. */
export function stackTags(settings: StackSettings): { readonly [key: string]: string } {
    return { ...settings.tags, environment: pulumi.getStack(), "managed-by": "pulumi" };
}
