// The process that keeps the simulator for `npm run pulumi`: it lives as long as a command holds a lease, which is an open
// connection, so a killed command gives its lease back as well.
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { startSimulator } from "../../simulator/start";
import { keeperFile } from "./lease";
import { playFolder } from "./places";

/** A command that follows the last one closely finds the simulator still there. */
const lingerMs = 300;

async function main(): Promise<void> {
    const [account] = process.argv.slice(2);
    const simulator = await startSimulator({
        stateFile: join(playFolder, "simulator.json"),
        complain: (problem) => process.stderr.write(`simulator: ${problem}\n`),
        ...(account === undefined ? {} : { account }),
    });
    const leases = new Set<Socket>();
    let linger: NodeJS.Timeout | undefined;
    let ending = false;

    async function end(): Promise<void> {
        if (ending) return;
        ending = true;
        server.close();
        for (const lease of leases) lease.destroy();
        await simulator.close();
        rmSync(keeperFile, { force: true });
        process.exit();
    }
    const server = createServer((socket) => {
        clearTimeout(linger);
        leases.add(socket);
        socket.on("error", () => socket.destroy());
        socket.on("close", () => {
            leases.delete(socket);
            clearTimeout(linger);
            if (leases.size === 0) linger = setTimeout(() => void end(), lingerMs);
        });
        socket.write(`simulator ${simulator.port}\n`);
    });
    server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        const leasePort = typeof address === "object" && address !== null ? address.port : 0;
        const fresh = `${keeperFile}.${process.pid}`;
        writeFileSync(fresh, JSON.stringify({ pid: process.pid, leasePort }));
        renameSync(fresh, keeperFile);
        process.stdout.write("ready\n");
        // Started for a command that died in the meantime.
        linger = setTimeout(() => void end(), 10_000);
    });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end());
}

main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
