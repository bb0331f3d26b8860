import assert from "node:assert/strict";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { guardStackFile, StackConfig } from "../../../tools/pulumi/stackConfig";
import { encryptionSalt } from "../../../tools/rehearsal/secrets";
import { Temporary } from "../rehearsal/temporary";

describe("stack file of a pulumi command", () => {
    let temporary: Temporary;
    let file: string;
    beforeEach(() => {
        temporary = new Temporary();
        file = temporary.write("Pulumi.x.yaml", "config:\n  a:b: one\n");
    });
    afterEach(() => temporary.remove());

    const config = (): StackConfig => new StackConfig(file, join(temporary.folder, "kept"));
    const copied = (of: StackConfig): unknown => parse(readFileSync(of.copy, "utf8")).config;

    /** What the CLI does with `--config a:b=two`. */
    function runSaving(value: string): void {
        const command = config();
        command.open();
        writeFileSync(command.copy, `config:\n  a:b: ${value}\n`);
        command.close(true);
    }

    it("hands values given by --config on to the next command, and leaves the user's file alone", () => {
        runSaving("two");
        const next = config();
        next.open();
        assert.deepEqual(copied(next), { "a:b": "two" });
        next.close(false);
        assert.equal(existsSync(next.copy), false);
        assert.equal(readFileSync(file, "utf8"), "config:\n  a:b: one\n");
    });

    it("lets what the user writes later win", () => {
        runSaving("two");
        writeFileSync(file, "config:\n  a:b: three\n");
        const next = config();
        next.open();
        assert.deepEqual(copied(next), { "a:b": "three" });
    });

    it("takes out the salt that the CLI left in the user's file", () => {
        const restore = guardStackFile(file);
        appendFileSync(file, `encryptionsalt: ${encryptionSalt}\n`);
        restore();
        assert.equal(readFileSync(file, "utf8"), "config:\n  a:b: one\n");
    });

    it("removes a file that has nothing but the salt", () => {
        const fresh = join(temporary.folder, "Pulumi.y.yaml");
        const restore = guardStackFile(fresh);
        writeFileSync(fresh, `encryptionsalt: ${encryptionSalt}\n`);
        restore();
        assert.equal(existsSync(fresh), false);
    });

    it("leaves what somebody else wrote in the meantime", () => {
        const restore = guardStackFile(file);
        const edited = `config:\n  a:b: other\nencryptionsalt: ${encryptionSalt}\n`;
        writeFileSync(file, edited);
        restore();
        assert.equal(readFileSync(file, "utf8"), edited);
    });
});
