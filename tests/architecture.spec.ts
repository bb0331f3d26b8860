import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import * as ts from "typescript";

const root = join(__dirname, "..");
const rooms = ["components", "stacks", "policies", "simulator", "tools", "tests"];

interface Source {
    /** Path below the root with forward slashes. */
    readonly path: string;
    readonly text: string;
    readonly tree: ts.SourceFile;
    /** Files of ours that it imports, by path. */
    readonly ours: readonly string[];
    /** Packages it imports. */
    readonly packages: readonly string[];
}

/** Who may import whom. A room is the longest prefix that matches; tools and tests may import anything. */
const edges: { readonly [room: string]: readonly string[] } = {
    "components/model": [],
    "components/guardrails": ["components/model"],
    "components/organization": ["components/model", "components/guardrails"],
    "components/network": ["components/model", "components/guardrails"],
    "components/compute": ["components/model", "components/guardrails"],
    "components/events": ["components/model", "components/guardrails"],
    "components/artifacts": ["components/model", "components/guardrails"],
    "stacks/settings": ["components/model"],
    stacks: ["stacks/settings", "components"],
    policies: [],
    simulator: [],
};

function filesBelow(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return ["node_modules", "fixtures"].includes(entry.name) ? [] : filesBelow(path);
        return /\.(ts|js|mjs|cjs)$/.test(entry.name) && !/\.d\.c?ts$/.test(entry.name) ? [path] : [];
    });
}

