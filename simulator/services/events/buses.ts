import { formatArn, parseArn } from "../../checks/arn";
import { NotModelled } from "../../kernel/errors";
import type { Call } from "../../kernel/model";
import type { Properties } from "../../kernel/values";
import type { Entity, Scope } from "../../kernel/world";

/** Other nouns of the service find buses, rules and targets by these tokens. */
export const busType = "aws:cloudwatch/eventBus:EventBus";
export const ruleType = "aws:cloudwatch/eventRule:EventRule";
export const targetType = "aws:cloudwatch/eventTarget:EventTarget";
export const archiveType = "aws:cloudwatch/eventArchive:EventArchive";

/** Every account has it in every Region: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus.html */
export const defaultBus = "default";

/** A bus name, or the ARN of a bus of any account. */
export const busNameOrArn = /^(?:arn:aws[\w-]*:events:[a-z]{2}-[a-z]+-[\w-]+:\d{12}:event-bus\/)?[/.\-_A-Za-z0-9]+$/;

export function busArn(scope: Scope, name: string): string {
    return formatArn({ service: "events", ...scope, resource: `event-bus/${name}` });
}

/** The bus name in a name or an ARN, as a rule, target or policy gives it. */
export function busName(nameOrArn: string): string {
    const arn = parseArn(nameOrArn);
    return arn === undefined ? nameOrArn : arn.resource.replace(/^event-bus\//, "");
}

export function busExists(call: Call, scope: Scope, name: string): boolean {
    return name === defaultBus || call.world.get(busType, scope, name) !== undefined;
}

/** The name of the bus that is meant, which must exist in the account and Region of the call. */
export function requireBus(call: Call, nameOrArn: string): string {
    const arn = parseArn(nameOrArn);
    if (arn !== undefined && (arn.account !== call.scope.account || arn.region !== call.scope.region)) {
        throw new NotModelled(`rules and policies made from outside on the event bus ${nameOrArn}`);
    }
    const name = busName(nameOrArn);
    if (!busExists(call, call.scope, name)) {
        call.fail("ResourceNotFoundException", `Event bus ${name} does not exist.`);
    }
    return name;
}

export function rulesOn(call: Call, bus: string): Entity[] {
    return call.world.list(ruleType, call.scope).filter((rule) => onBus(rule.inputs, bus));
}

export function targetsOf(call: Call, bus: string, rule: string): Entity[] {
    return call.world
        .list(targetType, call.scope)
        .filter((target) => onBus(target.inputs, bus) && target.inputs["rule"] === rule);
}

/** An archive keeps a managed rule on its bus: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html */
export function archivesOn(call: Call, bus: string): Entity[] {
    const arn = busArn(call.scope, bus);
    return call.world.list(archiveType, call.scope).filter((archive) => archive.inputs["eventSourceArn"] === arn);
}

function onBus(inputs: Properties, bus: string): boolean {
    return busName(String(inputs["eventBusName"] ?? defaultBus)) === bus;
}

/** The provider leaves the bus out of an id when it is the default one. */
export function idOn(bus: string, separator: string, ...parts: string[]): string {
    return (bus === "" || bus === defaultBus ? parts : [bus, ...parts]).join(separator);
}
