import { dirname } from "node:path";
import type { Attempt } from "./engine";
import { CLI, findHelper, LANGUAGE_HOST, onPath, probeCli, probeLanguageHost } from "./probe";

/** Way 1: the first `pulumi` on PATH that is new enough and has a language host. */
export async function fromPath(env: NodeJS.ProcessEnv): Promise<Attempt> {
    const reasons: string[] = [];
    for (const cli of new Set(onPath(CLI, env))) {
        const probe = await probeCli(cli, env);
        if ("reason" in probe) {
            reasons.push(probe.reason);
            continue;
        }
        const host = findHelper(cli, LANGUAGE_HOST, env);
        if (host === undefined) {
            reasons.push(`${cli} (${probe.version}) has no ${LANGUAGE_HOST} beside it or on PATH`);
            continue;
        }
        const broken = await probeLanguageHost(host, env);
        if (broken === undefined) return { engine: { bin: dirname(cli), cli, version: probe.version, way: "path" } };
        reasons.push(broken);
    }
    return { reason: reasons.length === 0 ? "no pulumi on PATH" : reasons.join("; ") };
}
