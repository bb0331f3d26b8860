import assert from "node:assert/strict";
import { join } from "node:path";
import { sdkVersions } from "../../../tools/rehearsal/sdkVersions";
import { Temporary } from "./temporary";

describe("versions of the AWS SDKs that a program can load", () => {
    let temporary: Temporary;
    beforeEach(() => {
        temporary = new Temporary();
    });
    afterEach(() => temporary.remove());

    const install = (place: string, version: string): void => {
        temporary.write(join(place, "package.json"), { version });
    };
    const found = (...folders: string[]): string[] =>
        sdkVersions(folders.map((folder) => join(temporary.folder, folder)))
            .map(({ name, version }) => `${name} ${version}`)
            .sort();

    it("finds the copy beside the program, the one above it and the ones nested under other packages", () => {
        install("shop/program/node_modules/@pulumi/aws", "7.1.0");
        install("shop/node_modules/@pulumi/aws", "6.2.0");
        install("shop/node_modules/@pulumi/awsx/node_modules/@pulumi/aws", "7.3.0");
        install("shop/node_modules/@pulumi/awsx", "3.0.0");
        install("shop/node_modules/helper/node_modules/inner/node_modules/@pulumi/aws", "5.4.0");
        assert.deepEqual(found("shop/program"), ["aws 5.4.0", "aws 6.2.0", "aws 7.1.0", "aws 7.3.0", "awsx 3.0.0"]);
    });

    it("looks into the store that pnpm keeps", () => {
        install("node_modules/.pnpm/@pulumi+aws@7.9.0/node_modules/@pulumi/aws", "v7.9.0");
        assert.deepEqual(found("."), ["aws 7.9.0"]);
    });

    it("finds nothing beside a program without packages", () => {
        assert.deepEqual(found("empty"), []);
    });
});
