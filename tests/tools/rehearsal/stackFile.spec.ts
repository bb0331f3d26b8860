import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { encryptionSalt, isRehearsalSalt } from "../../../tools/rehearsal/secrets";
import { copyStackFile } from "../../../tools/rehearsal/stackFile";
import { Temporary } from "./temporary";

/** Written by the CLI for the passphrase of rehearsals, and for another one. */
const otherSaltOfOurs = "v1:B38VRsu/7/c=:v1:5qgQdgH/feszhrW1:jsXfcYWarh9GHHGh9+oUMhlQGOjwNw==";
const foreignSalt = "v1:B38VRsu/7/c=:v1:5qgQdgH/feszhrW1:jsXfcYWarh9GHHGh9+oUMhlQGOjxNw==";

describe("copy of a stack file", () => {
    let temporary: Temporary;
    beforeEach(() => {
        temporary = new Temporary();
    });
    afterEach(() => temporary.remove());

    const copy = (content: string, change?: Parameters<typeof copyStackFile>[2]): unknown => {
        const target = join(temporary.folder, "copies", "Pulumi.dev.yaml");
        copyStackFile(temporary.write("Pulumi.dev.yaml", content), target, change);
        return parse(readFileSync(target, "utf8"));
    };

    it("has the secrets provider of rehearsals in place of the real one", () => {
        const content = "secretsprovider: awskms://alias/x\nencryptedkey: abc\nconfig:\n  a:b: 1\n";
        assert.deepEqual(copy(content), { config: { "a:b": 1 }, encryptionsalt: encryptionSalt });
    });

    it("is made of an empty and of a missing file", () => {
        assert.deepEqual(copy(""), { encryptionsalt: encryptionSalt });
        const target = join(temporary.folder, "copy.yaml");
        copyStackFile(join(temporary.folder, "missing.yaml"), target);
        assert.deepEqual(parse(readFileSync(target, "utf8")), { encryptionsalt: encryptionSalt });
    });

    it("carries a change that the original does not see", () => {
        const changed = copy("config:\n  a:b: 1\n", (document) => document.setIn(["config", "a:b"], 2));
        assert.deepEqual(changed, { config: { "a:b": 2 }, encryptionsalt: encryptionSalt });
        assert.equal(readFileSync(join(temporary.folder, "Pulumi.dev.yaml"), "utf8"), "config:\n  a:b: 1\n");
    });

    it("is refused with the key of every value that only the real stack can decrypt", () => {
        const content = `encryptionsalt: ${foreignSalt}\nconfig:\n  a:b: { secure: x }\n  a:c: { d: [{ secure: y }] }\n`;
        assert.throws(
            () => copy(content),
            /Pulumi\.dev\.yaml: config\.a:b, config\.a:c\.d are encrypted by the secrets/,
        );
    });

    it("keeps values that were encrypted in a rehearsal, with their salt", () => {
        const content = `encryptionsalt: ${otherSaltOfOurs}\nconfig:\n  a:b: { secure: x }\n`;
        assert.deepEqual(copy(content), { encryptionsalt: otherSaltOfOurs, config: { "a:b": { secure: "x" } } });
    });

    it("is refused of a file that is no mapping", () => {
        assert.throws(() => copy("- a\n"), /not a mapping/);
    });

    it("tells the passphrase of rehearsals from others by the salt", () => {
        assert.equal(isRehearsalSalt(encryptionSalt), true);
        assert.equal(isRehearsalSalt(otherSaltOfOurs), true);
        assert.equal(isRehearsalSalt(foreignSalt), false);
        assert.equal(isRehearsalSalt("nonsense"), false);
    });
});
