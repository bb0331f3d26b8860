import type { Context } from "../../simulator/kernel/call";
import { check } from "../../simulator/kernel/check";
import { type Diff, diff } from "../../simulator/kernel/diff";
import { type Fault, FaultPlan } from "../../simulator/kernel/faults";
import { create, invoke, read, remove, update } from "../../simulator/kernel/lifecycle";
import type { FunctionModel, Problem, ResourceModel, ServiceModel } from "../../simulator/kernel/model";
import type { Properties } from "../../simulator/kernel/values";
import type { Entity, World } from "../../simulator/kernel/world";

export interface Place {
    readonly account: string;
    readonly region: string;
    /** The models to use. */
    readonly services: readonly ServiceModel[];
    readonly defaultTags?: { readonly [key: string]: string };
    readonly faults?: readonly Fault[];
}

/** Checked inputs were refused, as the engine would report it. */
export class CheckFailed extends Error {
    constructor(readonly problems: readonly Problem[]) {
        super(problems.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
        this.name = "CheckFailed";
    }
}

/** One account and Region, driven as the engine drives a provider (Check, then the call) but without gRPC. */
export class Driver {
    private readonly resources: ReadonlyMap<string, ResourceModel>;
    private readonly functions: ReadonlyMap<string, FunctionModel>;
    private readonly faults: FaultPlan;

    constructor(
        readonly world: World,
        private readonly at: Place,
    ) {
        this.resources = new Map(
            at.services.flatMap((service) => service.resources.map((model) => [model.type, model])),
        );
        this.functions = new Map(
            at.services.flatMap((service) => (service.functions ?? []).map((model) => [model.token, model])),
        );
        this.faults = new FaultPlan(at.faults);
    }

    check(
        type: string,
        name: string,
        news: Properties,
        olds?: Properties,
    ): { inputs: Properties; problems: Problem[] } {
        return check(this.model(type), this.context(type, name), news, olds);
    }

    create(type: string, name: string, inputs: Properties = {}): Entity {
        return create(this.model(type), this.context(type, name), this.checked(type, name, inputs));
    }

    update(existing: Entity, name: string, inputs: Properties): Entity {
        const news = this.checked(existing.type, name, inputs, existing.inputs);
        return update(this.model(existing.type), this.context(existing.type, name), existing.id, news);
    }

    diff(existing: Entity, name: string, inputs: Properties): Diff {
        const news = this.checked(existing.type, name, inputs, existing.inputs);
        return diff(this.model(existing.type), existing.inputs, news);
    }

    delete(existing: Entity, name = "deleted"): void {
        remove(this.model(existing.type), this.context(existing.type, name), existing.id, existing.inputs);
    }

    read(existing: Entity, name = "read"): Entity | undefined {
        return read(this.model(existing.type), this.context(existing.type, name), existing.id, existing.inputs);
    }

    invoke(token: string, args: Properties = {}): Properties {
        const model = this.functions.get(token);
        if (model === undefined) throw new Error(`no model of the function ${token} among the services given`);
        return invoke(model, this.context(token, "invoke"), args);
    }

    private checked(type: string, name: string, news: Properties, olds?: Properties): Properties {
        const { inputs, problems } = this.check(type, name, news, olds);
        if (problems.length > 0) throw new CheckFailed(problems);
        return inputs;
    }

    private model(type: string): ResourceModel {
        const model = this.resources.get(type);
        if (model === undefined) throw new Error(`no model of ${type} among the services given`);
        return model;
    }

    private context(type: string, name: string): Context {
        return {
            world: this.world,
            faults: this.faults,
            scope: { account: this.at.account, region: this.at.region },
            urn: `urn:pulumi:test::landing-zone::${type}::${name}`,
            defaultTags: this.at.defaultTags ?? {},
        };
    }
}

/** `account(new World(), { account: "111122223333", region: "eu-west-1", services: [sqs] })`. */
export function account(world: World, at: Place): Driver {
    return new Driver(world, at);
}
