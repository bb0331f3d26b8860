import { createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";

export interface Commands {
    /** Answers with the gRPC port of a fresh endpoint, which lives until `closed`. */
    attach(request: Attachment): Promise<{ readonly port: number; closed(): void }>;
    stats(): object;
    stop(): void;
}

export interface Attachment {
    readonly pkg: string;
    readonly engineAddress: string;
    /** AWS_REGION of the engine's environment. */
    readonly region?: string;
}

/** The control port: one line per command, loopback only. */
export class Control {
    private readonly server: Server;
    private readonly sockets = new Set<Socket>();

    constructor(private readonly commands: Commands) {
        this.server = createServer((socket) => this.accept(socket));
    }

    /** Answers with the port. */
    listen(port: number): Promise<number> {
        return new Promise((resolve, reject) => {
            this.server.once("error", (error: NodeJS.ErrnoException) => {
                const taken = `port ${port} of 127.0.0.1 is in use; stop what listens there or choose another with --port`;
                reject(error.code === "EADDRINUSE" ? new Error(taken) : error);
            });
            this.server.listen(port, "127.0.0.1", () => {
                const address = this.server.address();
                resolve(typeof address === "object" && address !== null ? address.port : port);
            });
        });
    }

    close(): Promise<void> {
        for (const socket of this.sockets) socket.destroy();
        return new Promise((resolve) => this.server.close(() => resolve()));
    }

    private accept(socket: Socket): void {
        this.sockets.add(socket);
        socket.once("close", () => this.sockets.delete(socket));
        const lines = createInterface({ input: socket });
        lines.on("line", (line) => {
            this.run(line, socket).catch((error: unknown) => {
                socket.end(`error ${error instanceof Error ? error.message : String(error)}\n`);
            });
        });
        // A client that dies breaks its own connection only.
        socket.on("error", () => socket.destroy());
        lines.on("error", () => socket.destroy());
    }

    private async run(line: string, socket: Socket): Promise<void> {
        const [command, ...words] = line.trim().split(/\s+/);
        switch (command) {
            case "attach": {
                const [pkg = "", engineAddress = "", region] = words;
                const attached = await this.commands.attach({
                    pkg,
                    engineAddress,
                    ...(region === undefined ? {} : { region }),
                });
                if (socket.destroyed) return attached.closed();
                socket.once("close", () => attached.closed());
                socket.write(`${attached.port}\n`);
                return;
            }
            case "stats":
                socket.write(`${JSON.stringify(this.commands.stats())}\n`);
                return;
            case "stop":
                socket.end("stopping\n", () => this.commands.stop());
                return;
            default:
                throw new Error(`unknown command "${command}"; known are attach, stats, stop`);
        }
    }
}
