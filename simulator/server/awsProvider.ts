import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { NotModelled } from "../kernel/errors";
import { invoke } from "../kernel/lifecycle";
import { isUnknown, type Properties, sameValue } from "../kernel/values";
import type { Methods } from "./endpoint";
import { configureResponse, handshake } from "./handshake";
import { Instance, type Shared } from "./instance";
import { decode, encode } from "./marshal";
import { Resources } from "./resources";
import { awsSchema } from "./schema";
import { sdkVersion } from "./sdkVersion";
import { Secrets, secretProperties } from "./secrets";

/** The provider protocol of package aws for one provider instance. */
export function awsProvider(shared: Shared, fallbackRegion: string | undefined): Methods {
    const instance = new Instance(shared, fallbackRegion);
    const resources = new Resources(instance);
    const version = sdkVersion("aws");
    return {
        ...handshake({ version, component: false, schema: () => awsSchema(version) }),
        checkConfig: (request: rpc.CheckRequest) => checkConfig(instance, request, fallbackRegion),
        diffConfig,
        configure: (request: rpc.ConfigureRequest) => {
            const { properties, secrets } = decode(request.getArgs());
            instance.configure(properties, configSecrets(properties, secrets));
            return configureResponse(false);
        },
        invoke: (request: rpc.InvokeRequest) => invokeFunction(instance, request),
        call: (request: rpc.CallRequest) => {
            throw new NotModelled(`the method ${request.getTok()}`);
        },
        construct: (request: rpc.ConstructRequest) => {
            throw new NotModelled(`the component ${request.getType()}`);
        },
        check: (request: rpc.CheckRequest) => resources.check(request),
        diff: (request: rpc.DiffRequest) => resources.diff(request),
        create: (request: rpc.CreateRequest) => resources.create(request),
        read: (request: rpc.ReadRequest) => resources.read(request),
        update: (request: rpc.UpdateRequest) => resources.update(request),
        delete: (request: rpc.DeleteRequest) => resources.delete(request),
    };
}

function checkConfig(
    instance: Instance,
    request: rpc.CheckRequest,
    fallbackRegion: string | undefined,
): rpc.CheckResponse {
    const { properties, secrets } = decode(request.getNews());
    const region = properties["region"] ?? fallbackRegion;
    const inputs: Properties = region === undefined ? properties : { ...properties, region };
    const failures = instance
        .checkConfig(inputs)
        .problems.map(({ property, reason }) => new rpc.CheckFailure().setProperty(property).setReason(reason));
    return new rpc.CheckResponse().setInputs(encode(inputs, secrets)).setFailuresList(failures);
}

/**
 * Nothing in the configuration replaces the provider: what changes with it are the inputs that Check derives from it, and
 * those replace (`region`) or update (`tagsAll`) each resource by itself.
 */
function diffConfig(request: rpc.DiffRequest): rpc.DiffResponse {
    const olds = decode(request.hasOldInputs() ? request.getOldInputs() : request.getOlds()).properties;
    const news = decode(request.getNews()).properties;
    const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
    keys.delete("version");
    const changed = [...keys].filter((key) => !sameValue(olds[key], news[key]));
    return new rpc.DiffResponse()
        .setChanges(rpc.DiffResponse.DiffChanges[changed.length === 0 ? "DIFF_NONE" : "DIFF_SOME"])
        .setDiffsList(changed);
}

function invokeFunction(instance: Instance, request: rpc.InvokeRequest): rpc.InvokeResponse {
    const { properties, secrets } = decode(request.getArgs());
    const given = Object.entries(properties).filter(([, value]) => value !== null && !isUnknown(value));
    const model = instance.function(request.getTok());
    const result = invoke(model, instance.context(request.getTok()), Object.fromEntries(given));
    const declared = secretProperties(model.secrets, result);
    return new rpc.InvokeResponse().setReturn(encode(result, secrets.with(declared)));
}

/** A secret inside JSON text is known by the text of its leaves. */
function configSecrets(config: Properties, secrets: Secrets): Secrets {
    const found = new Secrets();
    for (const [key, value] of Object.entries(config)) {
        if (typeof value !== "string" || !secrets.covers([key], value)) continue;
        try {
            found.addTexts(JSON.parse(value));
        } catch {
            found.addTexts(value);
        }
    }
    return found;
}
