import { crc32 } from "node:zlib";
import type { Call, FunctionModel } from "../../kernel/model";
import { isList, isObject, type Properties, type Value } from "../../kernel/values";
import { fromConfiguration, fromSource, type Statement } from "./policyStatements";

/**
 * The provider computes a policy document without AWS; statements, order of lists and the escaping of `<`, `>` and `&` are
 * those of its data source aws_iam_policy_document.
 */
export const getPolicyDocument: FunctionModel = {
    token: "aws:iam/getPolicyDocument:getPolicyDocument",
    service: "IAM",
    operation: "GetPolicyDocument",
    placement: "global",
    invoke(call, args) {
        const version = typeof args["version"] === "string" ? args["version"] : "2012-10-17";
        if (!["2008-10-17", "2012-10-17"].includes(version)) {
            call.fail("ValidationError", `version is ${version}; allowed are 2008-10-17 and 2012-10-17`);
        }
        const sources = list(args["sourcePolicyDocuments"]).map((source) => parse(call, source));
        refuseRepeatedSids(
            call,
            sources.flatMap((source) => source.statements),
            "sourcePolicyDocuments",
        );
        const statements = list(args["statements"]).map((statement) => fromConfiguration(call, statement, version));
        refuseRepeatedSids(call, statements, "statements");
        const own: Document = { version, statements };
        if (typeof args["policyId"] === "string" && args["policyId"] !== "") own.id = args["policyId"];
        const overrides = list(args["overridePolicyDocuments"]).map((override) => parse(call, override));
        const merged = merge([...sources, own, ...overrides]);
        const json = escaped(JSON.stringify(merged, null, 2));
        const minifiedJson = escaped(JSON.stringify(merged));
        return { ...args, version, id: String(crc32(json)), json, minifiedJson };
    },
};

interface Document {
    id?: string;
    readonly version: string;
    readonly statements: readonly Statement[];
}

function parse(call: Call, text: Value): Document {
    let document: unknown;
    try {
        document = JSON.parse(String(text));
    } catch {
        call.fail("ValidationError", `a policy document is invalid JSON: ${String(text)}`);
    }
    const { Version, Id, Statement } = isObject(document) ? document : {};
    if (Statement !== undefined && !isList(Statement)) {
        call.fail("ValidationError", "writing IAM Policy Document: Statement of a merged document must be a list");
    }
    return {
        version: typeof Version === "string" ? Version : "",
        statements: list(Statement).map(fromSource),
        ...(typeof Id === "string" ? { id: Id } : {}),
    };
}

/** Later documents replace statements of the same Sid, raise the version and give their id. */
function merge(documents: readonly Document[]): Properties {
    const statements: Statement[] = [];
    let version = "";
    let id: string | undefined;
    for (const document of documents) {
        if (document.version > version) version = document.version;
        id = document.id ?? id;
        for (const statement of document.statements) {
            const sid = statement["Sid"];
            const same = sid === undefined ? -1 : statements.findIndex((existing) => existing["Sid"] === sid);
            if (same === -1) statements.push(statement);
            else statements[same] = statement;
        }
    }
    return {
        ...(version === "" ? {} : { Version: version }),
        ...(id === undefined ? {} : { Id: id }),
        ...(statements.length === 0 ? {} : { Statement: statements }),
    };
}

function refuseRepeatedSids(call: Call, statements: readonly Statement[], at: string): void {
    const sids = statements.map((statement) => statement["Sid"]).filter((sid) => sid !== undefined);
    const repeated = sids.find((sid, index) => sids.indexOf(sid) !== index);
    if (repeated === undefined) return;
    call.fail(
        "ValidationError",
        `${at}: duplicate Sid (${String(repeated)}). Remove the Sid or ensure Sids are unique.`,
    );
}

/** As Go's encoding/json writes strings. */
function escaped(json: string): string {
    return json.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function list(value: Value | undefined): readonly Value[] {
    return isList(value) ? value : [];
}
