import type { Call, FunctionModel, ServiceModel } from "../kernel/model";
import { hex, isObject, type Properties } from "../kernel/values";
import type { Entity, Scope, World } from "../kernel/world";
import { text } from "./ec2/inputs";

const parameterType = "aws:ssm/parameter:Parameter";

/**
 * Names of public parameters that hold an image id. Amazon publishes more families than are worth a list of images each: the
 * form is known, the image is a stand-in.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
 */
const publicImages: readonly RegExp[] = [
    /^ami-amazon-linux-latest\/al2023-ami-(?:minimal-)?kernel-(?:default|6\.1|6\.12|6\.18)-(?:arm64|x86_64)$/,
    /^ami-amazon-linux-latest\/amzn2-ami-(?:minimal-)?(?:kernel-5\.10-)?hvm-(?:arm64|x86_64)-(?:gp2|ebs)$/,
    /^ami-windows-latest\/Windows_Server-20\d\d-[A-Za-z0-9_.-]+$/,
    /^bottlerocket\/[a-z0-9.-]+\/(?:arm64|x86_64)\/(?:latest|[0-9.]+)\/image_id$/,
    /^canonical\/ubuntu\/(?:server|server-minimal|eks)\/[a-z0-9./-]+\/ami-id$/,
    /^debian\/release\/1\d\/latest\/(?:amd64|arm64)$/,
    /^ecs\/optimized-ami\/amazon-linux-(?:2|2023)\/(?:arm64\/|gpu\/|neuron\/|kernel-5\.10\/)*recommended\/image_id$/,
    /^eks\/optimized-ami\/1\.\d\d\/amazon-linux-(?:2|2023)[a-z0-9_-]*\/[a-z0-9_/.-]*recommended\/image_id$/,
];
const publicRoot = "/aws/service/";

interface Parameter {
    readonly arn: string;
    readonly name: string;
    readonly type: string;
    readonly value: string;
    readonly version: number;
}

/** A parameter by name, with or without `:version`, public or of the account; undefined where there is none. */
export function parameter(world: World, scope: Scope, reference: string): Parameter | undefined {
    const [, name = reference, wanted] = /^(.*?):(\d+)$/.exec(reference) ?? [];
    const found = name.startsWith(publicRoot) ? publicParameter(scope, name) : ownParameter(world, scope, name);
    return wanted === undefined || found?.version === Number(wanted) ? found : undefined;
}

function publicParameter(scope: Scope, name: string): Parameter | undefined {
    if (!publicImages.some((form) => form.test(name.slice(publicRoot.length)))) return undefined;
    const arn = `arn:aws:ssm:${scope.region}::parameter${name}`;
    return { arn, name, type: "String", value: `ami-${hex(`${scope.region}${name}`, 17)}`, version: 1 };
}

/** The resource is not modelled; what a program has put is found all the same. */
function ownParameter(world: World, scope: Scope, name: string): Parameter | undefined {
    const record = world.list(parameterType, scope).find((candidate) => nameOf(candidate) === name);
    const value = record && (text(record.inputs, "value") ?? text(record.inputs, "insecureValue"));
    if (record === undefined || value === undefined) return undefined;
    const { account, region } = scope;
    const arn = `arn:aws:ssm:${region}:${account}:parameter${name.startsWith("/") ? "" : "/"}${name}`;
    return { arn, name, type: text(record.inputs, "type") ?? "String", value, version: 1 };
}

const nameOf = (record: Entity): string | undefined => text(isObject(record.inputs) ? record.inputs : {}, "name");

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
const getParameter: FunctionModel = {
    token: "aws:ssm/getParameter:getParameter",
    service: "SSM",
    operation: "GetParameter",
    secrets: ["value"],
    invoke(call: Call, args: Properties) {
        const name = text(args, "name");
        if (name === undefined)
            call.fail("ValidationException", "name: a parameter has a name of 1 to 2048 characters");
        const found = parameter(call.world, call.scope, name);
        if (found === undefined) call.fail("ParameterNotFound", `${name} is not a parameter in ${call.scope.region}`);
        return {
            arn: found.arn,
            id: name,
            insecureValue: found.type === "SecureString" ? "" : found.value,
            name,
            region: call.scope.region,
            type: found.type,
            value: found.value,
            version: found.version,
            withDecryption: args["withDecryption"] ?? true,
        };
    },
};

export const ssm: ServiceModel = { resources: [], functions: [getParameter] };
