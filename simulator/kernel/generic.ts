import { z } from "zod";
import { standInArn } from "./arnForms";
import type { Autoname, Call, ResourceModel } from "./model";
import { type SdkShape, sdkShape } from "./sdkShape";
import { hex, isList, type Properties, type Value } from "./values";

/** Types that are named by another input than `name`. */
const otherNames: { readonly [type: string]: Autoname } = {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    "aws:s3/bucketV2:BucketV2": bucketName(),
};

const plainName: Autoname = { property: "name", maxLength: 255, unless: "namePrefix" };

/** Inputs that identify a thing at AWS and cannot be changed there: a change replaces, whatever the type. */
const identities = ["name", "namePrefix", "bucket", "bucketPrefix", "identifier", "clusterIdentifier", "cidrBlock"];
const positions = ["availabilityZone", "availabilityZoneId", "vpcId", "subnetId"];

/**
 * Stands in for a type that no service models: nothing is checked, inputs come back as outputs, the id is the name where
 * there is one. Which outputs exist, whether it takes tags, a name or a Region is read from the Node SDK.
 */
export function genericModel(type: string): ResourceModel {
    const shape = sdkShape(type);
    const [, service = "aws", kind = "resource"] = /^aws:(\w+)\/\w+:(\w+)$/.exec(type) ?? [];
    const naming = otherNames[type] ?? (shape?.inputs.has("name") ? plainName : undefined);
    return {
        type,
        service,
        operations: {
            create: `Create${kind}`,
            update: `Update${kind}`,
            remove: `Delete${kind}`,
            read: `Describe${kind}`,
        },
        placement: shape === undefined || shape.inputs.has("region") ? "regional" : "global",
        schema: z.looseObject({}),
        ...(naming === undefined ? {} : { autoname: naming }),
        taggable: shape === undefined || shape.computed.includes("tagsAll") || shape.inputs.has("tagsAll"),
        replaceOnChange: [...identities, ...positions, ...(shape?.forcesNew ?? [])],
        computed: (shape === undefined ? ["arn"] : [...shape.computed, ...shape.chosen]).filter(
            (name) => name !== "tagsAll",
        ),
        secrets: shape?.secrets ?? [],
        create(call, inputs) {
            const name = naming === undefined ? undefined : inputs[naming.property];
            const id = freeId(call, type, kind, typeof name === "string" ? name : undefined);
            return { id, outputs: standIns(call, type, shape, id, inputs) };
        },
        update: () => ({}),
    };
}

function freeId(call: Call, type: string, kind: string, name: string | undefined): string {
    if (name !== undefined && call.world.peek(type, call.scope, name) === undefined) return name;
    return call.world.newId(name === undefined ? `${lowerFirst(kind)}-` : `${name}-`, call.urn);
}

/**
 * An ARN, a recognisable text for every other text output, a list of one such text or an empty list for lists, so that a
 * program that joins or walks them goes on. What the program gave stays as it gave it.
 */
function standIns(call: Call, type: string, shape: SdkShape | undefined, id: string, inputs: Properties): Properties {
    const arn = arnOf(call, type, id);
    if (shape === undefined) return { arn };
    const left = [...shape.computed, ...shape.chosen].filter((name) => inputs[name] === undefined);
    const known = new Map<string, Value>();
    for (const name of left) {
        const list = shape.lists.get(name);
        if (shape.texts.has(name)) known.set(name, textFor(call, name, arn, id));
        else if (list !== undefined) known.set(name, list === "texts" ? [textFor(call, name, arn, id)] : []);
    }
    if (type === "aws:acm/certificate:Certificate") known.set("domainValidationOptions", validations(inputs));
    return Object.fromEntries(known);
}

/** Programs write these into DNS records one by one: https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html */
function validations(inputs: Properties): Value {
    const { domainName, subjectAlternativeNames: others } = inputs;
    const names = [domainName, ...(isList(others) ? others : [])].filter((name) => typeof name === "string");
    return [...new Set(names)].map((name) => {
        const bare = name.replace(/^\*\./, "");
        return {
            domainName: name,
            resourceRecordName: `_${hex(bare, 32)}.${bare}.`,
            resourceRecordType: "CNAME",
            resourceRecordValue: `_${hex(`${bare} value`, 32)}.acm-validations.aws.`,
        };
    });
}

function textFor(call: Call, name: string, arn: string, id: string): string {
    const { account, region } = call.scope;
    if (name === "arn") return arn;
    if (name.endsWith("Arn")) return `${arn}/${name}`;
    if (name.endsWith("Region")) return region;
    if (name === "availabilityZone") return `${region}a`;
    if (name === "ownerId" || name === "accountId") return account;
    return `simulated-${name}-${hex(`${call.urn}/${id}/${name}`, 8)}`;
}

function arnOf(call: Call, type: string, id: string): string {
    const { account, region } = call.scope;
    const at = `${region === "global" ? "" : region}:${account}`;
    return standInArn(type, id, at);
}

function bucketName(): Autoname {
    return { property: "bucket", maxLength: 63, unless: "bucketPrefix", transform: (name) => name.toLowerCase() };
}

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
