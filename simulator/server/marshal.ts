import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isList, isObject, isUnknown, type Properties, Unknown, type Value } from "../kernel/values";
import { Secrets } from "./secrets";

// The engine's wire form of values: https://pulumi-developer-docs.readthedocs.io/latest/docs/architecture/deployment-execution/
// and sdk/go/common/resource/plugin/rpc.go of pulumi/pulumi.
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const referenceSignature = "5cf8f73096256a8f31e491e813e4eb8e";

const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** One sentinel per kind of value: string, bool, number, array, asset, archive, object. */
const unknownTexts: ReadonlySet<string> = new Set([
    unknownText,
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

type Path = readonly (string | number)[];
type WireValue = null | boolean | number | string | WireValue[] | Wire;
type Wire = { [key: string]: WireValue };

export interface Decoded {
    readonly properties: Properties;
    readonly secrets: Secrets;
}

export function decode(struct: Struct | undefined): Decoded {
    const secrets = new Secrets();
    if (struct === undefined) return { properties: {}, secrets };
    return { properties: decodeObject(struct.toJavaScript() as Wire, [], secrets), secrets };
}

function decodeObject(wire: Wire, path: Path, secrets: Secrets): Properties {
    const properties: { [key: string]: Value } = {};
    for (const [key, value] of Object.entries(wire)) {
        properties[key] = decodeValue(value, [...path, key], secrets);
    }
    return properties;
}

function decodeValue(wire: WireValue, path: Path, secrets: Secrets): Value {
    if (typeof wire === "string") return unknownTexts.has(wire) ? Unknown.value : wire;
    if (wire === null || typeof wire !== "object") return wire;
    if (Array.isArray(wire)) return wire.map((item, index) => decodeValue(item, [...path, index], secrets));
    switch (wire[signature]) {
        case secretSignature: {
            const value = decodeValue(wire["value"] ?? null, path, secrets);
            secrets.add(path, value);
            return value;
        }
        case outputSignature: {
            const value = "value" in wire ? decodeValue(wire["value"] ?? null, path, secrets) : Unknown.value;
            if (wire["secret"] === true) secrets.add(path, value);
            return value;
        }
        case referenceSignature:
            // A resource given where an id is meant. An empty id is one that is not known yet.
            if (wire["id"] === undefined) return typeof wire["urn"] === "string" ? wire["urn"] : null;
            return wire["id"] === "" ? Unknown.value : decodeValue(wire["id"], path, secrets);
        default:
            // Assets and archives keep their signature and pass through as they are.
            return decodeObject(wire, path, secrets);
    }
}

export function encode(properties: Properties, secrets: Secrets = Secrets.none): Struct {
    return Struct.fromJavaScript(encodeObject(properties, [], secrets));
}

function encodeObject(properties: Properties, path: Path, secrets: Secrets): Wire {
    const wire: Wire = {};
    for (const [key, value] of Object.entries(properties)) {
        if (value !== undefined) wire[key] = encodeValue(value, [...path, key], secrets);
    }
    return wire;
}

function encodeValue(value: Value, path: Path, secrets: Secrets): WireValue {
    const plain = encodePlain(value, path, secrets);
    if (secrets.isEmpty() || !secrets.covers(path, value)) return plain;
    return { [signature]: secretSignature, value: plain };
}

function encodePlain(value: Value, path: Path, secrets: Secrets): WireValue {
    if (isUnknown(value)) return unknownText;
    if (isList(value)) return value.map((item, index) => encodeValue(item, [...path, index], secrets));
    if (isObject(value)) return encodeObject(value, path, secrets);
    return value;
}
