import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { NotModelled } from "../kernel/errors";
import { type Input, type Inputs, isInputs, Output, outputsIn } from "./input";

/**
 * Property values as the engine writes them
 * (https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go).
 */
export type Wire = JavaScriptValue;

const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
/** Stands for a value that is not known yet. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const secret = (value: Wire): Wire => ({ [signatureKey]: secretSignature, value });

export const resourceReference = (urn: string, id: string): Wire => ({ [signatureKey]: resourceSignature, urn, id });

export function decode(wire: Wire): Input {
    if (wire === unknown) return new Output(undefined);
    if (Array.isArray(wire)) return wire.map(decode);
    if (typeof wire !== "object" || wire === null) return wire;
    const fields = wire as { [key: string]: Wire };
    switch (fields[signatureKey]) {
        case undefined:
            return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, decode(value)]));
        case secretSignature:
            return new Output(decode(fields["value"] ?? null), true);
        case outputSignature:
            return decodeOutput(fields);
        case resourceSignature:
            throw new NotModelled("a resource where awsx.ec2.Vpc takes a value: give its id");
        default:
            throw new Error("an asset or archive is no value for a VPC");
    }
}

function decodeOutput(fields: { [key: string]: Wire }): Output {
    const { value, dependencies } = fields as { value?: Wire; dependencies?: string[] };
    const known = value === undefined ? undefined : decode(value);
    return new Output(known, fields["secret"] === true, dependencies ?? []);
}

/** The inputs of a request; dependencies named apart from the values belong to the whole property. */
export function decodeInputs(
    wire: { readonly [key: string]: Wire },
    dependenciesOf: (key: string) => readonly string[],
): Inputs {
    const inputs = Object.entries(wire).map(([key, value]): [string, Input] => {
        const decoded = decode(value);
        const dependencies = dependenciesOf(key);
        const bare = dependencies.length > 0 && outputsIn(decoded).length === 0;
        return [key, bare ? new Output(decoded, false, dependencies) : decoded];
    });
    return Object.fromEntries(inputs.filter(([, value]) => value !== null));
}

/** A value without references for the engine; what an unknown leaf leaves unknown depends on where it stands. */
export function encode(value: Input): Wire {
    if (value instanceof Output) {
        if (value.value === undefined || hasUnknown(value.value)) return unknown;
        return value.secret ? secret(encode(value.value)) : encode(value.value);
    }
    if (Array.isArray(value)) return value.map(encode);
    if (!isInputs(value)) return (value ?? null) as Wire;
    const known = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return Object.fromEntries(known.map(([key, inner]) => [key, encode(inner)]));
}

const hasUnknown = (value: Input): boolean => outputsIn(value).some((output) => output.value === undefined);
