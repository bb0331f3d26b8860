let outliving = false;

/**
 * Keeps the process alive when an engine at the other end of a connection breaks the HTTP/2 protocol, as a dying one can: grpc-js
 * listens for the first error of a session only, so a second one would end the process, and with it every other engine's run.
 * Any other uncaught error ends the process as it would have without this. Holds until the process ends, since such an error can
 * come after the simulator was closed; a second call changes nothing.
 */
export function outlivePeers(complain: (problem: string) => void): void {
    if (outliving) return;
    outliving = true;
    const listener = (error: unknown): void => {
        if (isPeerError(error)) {
            complain(`a connection was dropped: ${error.message}`);
            return;
        }
        // Somebody else's listener, such as a test runner's, decides where there is one; Node's own, of `domain`, only tidies up.
        const others = process.listeners("uncaughtException").map((other) => other as unknown);
        if (others.some((other) => other !== listener && nameOf(other) !== "domainUncaughtExceptionClear")) return;
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        process.exit(1);
    };
    process.on("uncaughtException", listener);
}

const nameOf = (listener: unknown): string => (typeof listener === "function" ? listener.name : "");

function isPeerError(error: unknown): error is NodeJS.ErrnoException {
    return error instanceof Error && (error as NodeJS.ErrnoException).code === "ERR_HTTP2_ERROR";
}
