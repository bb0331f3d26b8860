import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { withoutDefaultsNote } from "../kernel/autoname";
import { type Context, typeOf } from "../kernel/call";
import { check } from "../kernel/check";
import { diff } from "../kernel/diff";
import { create, previewCreate, previewUpdate, read, remove, update } from "../kernel/lifecycle";
import type { ResourceModel } from "../kernel/model";
import type { Properties } from "../kernel/values";
import { type Change, detailedDiff } from "./detailedDiff";
import type { Instance } from "./instance";
import { decode, encode } from "./marshal";
import { patiently } from "./patience";
import { type Secrets, secretProperties } from "./secrets";

const { Kind } = rpc.PropertyDiff;
const kinds: { readonly [change in Change]: readonly [update: rpc.PropertyDiff.Kind, replace: rpc.PropertyDiff.Kind] } =
    {
        add: [Kind.ADD, Kind.ADD_REPLACE],
        delete: [Kind.DELETE, Kind.DELETE_REPLACE],
        update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
    };

/** Check, Diff, Create, Read, Update and Delete of one provider instance, between the engine's messages and the kernel. */
export class Resources {
    constructor(private readonly instance: Instance) {}

    check(request: rpc.CheckRequest): rpc.CheckResponse {
        const model = this.model(request.getUrn());
        const news = decode(request.getNews());
        const olds = request.hasOlds() ? decode(request.getOlds()).properties : undefined;
        const context = this.instance.context(request.getUrn(), autonamingOf(request.getAutonaming()));
        const { inputs, problems } = check(model, context, news.properties, olds);
        return new rpc.CheckResponse()
            .setInputs(this.encode(inputs, news.secrets))
            .setFailuresList(
                problems.map(({ property, reason }) => new rpc.CheckFailure().setProperty(property).setReason(reason)),
            );
    }

    diff(request: rpc.DiffRequest): rpc.DiffResponse {
        const model = this.model(request.getUrn());
        const olds = decode(request.hasOldInputs() ? request.getOldInputs() : request.getOlds()).properties;
        const news = decode(request.getNews()).properties;
        const { changed, replaces, deleteBeforeReplace } = diff(model, olds, news);
        const response = new rpc.DiffResponse()
            .setChanges(rpc.DiffResponse.DiffChanges[changed.length === 0 ? "DIFF_NONE" : "DIFF_SOME"])
            .setDiffsList([...changed])
            .setReplacesList([...replaces])
            .setDeletebeforereplace(deleteBeforeReplace)
            .setHasdetaileddiff(true);
        for (const key of changed) {
            for (const [path, change] of detailedDiff(olds, news, [key])) {
                const kind = kinds[change][replaces.includes(key) ? 1 : 0];
                response.getDetaileddiffMap().set(path, new rpc.PropertyDiff().setKind(kind).setInputdiff(true));
            }
        }
        return response;
    }

    create(request: rpc.CreateRequest): rpc.CreateResponse {
        const model = this.model(request.getUrn());
        const { properties, secrets } = decode(request.getProperties());
        if (request.getPreview()) {
            const outputs = previewCreate(model, properties);
            return new rpc.CreateResponse().setProperties(this.encode(outputs, secrets, model));
        }
        const record = create(model, this.context(request), properties);
        return new rpc.CreateResponse().setId(record.id).setProperties(this.encode(record.outputs, secrets, model));
    }

    update(request: rpc.UpdateRequest): rpc.UpdateResponse {
        const model = this.model(request.getUrn());
        const olds = decode(request.getOlds());
        const { properties, secrets } = decode(request.getNews());
        if (request.getPreview()) {
            const oldInputs = decode(request.getOldInputs()).properties;
            const outputs = previewUpdate(model, olds.properties, oldInputs, properties);
            return new rpc.UpdateResponse().setProperties(this.encode(outputs, secrets, model));
        }
        const record = update(model, this.context(request), request.getId(), properties);
        return new rpc.UpdateResponse().setProperties(this.encode(record.outputs, secrets, model));
    }

    /** Refresh, import and `get`. An id that does not exist answers with an empty id. */
    read(request: rpc.ReadRequest): rpc.ReadResponse {
        const model = this.model(request.getUrn());
        const inputs = decode(request.getInputs());
        const state = decode(request.getProperties());
        // An import may name the Region behind the id: https://www.pulumi.com/registry/packages/aws/how-to-guides/enhanced-region-support/
        const [, id, region] = /^(.+?)(?:@([a-z]{2}(?:-[a-z]+)+-\d))?$/s.exec(request.getId()) ?? [];
        if (id === undefined) return new rpc.ReadResponse();
        const place = { ...(region === undefined ? {} : { region }), ...state.properties, ...inputs.properties };
        const record = read(model, this.context(request), id, place);
        if (record === undefined) return new rpc.ReadResponse();
        const secrets = inputs.secrets.with(state.secrets);
        return new rpc.ReadResponse()
            .setId(record.id)
            .setProperties(this.encode(record.outputs, secrets, model))
            .setInputs(this.encode(record.inputs, secrets, model));
    }

    async delete(request: rpc.DeleteRequest): Promise<Empty> {
        const model = this.model(request.getUrn());
        const properties = withoutDefaultsNote(decode(request.getProperties()).properties);
        const context = this.context(request);
        await patiently(context.world, model.retriedOnRemove ?? [], () => {
            remove(model, context, request.getId(), properties);
        });
        return new Empty();
    }

    private model(urn: string): ResourceModel {
        return this.instance.resource(typeOf(urn));
    }

    private context(request: { getUrn(): string }): Context {
        return this.instance.context(request.getUrn());
    }

    private encode(properties: Properties, secrets: Secrets, model?: ResourceModel) {
        const declared = secretProperties(model?.secrets, properties);
        return encode(properties, secrets.with(this.instance.configSecrets).with(declared));
    }
}

function autonamingOf(options: rpc.CheckRequest.AutonamingOptions | undefined): Context["autonaming"] {
    if (options === undefined) return undefined;
    const { Mode } = rpc.CheckRequest.AutonamingOptions;
    const modes = new Map([
        [Mode.PROPOSE, "propose"],
        [Mode.ENFORCE, "enforce"],
        [Mode.DISABLE, "disable"],
    ] as const);
    const name = options.getProposedName();
    return { mode: modes.get(options.getMode()) ?? "propose", ...(name === "" ? {} : { name }) };
}
