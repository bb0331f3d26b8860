/**
 * Runs the action while holding the lock file. A lock whose holder was killed is taken over: at once when it died on
 * this machine, after 30 seconds without a heartbeat otherwise.
 */
export function withLock<T>(
    file: string,
    /** Called once when another process holds the lock, with its process id where that can be read. */
    onWait: (pid: number | undefined) => void,
    action: () => Promise<T>,
): Promise<T>;
