import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stackFileSchema } from "../../stacks/settings/jsonSchema";

const root = join(__dirname, "..", "..");

describe("JSON schema of the stack files", () => {
    it("is committed as the settings define it", () => {
        const committed: unknown = JSON.parse(readFileSync(join(root, "schemas", "stack.schema.json"), "utf8"));
        assert.deepEqual(committed, JSON.parse(JSON.stringify(stackFileSchema())), "stale: run `npm run schema`");
    });

    it("is named at the head of every stack file", () => {
        for (const file of readdirSync(root).filter((name) => /^Pulumi\..+\.yaml$/.test(name))) {
            const [first] = readFileSync(join(root, file), "utf8").split("\n");
            assert.equal(first, "# yaml-language-server: $schema=schemas/stack.schema.json", file);
        }
    });
});
