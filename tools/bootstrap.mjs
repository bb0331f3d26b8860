// What every npm script of this repository starts with: `node tools/bootstrap.mjs <command> [arguments]`.
// Plain JavaScript without dependencies, since it runs on a fresh clone. It writes to stderr only.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = [20, 19];
const tools = dirname(fileURLToPath(import.meta.url));
const root = dirname(tools);
const modules = join(root, "node_modules");
const lockFile = join(root, "package-lock.json");
// npm writes its own record as the last step of an install; ours says which package-lock.json it was compared with.
const npmRecord = join(modules, ".package-lock.json");
const marker = join(modules, ".landing-zone-installed");

function refuse(message) {
    process.stderr.write(`${message}\n`);
    process.exit(1);
}

function checkPlatform() {
    const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
    const [oldestMajor, oldestMinor] = OLDEST_NODE;
    if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
        refuse(
            `node ${process.versions.node} at ${process.execPath} is too old: ${OLDEST_NODE.join(".")} or newer is needed; ` +
                "install it from https://nodejs.org or with your version manager (nvm install 22)",
        );
    }
    if (process.platform === "win32") {
        refuse("windows itself is not supported: run this inside the Windows Subsystem for Linux (wsl --install)");
    }
}

function checkCommand(command) {
    if (/^[A-Za-z]+$/.test(command ?? "") && existsSync(join(tools, `${command}.ts`))) return;
    const known = readdirSync(tools).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"));
    const names = known.map((name) => name.slice(0, -3)).sort();
    refuse(`unknown command ${JSON.stringify(command ?? "")}: allowed are ${names.join(", ")}`);
}

function read(file) {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
        throw error;
    }
}

function fingerprint() {
    const text = read(lockFile);
    if (text === undefined) refuse(`${lockFile} is missing: restore it with \`git checkout -- package-lock.json\``);
    return createHash("sha256").update(text).digest("hex");
}

/** Whether node_modules holds what package-lock.json asks for, whoever installed it. */
function matchesRecord() {
    const record = read(npmRecord);
    if (record === undefined) return false;
    try {
        const installed = JSON.parse(record).packages;
        const wanted = JSON.parse(read(lockFile)).packages;
        return Object.entries(wanted).every(([place, entry]) => {
            if (place === "" || entry.link || !place.includes("node_modules/")) return true;
            const found = installed[place];
            // Optional packages for another platform are left out by npm.
            if (found === undefined) return entry.optional === true;
            return found.version === entry.version && found.integrity === entry.integrity;
        });
    } catch {
        return false;
    }
}

/** A look at the direct dependencies shows an install by hand that was broken off after the marker was written. */
function hasDirectDependencies() {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    return Object.keys({ ...dependencies, ...devDependencies }).every((name) => existsSync(join(modules, name)));
}

function isInstalled() {
    if (!existsSync(modules) || !hasDirectDependencies()) return false;
    const wanted = fingerprint();
    if (read(marker) === wanted) return true;
    if (!matchesRecord()) return false;
    mark(wanted);
    return true;
}

function mark(text) {
    try {
        writeFileSync(marker, text);
    } catch {
        // a node_modules that cannot be written is compared in full each time
    }
}

function run(command, args, options) {
    return new Promise((resolve) => {
        const child = spawn(command, args, { cwd: process.cwd(), ...options });
        // Ctrl-C on a terminal reaches the child by itself; a second SIGINT would make Pulumi give up at once.
        const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
        const forward = (signal) => {
            if (signal !== "SIGINT" || !terminal) child.kill(signal);
        };
        const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
        for (const signal of signals) process.on(signal, forward);
        const finish = (result) => {
            for (const signal of signals) process.off(signal, forward);
            resolve(result);
        };
        child.on("error", (error) => finish({ error }));
        child.on("exit", (code, signal) => finish({ code, signal }));
    });
}

/** Ends as the child ended; never resolves. */
function leave({ code, signal }) {
    if (signal === null) process.exit(code);
    process.kill(process.pid, signal);
    // Reached only where the signal does not end this process.
    setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 1000);
    return new Promise(() => {});
}

async function install() {
    const lock = await import("./support/lock.cjs");
    const folder = join(root, ".rehearsal");
    try {
        mkdirSync(folder, { recursive: true });
    } catch (error) {
        refuse(`cannot write to ${root} (${error.code}): dependencies must be installed there; make it writable`);
    }
    const outcome = await lock.default.withLock(
        join(folder, "install.lock"),
        (pid) =>
            process.stderr.write(`waiting for another run (process ${pid ?? "unknown"}) to install dependencies\n`),
        async () => {
            if (isInstalled()) return { code: 0, signal: null };
            process.stderr.write("installing dependencies (npm ci)\n");
            const wanted = fingerprint();
            const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--include=dev"];
            // npm speaks on stdout, which belongs to the command.
            const ended = await run("npm", ["ci", ...flags], { cwd: root, stdio: ["ignore", 2, 2] });
            if (ended.code === 0) mark(wanted);
            return ended;
        },
    );
    if (outcome.error?.code === "ENOENT") {
        refuse("npm was not found on PATH: install Node.js with npm from https://nodejs.org");
    }
    if (outcome.error) refuse(`npm could not be started: ${outcome.error.message}`);
    if (outcome.signal) await leave(outcome);
    if (outcome.code === 0) return;
    refuse(
        `installing dependencies failed: npm ci ended with exit code ${outcome.code} (its message is above); ` +
            "check that the npm registry can be reached (npm ping), then run the command again",
    );
}

checkPlatform();
const [command, ...args] = process.argv.slice(2);
checkCommand(command);
if (!isInstalled()) await install();
const child = [`--require=${join(tools, "support", "register.cjs")}`, join(tools, `${command}.ts`), ...args];
const result = await run(process.execPath, child, { stdio: "inherit" });
if (result.error) refuse(`${process.execPath} could not be started: ${result.error.message}`);
await leave(result);
