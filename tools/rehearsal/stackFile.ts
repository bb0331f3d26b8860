import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { type Document, isMap, isScalar, parseDocument, visit } from "yaml";
import { Failure } from "../support/failure";
import { encryptionSalt, isRehearsalSalt } from "./secrets";

export type Change = (document: Document) => void;

/**
 * Copies a stack file for `--config-file`, with the secrets provider of rehearsals in place of its own. The CLI writes
 * into the file it is given, so it is never given the user's.
 */
export function copyStackFile(source: string, target: string, change?: Change): void {
    const text = existsSync(source) ? readFileSync(source, "utf8") : "";
    const document = parseDocument(text.trim() === "" ? "{}" : text);
    const [error] = document.errors;
    if (error !== undefined) throw new Failure(`${source}: ${error.message.trim()}`);
    if (!isMap(document.contents)) throw new Failure(`${source}: not a mapping; allowed is a Pulumi stack file`);

    const salt = document.get("encryptionsalt");
    const secrets = secretPaths(document);
    const ours = secrets.length > 0 && typeof salt === "string" && isRehearsalSalt(salt);
    if (secrets.length > 0 && !ours) {
        throw new Failure(
            `${basename(source)}: ${secrets.join(", ")} ${secrets.length === 1 ? "is" : "are"} encrypted by the secrets ` +
                "provider of the real stack, which a rehearsal never uses; allowed are plain values: give a copy of the " +
                "file with invented values (npm run pulumi -- preview --config-file <copy>), or read the secret from AWS " +
                "when the program runs",
        );
    }
    for (const key of ["secretsprovider", "encryptedkey"]) document.delete(key);
    if (!ours) document.set("encryptionsalt", encryptionSalt);
    change?.(document);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, document.toString({ lineWidth: 0 }));
}

/** Keys of the values written as `secure: …`. */
function secretPaths(document: Document): string[] {
    const found: string[] = [];
    visit(document, {
        Pair(_, pair, path) {
            if (!isScalar(pair.key) || pair.key.value !== "secure") return;
            const keys = path.flatMap((node) => ("key" in node && isScalar(node.key) ? [String(node.key.value)] : []));
            found.push(keys.join("."));
        },
    });
    return found;
}
