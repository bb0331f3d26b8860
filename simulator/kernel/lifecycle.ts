import { withoutDefaultsNote } from "./autoname";
import { begin, type Context, callOf, type LateFault, logicalName, place } from "./call";
import type { Call, FunctionModel, ResourceModel } from "./model";
import { type Properties, sameValue, Unknown, type Value } from "./values";
import type { Entity } from "./world";

/** Raised after the thing was done: the caller must drop its connection without an answer. */
export class Crash extends Error {}

/** Raised after the thing was done: the caller must never answer. */
export class Hang extends Error {}

/** Inputs are known, computed outputs are not. */
export function previewCreate(model: ResourceModel, inputs: Properties): Properties {
    const unknowns = Object.fromEntries(model.computed.map((key) => [key, Unknown.value]));
    return { ...unknowns, ...withoutDefaultsNote(inputs) };
}

export function create(model: ResourceModel, context: Context, inputs: Properties): Entity {
    const scope = place(model, context.scope, inputs);
    const call: Call = callOf(model.service, model.operations.create, context, scope);
    const fault = begin(context, model.service, model.operations.create);
    const meant = withoutDefaultsNote(inputs);
    const { id, outputs } = model.create(call, meant);
    if (context.world.peek(model.type, scope, id) !== undefined) {
        throw new Error(`simulator: ${model.type} answered with the id ${id}, which exists`);
    }
    const record = context.world.put({ type: model.type, id, scope, inputs, outputs: { ...meant, ...outputs } });
    if (fault?.kind === "eventual") context.world.hide(record, fault.calls);
    silence(fault);
    return record;
}

export function previewUpdate(
    model: ResourceModel,
    olds: Properties,
    oldInputs: Properties,
    news: Properties,
): Properties {
    const outputs: { [key: string]: Value } = { ...withoutDefaultsNote(news) };
    for (const key of model.computed) {
        const old = olds[key];
        if (old !== undefined && outputs[key] === undefined) outputs[key] = old;
    }
    for (const [output, causes] of Object.entries(model.recomputed ?? {})) {
        // Given as an input, it is that input.
        if (news[output] !== undefined) continue;
        if (causes.some((cause) => !sameValue(oldInputs[cause], news[cause]))) outputs[output] = Unknown.value;
    }
    return outputs;
}

export function update(model: ResourceModel, context: Context, id: string, news: Properties): Entity {
    const scope = place(model, context.scope, news);
    const operation = model.operations.update ?? model.operations.create;
    const call: Call = callOf(model.service, operation, context, scope);
    const fault = begin(context, model.service, operation);
    const current = context.world.peek(model.type, scope, id);
    if (current === undefined) {
        call.fail("NotFoundException", `${logicalName(context.urn)} (${id}) does not exist`, 404);
    }
    const meant = withoutDefaultsNote(news);
    const outputs = model.update?.(call, current, meant) ?? {};
    const kept = Object.fromEntries(
        model.computed
            .filter((key) => current.outputs[key] !== undefined && meant[key] === undefined)
            .map((key) => [key, current.outputs[key] as Value]),
    );
    const record = context.world.put({ ...current, inputs: news, outputs: { ...meant, ...kept, ...outputs } });
    silence(fault);
    return record;
}

/** Deleting what is gone already is no error, as in the provider. */
export function remove(model: ResourceModel, context: Context, id: string, inputs: Properties): void {
    const scope = place(model, context.scope, inputs);
    const call: Call = callOf(model.service, model.operations.remove, context, scope);
    const fault = begin(context, model.service, model.operations.remove);
    const current = context.world.peek(model.type, scope, id);
    if (current === undefined) return;
    model.remove?.(call, current);
    context.world.delete(current);
    silence(fault);
}

/** The record as it is now, or undefined where nothing of this id exists. */
export function read(model: ResourceModel, context: Context, id: string, inputs: Properties): Entity | undefined {
    const scope = place(model, context.scope, inputs);
    const operation = model.operations.read ?? model.operations.create.replace(/^[A-Z][a-z]+/, "Describe");
    const call: Call = callOf(model.service, operation, context, scope);
    begin(context, model.service, operation);
    const current = context.world.peek(model.type, scope, id);
    if (current === undefined) return undefined;
    return { ...current, outputs: { ...current.outputs, ...model.read?.(call, current) } };
}

export function invoke(model: FunctionModel, context: Context, args: Properties): Properties {
    const call: Call = callOf(model.service, model.operation, context, place(model, context.scope, args));
    begin(context, model.service, model.operation);
    return model.invoke(call, args);
}

function silence(fault: LateFault | undefined): void {
    if (fault?.kind === "crash") throw new Crash();
    if (fault?.kind === "hang") throw new Hang();
}
