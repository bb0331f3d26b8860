import { AwsError } from "./errors";
import type { Fault, FaultPlan } from "./faults";
import type { Call } from "./model";
import { isObject, type Properties } from "./values";
import type { Scope, World } from "./world";

/** Everything a resource operation needs besides its inputs. */
export interface Context {
    readonly world: World;
    readonly faults: FaultPlan;
    /** Account and Region of the provider instance. */
    readonly scope: Scope;
    readonly urn: string;
    /** ARN of the calling identity; the account's root user unless told. */
    readonly caller?: string;
    readonly defaultTags: { readonly [key: string]: string };
    readonly ignoreTags?: { readonly keys: readonly string[]; readonly keyPrefixes: readonly string[] };
    readonly autonaming?: { readonly mode: "propose" | "enforce" | "disable"; readonly name?: string };
}

/** A fault that lets the call through and strikes afterwards. */
export type LateFault = Fault & { readonly kind: "crash" | "hang" | "eventual" };

/** The SDK inside the provider repeats a throttled call (25 times by default), so a short spell of throttling goes unseen. */
const throttlesAbsorbed = 3;

/** A URN is `urn:pulumi:<stack>::<project>::<types from the root, joined by $>::<name>`; only a name may hold `::`. */
export const logicalName = (urn: string): string => urn.split("::").slice(3).join("::");

export function typeOf(urn: string): string {
    const types = urn.split("::")[2] ?? "";
    return types.slice(types.lastIndexOf("$") + 1);
}

/** Where a resource or function of this placement acts: its own `region` input comes before the provider's. */
export function place(
    model: { readonly placement?: "regional" | "global" } | undefined,
    scope: Scope,
    inputs?: Properties,
): Scope {
    if (model?.placement === "global") return { account: scope.account, region: "global" };
    const region = isObject(inputs) ? inputs["region"] : undefined;
    return typeof region === "string" && region !== "" ? { account: scope.account, region } : scope;
}

export function callOf(service: string, operation: string, context: Context, scope: Scope): Call {
    let current = operation;
    return {
        world: context.world,
        scope,
        caller: context.caller ?? `arn:aws:iam::${scope.account}:root`,
        urn: context.urn,
        name: logicalName(context.urn),
        fail(code, message, status) {
            throw new AwsError({
                service,
                operation: current,
                code,
                message,
                ...(status === undefined ? {} : { status }),
            });
        },
        operation(name) {
            current = name;
            begin(context, service, name);
        },
    };
}

/** Counts the call, lets the fault plan strike, and answers with a fault that is due after the call. */
export function begin(context: Context, service: string, operation: string): LateFault | undefined {
    for (let attempt = 1; ; attempt++) {
        context.world.tick();
        const fault = context.faults.strike(service, operation);
        if (fault === undefined) return undefined;
        switch (fault.kind) {
            case "crash":
            case "hang":
            case "eventual":
                return { ...fault, kind: fault.kind };
            case "throttle":
                if (attempt <= throttlesAbsorbed) continue;
                throw new AwsError({
                    service,
                    operation,
                    code: "ThrottlingException",
                    message: "Rate exceeded",
                    status: 429,
                });
            case "error":
                throw new AwsError({
                    service,
                    operation,
                    code: fault.code ?? "InternalFailure",
                    message: fault.message ?? "planned by the fault plan",
                    status: 500,
                });
            default:
                return fault.kind satisfies never;
        }
    }
}
