import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the Node SDK of @pulumi/aws says about a resource type. */
export interface SdkShape {
    readonly inputs: ReadonlySet<string>;
    /** Outputs that are no inputs: only AWS can say them. */
    readonly computed: readonly string[];
    /** Inputs that may be left out and have a value as outputs all the same: AWS chooses it. */
    readonly chosen: readonly string[];
    /** Those of both that are plain text. */
    readonly texts: ReadonlySet<string>;
    /** Those of them that are lists of text, and those that are lists of something else. */
    readonly lists: ReadonlyMap<string, "texts" | "objects">;
    readonly secrets: readonly string[];
    /** Inputs whose documentation says that a change forces a new resource. */
    readonly forcesNew: readonly string[];
}

/** Inputs that the provider fills in by rules of its own. */
const notChosen = ["tags", "region"];

const tokenShape = /^aws:([A-Za-z0-9]+\/[A-Za-z0-9]+):[A-Za-z0-9]+$/;

/** The shape of a type as the installed SDK has it, or undefined where the SDK does not know the type. */
export function sdkShape(type: string): SdkShape | undefined {
    const path = tokenShape.exec(type)?.[1];
    if (path === undefined) return undefined;
    const sources = readSources(path);
    if (sources === undefined || !sources.code.includes(`__pulumiType = '${type}'`)) return undefined;
    const { code, types } = sources;
    const inputs = new Set(captures(code, /resourceInputs\["(\w+)"\] = [^\n]*\bargs\?\.\w+/g));
    const computed = captures(code, /resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g);
    const always = captures(types, /readonly (\w+): pulumi\.Output<(?![^;]*\bundefined\b)[^;]+>;/g);
    const [, args = ""] = types.split(/export interface \w+Args \{/);
    const optional = new Set(captures(args, / {4}(\w+)\?: pulumi\.Input</g));
    const chosen = always.filter((name) => inputs.has(name) && optional.has(name) && !notChosen.includes(name));
    const answers = [...computed, ...chosen];
    const lists = [...types.matchAll(/readonly (\w+): pulumi\.Output<([\w.]+)\[\]>;/g)];
    const texts = new Set(captures(types, /readonly (\w+): pulumi\.Output<string(?: \| undefined)?>;/g));
    const secretList = /additionalSecretOutputs: \[([^\]]*)\]/.exec(code)?.[1] ?? "";
    return {
        inputs,
        computed,
        chosen,
        texts: new Set(answers.filter((name) => texts.has(name))),
        lists: new Map(
            lists
                .filter(([, name = ""]) => answers.includes(name))
                .map(([, name = "", item]) => [name, item === "string" ? "texts" : "objects"]),
        ),
        secrets: captures(secretList, /"(\w+)"/g),
        forcesNew: forcedBy(types).filter((name) => inputs.has(name)),
    };
}

/** Every resource type of the installed SDK. */
export function sdkTypes(): string[] {
    const folder = sdkFolder();
    const modules = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return modules.flatMap(({ name }) =>
        readdirSync(join(folder, name))
            .filter((file) => file.endsWith(".js") && !file.startsWith("get"))
            .flatMap((file) => captures(readFileSync(join(folder, name, file), "utf8"), /__pulumiType = '([^']+)'/g)),
    );
}

/** Properties whose doc comment says that they force a new resource. */
function forcedBy(types: string): string[] {
    const documented = types.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+(?:readonly )?(\w+)\??: /g);
    const forced = [...documented]
        .filter(([, comment = ""]) => /\bforces? (?:a |an |the )?(?:new|replacement|re-?creation)/i.test(comment))
        .map(([, , name = ""]) => name);
    return [...new Set(forced)];
}

function readSources(path: string): { code: string; types: string } | undefined {
    try {
        const file = join(sdkFolder(), path);
        return { code: readFileSync(`${file}.js`, "utf8"), types: readFileSync(`${file}.d.ts`, "utf8") };
    } catch {
        return undefined;
    }
}

const sdkFolder = (): string => join(require.resolve("@pulumi/aws/package.json"), "..");
const captures = (text: string, pattern: RegExp): string[] =>
    [...text.matchAll(pattern)].map((match) => match[1] ?? "");