function read(file: string, known: ReadonlySet<string>): Source {
    const text = readFileSync(file, "utf8");
    const tree = ts.createSourceFile(
        file,
        text,
        ts.ScriptTarget.ES2022,
        true,
        file.endsWith(".ts") ? ts.ScriptKind.TS : ts.ScriptKind.JS,
    );
    const specifiers: string[] = [];
    const visit = (node: ts.Node): void => {
        if (
            (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
            node.moduleSpecifier &&
            ts.isStringLiteral(node.moduleSpecifier)
        ) {
            specifiers.push(node.moduleSpecifier.text);
        }
        const called = ts.isCallExpression(node) ? node.expression : undefined;
        const [first] = ts.isCallExpression(node) ? node.arguments : [];
        if (
            called &&
            first &&
            ts.isStringLiteral(first) &&
            (called.kind === ts.SyntaxKind.ImportKeyword || called.getText(tree) === "require")
        ) {
            specifiers.push(first.text);
        }
        ts.forEachChild(node, visit);
    };
    visit(tree);
    const path = relative(root, file).split(sep).join("/");
    const relatives = specifiers.filter((name) => name.startsWith("."));
    const ours = relatives.map((name) => {
        const target = relative(root, join(dirname(file), name))
            .split(sep)
            .join("/");
        const found = ["", ".ts", ".js", ".mjs", ".cjs", "/index.ts"]
            .map((end) => target + end)
            .find((candidate) => known.has(candidate));
        return found ?? target;
    });
    return { path, text, tree, ours, packages: specifiers.filter((name) => !name.startsWith(".")) };
}

const files = rooms.flatMap((room) => filesBelow(join(root, room)));
const known = new Set(files.map((file) => relative(root, file).split(sep).join("/")));
const sources = files.map((file) => read(file, known));

const roomOf = (path: string): string | undefined =>
    Object.keys(edges)
        .filter((room) => path.startsWith(`${room}/`))
        .sort((left, right) => right.length - left.length)[0];

/** Files outside `allowed` in whose code, comments and strings left out, an expression matches. */
function naming(test: (node: ts.Node, tree: ts.SourceFile) => boolean, allowed: (path: string) => boolean): string[] {
    return sources
        .filter(({ path }) => !path.startsWith("tests/") && !allowed(path))
        .filter(({ tree }) => {
            let found = false;
            const visit = (node: ts.Node): void => {
                found ||= test(node, tree);
                if (!found) ts.forEachChild(node, visit);
            };
            visit(tree);
            return found;
        })
        .map(({ path }) => path);
}

const constructs = (name: string) => (node: ts.Node, tree: ts.SourceFile) =>
    ts.isNewExpression(node) &&
    (node.expression.getText(tree) === name || node.expression.getText(tree).endsWith(`.${name}`));

describe("architecture", () => {
    it("reads the real tree", () => {
        for (const room of rooms.filter((name) => name !== "tests")) {
            assert.ok(
                sources.some(({ path }) => path.startsWith(`${room}/`)),
                `no source in ${room}`,
            );
        }
    });

    it("has every component room in the table of edges", () => {
        const present = readdirSync(join(root, "components"));
        assert.deepEqual(
            present.filter((room) => edges[`components/${room}`] === undefined),
            [],
        );
    });

    it("keeps to the allowed import edges", () => {
        const wrong = sources.flatMap(({ path, ours }) => {
            const room = roomOf(path);
            if (room === undefined) return [];
            const allowed = [room, ...(edges[room] ?? [])];
            return ours
                .filter((target) => !allowed.some((prefix) => target.startsWith(`${prefix}/`)))
                .map((target) => `${path} -> ${target}`);
        });
        assert.deepEqual(wrong, []);
    });

    it("keeps the model free of Pulumi", () => {
        const wrong = sources.filter(
            ({ path, packages }) =>
                path.startsWith("components/model/") && packages.some((name) => name.startsWith("@pulumi/")),
        );
        assert.deepEqual(
            wrong.map(({ path }) => path),
            [],
        );
    });

    it("keeps the policy pack free of the AWS provider and SDK", () => {
        const wrong = sources.filter(
            ({ path, packages }) =>
                path.startsWith("policies/") && packages.some((name) => /^(@pulumi\/aws|@aws-sdk|aws-sdk)/.test(name)),
        );
        assert.deepEqual(
            wrong.map(({ path }) => path),
            [],
        );
    });

    it("has no import cycle", () => {
        const imports = new Map(sources.map(({ path, ours }) => [path, ours]));
        const done = new Set<string>();
        const cycles: string[] = [];
        const walk = (path: string, trail: readonly string[]): void => {
            if (trail.includes(path)) {
                cycles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
                return;
            }
            if (done.has(path)) return;
            for (const target of imports.get(path) ?? []) walk(target, [...trail, path]);
            done.add(path);
        };
        for (const { path } of sources) walk(path, []);
        assert.deepEqual(cycles, []);
    });

    it("has no barrel: index.ts is a program's or the pack's entry only", () => {
        const entries = sources.map(({ path }) => path).filter((path) => /(^|\/)index\.(ts|js)$/.test(path));
        const allowed = /^(stacks\/index\.ts|policies\/index\.ts|tools\/rehearsal\/.*\/index\.ts)$/;
        assert.deepEqual(
            entries.filter((path) => !path.startsWith("tests/") && !allowed.test(path)),
            [],
        );
    });

    it("names pulumi.Config only in stacks/settings", () => {
        const config = (node: ts.Node, tree: ts.SourceFile) =>
            ts.isPropertyAccessExpression(node) && /^pulumi\.(Config|runtime\.allConfig)$/.test(node.getText(tree));
        assert.deepEqual(
            naming(config, (path) => path.startsWith("stacks/settings/")),
            [],
        );
        assert.ok(
            sources.some(
                (source) => source.path.startsWith("stacks/settings/") && source.text.includes("pulumi.Config"),
            ),
        );
    });

    it("builds an aws.Provider only in stacks/providers.ts", () => {
        const provider = (node: ts.Node, tree: ts.SourceFile) =>
            constructs("Provider")(node, tree) && /aws/.test(node.getText(tree));
        assert.deepEqual(
            naming(provider, (path) => path === "stacks/providers.ts"),
            [],
        );
    });

    it("builds a PolicyPack only in policies/index.ts", () => {
        assert.deepEqual(
            naming(constructs("PolicyPack"), (path) => path === "policies/index.ts"),
            [],
        );
    });
});
