import { readFileSync } from "node:fs";

/** Version of the installed Node SDK of a package; the stand-in answers as the provider of that version. */
export function sdkVersion(name: "aws" | "awsx"): string {
    const file = require.resolve(`@pulumi/${name}/package.json`);
    const manifest: { version?: string } = JSON.parse(readFileSync(file, "utf8"));
    return manifest.version ?? "0.0.0";
}
