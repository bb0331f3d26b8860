import type { Call } from "../../kernel/model";
import { isObject, type Properties } from "../../kernel/values";
import { upstreamsOf } from "./upstreams";

/**
 * Public repositories that can be connected, with their package format.
 * https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_AssociateExternalConnection.html
 */
export const externalConnections: { readonly [name: string]: string } = {
    "public:npmjs": "npm",
    "public:nuget-org": "nuget",
    "public:pypi": "pypi",
    "public:maven-central": "maven",
    "public:maven-googleandroid": "maven",
    "public:maven-gradleplugins": "maven",
    "public:maven-commonsware": "maven",
    "public:maven-clojars": "maven",
    "public:ruby-gems-org": "ruby",
    "public:crates-io": "cargo",
};

export function packageFormat(connection: string): string {
    return externalConnections[connection] ?? "generic";
}

export function connectionName(inputs: Properties): string | undefined {
    const connection = inputs["externalConnections"];
    const name = isObject(connection) ? connection["externalConnectionName"] : undefined;
    return typeof name === "string" ? name : undefined;
}

/** A repository has upstreams or one external connection, and an old connection is given up before a new one is made. */
export function requireConnection(call: Call, inputs: Properties, before: string | undefined): void {
    const wanted = connectionName(inputs);
    if (wanted === before && (wanted === undefined || upstreamsOf(inputs).length === 0)) return;
    if (wanted === undefined) {
        call.operation("DisassociateExternalConnection");
        return;
    }
    call.operation("AssociateExternalConnection");
    const name = String(inputs["repository"]);
    if (upstreamsOf(inputs).length > 0) {
        const message = `Repository ${name} has upstreams; it takes one or more upstreams, or an external connection.`;
        call.fail("ValidationException", message);
    }
    // The provider associates the new connection without giving up the old one.
    if (before !== undefined) {
        const message = `Repository ${name} has the external connection ${before}; one is allowed, remove it first.`;
        call.fail("ConflictException", message, 409);
    }
}
