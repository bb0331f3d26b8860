import type { ZodType } from "zod";
import type { Properties, Value } from "./values";
import type { Entity, Scope, World } from "./world";

/** One call of an AWS API, as a service sees it. */
export interface Call {
    readonly world: World;
    readonly scope: Scope;
    /** ARN of the identity that calls: an assumed role, or the user of the account. */
    readonly caller: string;
    /** URN of the resource that is worked on: the seed of deterministic ids. */
    readonly urn: string;
    /** Logical name of the resource. */
    readonly name: string;
    /** Throws an AwsError of this call's service and operation. */
    fail(code: string, message: string, status?: number): never;
    /** Announces a further API operation within this one, so that a fault plan can reach it and an error names it. */
    operation(name: string): void;
}

/** A problem with inputs, found before anything is called. */
export interface Problem {
    /** Property path as Pulumi writes it: "tags.Name", "ingress[0].fromPort". */
    readonly property: string;
    readonly reason: string;
}

export interface Autoname {
    /** The input that receives the name when it is left out. */
    readonly property: string;
    readonly maxLength: number;
    /** Appended after the random part, for names whose end is contract (".fifo"). */
    readonly suffix?: (inputs: Properties) => string;
    /** Turns the logical name into allowed characters. */
    readonly transform?: (name: string) => string;
    /** An alternative input that takes the place of the name ("namePrefix"): no autoname when it is given. */
    readonly unless?: string;
}

/** What AWS would do for one resource type. Every rule in it names the AWS page it comes from. */
export interface ResourceModel {
    readonly type: string;
    /** The SDK's service id, for errors and fault plans: "SQS". */
    readonly service: string;
    /** API operations of the life cycle, for errors and fault plans. */
    readonly operations: {
        readonly create: string;
        readonly update?: string;
        readonly remove: string;
        readonly read?: string;
    };
    /**
     * "global" keeps the record per account, whatever the Region. A regional type (the default) takes the input `region`,
     * which Check fills with the provider's Region; a change of it replaces.
     */
    readonly placement?: "regional" | "global";
    /** Shape of the inputs, `loose()` so that inputs not modelled pass through. Unknown values never violate it. */
    readonly schema: ZodType;
    /** Values the provider fills in at Check when the input is left out. */
    readonly defaults?: Properties;
    readonly autoname?: Autoname;
    /** Whether the type takes `tags` and answers with `tagsAll`. */
    readonly taggable?: boolean;
    /** Inputs whose change replaces the resource. Top-level names. */
    readonly replaceOnChange?: readonly string[];
    /** Replaced by deletion first, as the provider does for names that cannot exist twice. */
    readonly deleteBeforeReplace?: boolean;
    /** Outputs AWS computes: unknown at preview until created. Must name every output `create` adds to the inputs. */
    readonly computed: readonly string[];
    /** Computed outputs whose value changes when any of these inputs changes: unknown at preview of such an update. */
    readonly recomputed?: { readonly [output: string]: readonly string[] };
    /** Outputs that are secret. */
    readonly secrets?: readonly string[];
    /** Problems between inputs that a schema cannot say. Inputs may hold unknowns: say nothing about those. */
    check?(inputs: Properties): readonly Problem[];
    /** Creates it, or throws through `call.fail`. Answers with the id and the computed outputs. All inputs are known. */
    create(call: Call, inputs: Properties): { readonly id: string; readonly outputs: Properties };
    /** Changes it in place. Answers with the computed outputs that change. Absent: every change replaces. */
    update?(call: Call, current: Entity, inputs: Properties): Properties | undefined;
    /**
     * Error codes of a deletion that the provider itself retries for minutes, because what stands in the way may be on its
     * way out (a NAT gateway while its internet gateway is detached). The server waits a moment before it reports them.
     */
    readonly retriedOnRemove?: readonly string[];
    /** Throws through `call.fail` where AWS refuses deletion. The record is deleted by the caller. */
    remove?(call: Call, current: Entity): void;
    /** Outputs as they are now, where other resources change them (a refresh sees it). Absent: as stored. */
    read?(call: Call, current: Entity): Properties;
}

/** An invoke (data source). */
export interface FunctionModel {
    readonly token: string;
    readonly service: string;
    readonly operation: string;
    /** "global" answers whatever the Region; regional ones take a `region` argument, as in @pulumi/aws 7. */
    readonly placement?: "regional" | "global";
    /** Results that are secret. */
    readonly secrets?: readonly string[];
    invoke(call: Call, args: Properties): { readonly [key: string]: Value };
}

/** One AWS service: a file (or folder) under `services/`, listed in `services/registry.ts`. */
export interface ServiceModel {
    readonly resources: readonly ResourceModel[];
    readonly functions?: readonly FunctionModel[];
}
