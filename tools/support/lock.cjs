"use strict";
// Plain JavaScript without dependencies: the bootstrap takes this lock before node_modules exists.
const { randomUUID } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const HEARTBEAT_MS = 5_000;
// A holder on another machine or in another container cannot be asked whether it lives; its heartbeat can.
const STALE_MS = 30_000;
const GUARD_STALE_MS = 10_000;
const POLL_MS = 100;

function read(file) {
    try {
        return { text: fs.readFileSync(file, "utf8"), age: Date.now() - fs.statSync(file).mtimeMs };
    } catch (error) {
        if (error.code === "ENOENT") return undefined;
        throw error;
    }
}

function holderOf(text) {
    try {
        return JSON.parse(text);
    } catch {
        return undefined; // between creation and first write
    }
}

function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return error.code === "EPERM";
    }
}

function isStale(seen) {
    const holder = holderOf(seen.text);
    if (holder?.host === os.hostname() && !isAlive(holder.pid)) return true;
    return seen.age > STALE_MS;
}

/** Removes the lock only if it is still the one that was judged stale; the guard keeps two such judges apart. */
function removeStale(file, seenText) {
    const guard = `${file}.break`;
    try {
        fs.closeSync(fs.openSync(guard, "wx"));
    } catch (error) {
        if (error.code !== "EEXIST") throw error;
        if ((read(guard)?.age ?? 0) > GUARD_STALE_MS) fs.rmSync(guard, { force: true });
        return;
    }
    try {
        if (read(file)?.text === seenText) fs.rmSync(file, { force: true });
    } finally {
        fs.rmSync(guard, { force: true });
    }
}

function tryTake(file, content) {
    try {
        const descriptor = fs.openSync(file, "wx");
        fs.writeSync(descriptor, content);
        fs.closeSync(descriptor);
        return true;
    } catch (error) {
        if (error.code === "EEXIST") return false;
        throw error;
    }
}

async function withLock(file, onWait, action) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const content = JSON.stringify({ pid: process.pid, host: os.hostname(), token: randomUUID() });
    let told = false;
    while (!tryTake(file, content)) {
        const seen = read(file);
        if (seen === undefined) continue;
        if (isStale(seen)) {
            removeStale(file, seen.text);
            continue;
        }
        if (!told) onWait(holderOf(seen.text)?.pid);
        told = true;
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    const heartbeat = setInterval(() => {
        const now = new Date();
        fs.utimes(file, now, now, () => {});
    }, HEARTBEAT_MS);
    heartbeat.unref();
    try {
        return await action();
    } finally {
        clearInterval(heartbeat);
        if (read(file)?.text === content) fs.rmSync(file, { force: true });
    }
}

module.exports = { withLock };
