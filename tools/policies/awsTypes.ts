import * as fs from "node:fs";
import * as path from "node:path";

/**
 * Writes policies/data/awsTypes.json: which AWS types take tags and which belong to global services, read from the
 * typings of the installed @pulumi/aws. The pack itself imports no provider. Run after an upgrade of @pulumi/aws:
 * `node -r ts-node/register/transpile-only tools/policies/awsTypes.ts`
 */
export interface AwsTypes {
    readonly version: string;
    readonly taggable: string[];
    readonly global: string[];
}

const root = path.join(__dirname, "../..");
export const awsTypesFile = path.join(root, "policies/data/awsTypes.json");

export function readAwsTypes(folder = path.join(root, "node_modules/@pulumi/aws")): AwsTypes {
    const taggable: string[] = [];
    const global: string[] = [];
    for (const file of declarations(folder)) {
        const text = fs.readFileSync(file, "utf8");
        const type = /__pulumiType = '(aws:[^']+)'/.exec(script(file))?.[1];
        const args = /export interface \w+Args \{\n([\s\S]*?)\n\}/.exec(text)?.[1];
        if (type === undefined || args === undefined) {
            continue;
        }
        const inputs = new Set([...args.matchAll(/^ {4}(\w+)\??: /gm)].map((match) => match[1]));
        if (inputs.has("tags")) {
            taggable.push(type);
        }
        if (!inputs.has("region")) {
            global.push(type);
        }
    }
    const { version } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")) as { version: string };
    return { version, taggable: taggable.sort(), global: global.sort() };
}

function declarations(folder: string): string[] {
    return fs
        .readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
        .flatMap((service) =>
            fs
                .readdirSync(path.join(folder, service.name))
                .filter((name) => name.endsWith(".d.ts") && !name.startsWith("get"))
                .map((name) => path.join(folder, service.name, name)),
        );
}

function script(declaration: string): string {
    const file = declaration.replace(/\.d\.ts$/, ".js");
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
}

export function render(types: AwsTypes): string {
    return `${JSON.stringify(types, undefined, 2)}\n`;
}

if (require.main === module) {
    fs.writeFileSync(awsTypesFile, render(readAwsTypes()));
}
