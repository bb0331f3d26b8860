/** An error whose message says everything: commands print it without a stack and end with exit code 1. */
export class Failure extends Error {
    override readonly name: string = "Failure";
}

/** What to print for anything thrown: the message of a Failure, the stack of a programming error. */
export function describeFailure(error: unknown): string {
    if (error instanceof Failure) return error.message;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The last line of a command's file: runs it, sets the exit code it returns, or 1 with the message of what it threw. */
export function runCommand(command: () => Promise<number>): void {
    command().then(
        (code) => {
            process.exitCode = code;
        },
        (error: unknown) => {
            process.stderr.write(`${describeFailure(error)}\n`);
            process.exitCode = 1;
        },
    );
}
