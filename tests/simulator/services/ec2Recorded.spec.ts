import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Properties, Value } from "../../../simulator/kernel/values";
import { isList, isObject } from "../../../simulator/kernel/values";
import type { Entity } from "../../../simulator/kernel/world";
import { Network } from "./ec2Support";

interface Recorded {
    readonly type: string;
    readonly name: string;
    readonly inputs: Properties;
    readonly dependsOn: readonly string[];
}
const file = join(__dirname, "../../fixtures/awsx/awsx-vpc-recorded.json");
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: { [name: string]: { resources: Recorded[] } } };
const keyOf = ({ type, name }: Recorded): string => `${type}::${name}`;

/** `${type::name}` becomes the id of what was created. */
function resolved(value: Value, ids: ReadonlyMap<string, Entity>): Value {
    if (typeof value === "string") {
        const reference = /^\$\{(.+)\}$/.exec(value)?.[1];
        return reference === undefined ? value : (ids.get(reference)?.id ?? assert.fail(`${reference} comes later`));
    }
    if (isList(value)) return value.map((item) => resolved(item, ids));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, ids)]));
}

/** Everything after what it depends on, in the order of the recording otherwise. */
function ordered(resources: readonly Recorded[]): Recorded[] {
    const left = resources.filter(({ type }) => type.startsWith("aws:"));
    const done: Recorded[] = [];
    while (left.length > 0) {
        const names = new Set(done.map(keyOf));
        const index = left.findIndex(({ dependsOn }) => dependsOn.every((name) => names.has(name)));
        assert.notEqual(index, -1, "the recording has a circle");
        done.push(...left.splice(index, 1));
    }
    return done;
}

describe("ec2 takes what awsx creates", () => {
    for (const [name, { resources }] of Object.entries(cases)) {
        it(`${name}: creates all of it, and deletes it to nothing left`, () => {
            const net = new Network();
            const made = new Map<string, Entity>();
            const order = ordered(resources);
            for (const recorded of order) {
                const inputs = resolved(recorded.inputs, made) as Properties;
                made.set(keyOf(recorded), net.aws.create(recorded.type, recorded.name, inputs));
            }
            assert.equal(net.world.count(), order.length);
            for (const recorded of order.toReversed()) {
                const entity = made.get(keyOf(recorded));
                if (entity !== undefined) net.aws.delete(entity);
            }
            assert.equal(net.world.count(), 0);
        });
        it(`${name}: a second check of the same inputs changes nothing`, () => {
            const net = new Network();
            const made = new Map<string, Entity>();
            for (const recorded of ordered(resources)) {
                const inputs = resolved(recorded.inputs, made) as Properties;
                const entity = net.aws.create(recorded.type, recorded.name, inputs);
                made.set(keyOf(recorded), entity);
                assert.deepEqual(net.aws.diff(entity, recorded.name, inputs).changed, [], keyOf(recorded));
            }
        });
    }
});
