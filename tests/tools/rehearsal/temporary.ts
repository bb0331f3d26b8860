import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder with files, removed after the test. */
export class Temporary {
    readonly folder = mkdtempSync(join(tmpdir(), "landing-zone-rehearsal-"));

    write(name: string, content: string | object): string {
        const file = join(this.folder, name);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
        return file;
    }

    remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }
}
