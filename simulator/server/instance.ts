import type { Context } from "../kernel/call";
import { NotModelled } from "../kernel/errors";
import type { FaultPlan } from "../kernel/faults";
import { genericModel } from "../kernel/generic";
import type { FunctionModel, ResourceModel } from "../kernel/model";
import type { Properties } from "../kernel/values";
import type { World } from "../kernel/world";
import type { Registry } from "../services/registry";
import { type Configuration, configure } from "./configuration";
import { type Identity, identify } from "./identity";
import { Secrets } from "./secrets";

/** What all provider instances of a simulator share. */
export interface Shared {
    readonly world: World;
    readonly faults: FaultPlan;
    readonly registry: Registry;
    /** The account that the simulated credentials belong to. */
    readonly home: string;
    /** Stand-in models by type, built once. */
    readonly generic: Map<string, ResourceModel>;
}

/** One provider instance of the engine: one account, one Region, one set of default tags. */
export class Instance {
    private configured: { readonly configuration: Configuration; readonly identity: Identity } | undefined;
    /** Secrets of the provider's own configuration; its default tags may carry them into resources. */
    private secrets = Secrets.none;

    constructor(
        readonly shared: Shared,
        /** AWS_REGION of the engine's environment. */
        private readonly fallbackRegion: string | undefined,
    ) {}

    checkConfig(config: Properties): ReturnType<typeof configure> {
        return configure(config, this.fallbackRegion);
    }

    configure(config: Properties, secrets: Secrets): void {
        const { configuration, problems } = configure(config, this.fallbackRegion);
        if (problems.length > 0) {
            throw new Error(problems.map(({ property, reason }) => `aws:${property}: ${reason}`).join("\n"));
        }
        this.configured = { configuration, identity: identify(configuration, this.shared.world, this.shared.home) };
        this.secrets = secrets;
    }

    get configSecrets(): Secrets {
        return this.secrets;
    }

    context(urn: string, autonaming?: Context["autonaming"]): Context {
        if (this.configured === undefined) throw new Error("the provider was called before Configure succeeded");
        const { configuration, identity } = this.configured;
        return {
            world: this.shared.world,
            faults: this.shared.faults,
            scope: { account: identity.account, region: configuration.region },
            urn,
            caller: identity.arn,
            defaultTags: configuration.defaultTags,
            ignoreTags: configuration.ignoreTags,
            ...(autonaming === undefined ? {} : { autonaming }),
        };
    }

    resource(type: string): ResourceModel {
        const modelled = this.shared.registry.resources.get(type);
        if (modelled !== undefined) return modelled;
        const { generic, world } = this.shared;
        world.noteUnmodelled(type);
        let model = generic.get(type);
        if (model === undefined) {
            model = genericModel(type);
            generic.set(type, model);
        }
        return model;
    }

    function(token: string): FunctionModel {
        const modelled = this.shared.registry.functions.get(token);
        if (modelled !== undefined) return modelled;
        this.shared.world.noteUnmodelled(token);
        throw new NotModelled(`the function ${token}, and does not guess what AWS would answer`);
    }
}
