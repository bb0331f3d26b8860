import type * as aws from "@pulumi/aws";
import type { OrganizationFacts } from "./organizationFacts";

/** What every layer of an environment works with. */
export interface LayerContext {
    /** The stack's name: first part of every logical name. */
    readonly environment: string;
    readonly region: string;
    readonly tags: { readonly [key: string]: string };
    readonly organization: OrganizationFacts;
    /** An account by name: its id, and the provider that works in it. */
    account(name: string): { readonly id: string; readonly provider: aws.Provider };
}
