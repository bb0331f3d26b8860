import * as fs from "node:fs";
import * as path from "node:path";
import { type Rule, typesLabel } from "../../policies/kit/rule";
import { rules } from "../../policies/rules";

/**
 * Writes the table of rules into docs/policies.md, between its two marks. Run after a change of a rule:
 * `node -r ts-node/register/transpile-only tools/policies/document.ts`
 */
export const documentFile = path.join(__dirname, "../../docs/policies.md");
const marks = ["<!-- rules: begin -->", "<!-- rules: end -->"] as const;

export function withTable(text: string, list: readonly Rule[] = rules): string {
    const [begin, end] = marks.map((mark) => text.indexOf(mark));
    if (begin === undefined || end === undefined || begin < 0 || end < begin) {
        throw new Error(`${documentFile}: the marks ${marks.join(" and ")} are missing`);
    }
    return `${text.slice(0, begin + marks[0].length)}\n${table(list)}\n${text.slice(end)}`;
}

function table(list: readonly Rule[]): string {
    const rows = list.map((rule) => {
        const parameters = Object.keys(rule.parameters.def.shape).map((key) => `\`${key}\``);
        const cells = [`\`${rule.id}\``, rule.severity, rule.title, reads(rule), parameters.join(", "), sources(rule)];
        return `| ${cells.join(" | ")} |`;
    });
    return [
        "| rule | severity | what it asks | reads | parameters | sources |",
        "| --- | --- | --- | --- | --- | --- |",
        ...rows,
    ].join("\n");
}

function reads(rule: Rule): string {
    const names =
        "matches" in rule.types ? [typesLabel(rule.types)] : rule.types.map((type) => `\`${type.split(":").at(-1)}\``);
    return names.length > 4 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}

function sources(rule: Rule): string {
    return [...rule.sources, ...(rule.controls ?? [])].join(", ");
}

if (require.main === module) {
    fs.writeFileSync(documentFile, withTable(fs.readFileSync(documentFile, "utf8")));
}
