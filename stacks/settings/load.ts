import { existsSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { formatProblems } from "../../components/model/problem";
import { crossCheck } from "./crossCheck";
import { decode } from "./decode";
import { readStackFileOf, readStackFiles } from "./stackFiles";
import { namespace, type StackSettings } from "./stackSettings";

/** Keys whose values are objects, which the engine hands over as JSON text. */
const sections: readonly string[] = ["tags", "organization", "environment"];

/**
 * The settings of the stack that runs, from the engine's configuration, checked against the other stack files beside it.
 * @throws pulumi.RunError with every problem, printed without a stack trace, before any resource is registered
 */
export function loadSettings(): StackSettings {
    const file = `Pulumi.${pulumi.getStack()}.yaml`;
    const values = configured();
    // Without a stack file nothing is configured; that one fact says more than a list of missing values.
    const missing = Object.keys(values).length === 0 && !existsSync(file);
    const { settings, problems } = missing ? readStackFileOf(process.cwd(), pulumi.getStack()) : decode(values, file);
    if (settings === undefined) throw new pulumi.RunError(formatProblems(problems));
    const others = readStackFiles(process.cwd()).filter((other) => other.stack !== pulumi.getStack());
    const mine = { stack: pulumi.getStack(), file, settings, problems: [] };
    // Order decides whose fault an overlap is said to be: this stack comes last. A fault between two others is not ours to stop at.
    const crossing = crossCheck([...others, mine]).filter((problem) => problem.place.startsWith(file));
    if (crossing.length > 0) throw new pulumi.RunError(formatProblems(crossing));
    return settings;
}

function configured(): { [key: string]: unknown } {
    const config = new pulumi.Config(namespace);
    const prefix = `${namespace}:`;
    const keys = Object.keys(pulumi.runtime.allConfig())
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length));
    return Object.fromEntries(
        keys.map((key) => [key, sections.includes(key) ? parsed(config.get(key)) : config.get(key)]),
    );
}

/** A section that is no JSON stays text, for the decoder to name its place. */
function parsed(text: string | undefined): unknown {
    try {
        return JSON.parse(text ?? "");
    } catch {
        return text;
    }
}
