import type { Call } from "../../kernel/model";
import { isList, isObject, type Properties } from "../../kernel/values";
import type { Entity } from "../../kernel/world";
import { quota } from "../../quotas";

/** Names of the direct upstreams, in the order they are searched. */
export function upstreamsOf(inputs: Properties): string[] {
    const upstreams = inputs["upstreams"];
    if (!isList(upstreams)) return [];
    return upstreams.flatMap((upstream) => (isObject(upstream) ? [String(upstream["repositoryName"])] : []));
}

/** https://docs.aws.amazon.com/codeartifact/latest/ug/repos-upstream.html: repositories of the same domain, at most ten. */
export function requireUpstreams(call: Call, name: string, inputs: Properties, others: readonly Entity[]): void {
    const upstreams = upstreamsOf(inputs);
    const most = quota("codeartifact.upstreams", call.world);
    if (upstreams.length > most) {
        call.fail(
            "ServiceQuotaExceededException",
            `Repository ${name} has ${upstreams.length} direct upstreams; the quota is ${most}.`,
            402,
        );
    }
    const repeated = upstreams.find((upstream, index) => upstreams.indexOf(upstream) !== index);
    if (repeated !== undefined) {
        call.fail("ValidationException", `Repository ${name} lists the upstream ${repeated} more than once.`);
    }
    const graph = new Map(others.map((other) => [String(other.inputs["repository"]), upstreamsOf(other.inputs)]));
    const missing = upstreams.find((upstream) => upstream !== name && !graph.has(upstream));
    if (missing !== undefined) {
        const message = `Upstream repository ${missing} does not exist in domain ${inputs["domain"]}.`;
        call.fail("ResourceNotFoundException", message, 404);
    }
    const circle = pathTo(name, upstreams, graph);
    if (circle !== undefined) {
        call.fail("ValidationException", `Upstreams form a circle: ${[name, ...circle].join(" > ")}.`);
    }
}

/** The way along upstreams that comes back to `goal`, or undefined. */
function pathTo(
    goal: string,
    from: readonly string[],
    graph: ReadonlyMap<string, readonly string[]>,
    seen = new Set<string>(),
): string[] | undefined {
    for (const next of from) {
        if (next === goal) return [goal];
        if (seen.has(next)) continue;
        seen.add(next);
        const rest = pathTo(goal, graph.get(next) ?? [], graph, seen);
        if (rest !== undefined) return [next, ...rest];
    }
    return undefined;
}
