import { Failure } from "../support/failure";

/** The CLI that is downloaded or built where none is found; the same as `@pulumi/pulumi` and the go.mod files name. */
export const ENGINE_VERSION = "3.220.0";

export type Way = "path" | "cache" | "download" | "source";

export interface Engine {
    /** The folder to put first on PATH. */
    readonly bin: string;
    /** The executable itself. */
    readonly cli: string;
    readonly version: string;
    readonly way: Way;
}

/** What a way came to: an engine, or why it had none. */
export type Attempt = { readonly engine: Engine } | { readonly reason: string };

export class EngineError extends Failure {
    override readonly name = "EngineError";
}

/** An environment in which `pulumi` and its helpers are those of the engine. */
export function engineEnvironment(engine: Engine, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
    const path = env["PATH"] ?? "";
    return { ...env, PATH: path === "" ? engine.bin : `${engine.bin}:${path}` };
}
