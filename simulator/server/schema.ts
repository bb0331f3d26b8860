import { sdkShape, sdkTypes } from "../kernel/sdkShape";

const anything = { $ref: "pulumi.json#/Any" };

/**
 * The least schema of package aws with which `pulumi import` can write code: the properties that the Node SDK knows, of any
 * type. Whole, since the CLI keeps it beside the plugin. The real one has 40 MB and is no part of the simulator.
 */
export function awsSchema(version: string): string {
    const resources: { [type: string]: object } = {};
    for (const type of sdkTypes()) {
        const shape = sdkShape(type);
        if (shape === undefined) continue;
        const inputProperties = Object.fromEntries([...shape.inputs].map((input) => [input, anything]));
        const outputs = Object.fromEntries(shape.computed.map((output) => [output, anything]));
        resources[type] = { inputProperties, properties: { ...inputProperties, ...outputs } };
    }
    // The module of "aws:sqs/queue:Queue" is sqs.
    const meta = { moduleFormat: "(.*)(?:/[^/]*)" };
    return JSON.stringify({
        name: "aws",
        version,
        meta,
        language: { nodejs: { packageName: "@pulumi/aws" } },
        resources,
    });
}
