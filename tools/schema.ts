import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { stackFileSchema } from "../stacks/settings/jsonSchema";

const file = join(__dirname, "..", "schemas", "stack.schema.json");

new Command("npm run schema --")
    .description(
        "Writes schemas/stack.schema.json, the JSON Schema of the stack files, from the settings' own definition.",
    )
    .option("--check", "write nothing; exit with 1 when the committed file is stale")
    .action(({ check }: { check?: boolean }) => {
        const current = `${JSON.stringify(stackFileSchema(), null, 2)}\n`;
        if (check !== true) {
            writeFileSync(file, current);
            console.log("wrote schemas/stack.schema.json");
        } else if (readFileSync(file, "utf8") === current) {
            console.log("schemas/stack.schema.json is current");
        } else {
            console.error("schemas/stack.schema.json is stale: run `npm run schema`");
            process.exitCode = 1;
        }
    })
    .parse();
