import { z } from "zod";
import type { Autoname, Call, ResourceModel } from "./model";
import { type SdkShape, sdkShape } from "./sdkShape";
import { hex, type Properties } from "./values";

/** Types that are named by another input than `name`. */
const otherNames: { readonly [type: string]: Autoname } = {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    "aws:s3/bucketV2:BucketV2": bucketName(),
};

const plainName: Autoname = { property: "name", maxLength: 255, unless: "namePrefix" };

/** Inputs that identify a thing at AWS and cannot be changed there: a change replaces, whatever the type. */
const identities = ["name", "namePrefix", "bucket", "bucketPrefix", "identifier", "clusterIdentifier", "cidrBlock"];
const positions = ["availabilityZone", "availabilityZoneId", "vpcId", "subnetId"];

/** ARN resources that do not follow `<type>/<name>`: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const arnForms: { readonly [type: string]: (name: string, at: string) => string } = {
    "aws:s3/bucketV2:BucketV2": (name) => `arn:aws:s3:::${name}`,
    "aws:lambda/function:Function": (name, at) => `arn:aws:lambda:${at}:function:${name}`,
    "aws:secretsmanager/secret:Secret": (name, at) => `arn:aws:secretsmanager:${at}:secret:${name}-${hex(name, 6)}`,
};

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
        computed: (shape?.computed ?? ["arn"]).filter((name) => name !== "tagsAll"),
        secrets: shape?.secrets ?? [],
        create(call, inputs) {
            const name = naming === undefined ? undefined : inputs[naming.property];
            const id = freeId(call, type, kind, typeof name === "string" ? name : undefined);
            return { id, outputs: standIns(call, type, shape, id) };
        },
        update: () => ({}),
    };
}

function freeId(call: Call, type: string, kind: string, name: string | undefined): string {
    if (name !== undefined && call.world.peek(type, call.scope, name) === undefined) return name;
    return call.world.newId(name === undefined ? `${lowerFirst(kind)}-` : `${name}-`, call.urn);
}

/** An ARN, and a recognisable text for every other text output, so that a program that joins them goes on. */
function standIns(call: Call, type: string, shape: SdkShape | undefined, id: string): Properties {
    const arn = arnOf(call, type, id);
    if (shape === undefined) return { arn };
    return Object.fromEntries(
        shape.computed
            .filter((name) => shape.texts.has(name))
            .map((name) => {
                if (name === "arn") return [name, arn];
                if (name.endsWith("Arn")) return [name, `${arn}/${name}`];
                if (name.endsWith("Region")) return [name, call.scope.region];
                if (name === "ownerId" || name === "accountId") return [name, call.scope.account];
                return [name, `simulated-${name}-${hex(`${call.urn}/${id}/${name}`, 8)}`];
            }),
    );
}

function arnOf(call: Call, type: string, id: string): string {
    const { account, region } = call.scope;
    const at = `${region === "global" ? "" : region}:${account}`;
    const form = arnForms[type];
    if (form !== undefined) return form(id, at);
    const [, service = "aws", kind = "resource"] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
    return `arn:aws:${service.toLowerCase()}:${at}:${kind.toLowerCase()}/${id}`;
}

function bucketName(): Autoname {
    return { property: "bucket", maxLength: 63, unless: "bucketPrefix", transform: (name) => name.toLowerCase() };
}

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
