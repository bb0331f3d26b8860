import { hex, type Properties } from "./values";

/** Where a call acts. Global services (IAM, Organizations) keep their records under region "global". */
export interface Scope {
    readonly account: string;
    readonly region: string;
}

/** One thing that exists in the simulated AWS. */
export interface Entity {
    /** Pulumi type token, "aws:sqs/queue:Queue". */
    readonly type: string;
    /** The provider's id of it. Unique per type and scope. */
    readonly id: string;
    readonly scope: Scope;
    readonly inputs: Properties;
    readonly outputs: Properties;
    /** AWS made it with the account, and no program did: it is not counted. */
    readonly given?: boolean | undefined;
}

export interface Snapshot {
    readonly version: 1;
    readonly records: readonly Entity[];
    readonly counters: { readonly [key: string]: number };
    readonly unmodelled: readonly string[];
}

const keyOf = (scope: Scope, id: string): string => `${scope.account}/${scope.region}/${id}`;

/** The whole simulated AWS: every account, every Region, in memory. Services hold no state of their own. */
export class World {
    private readonly tables = new Map<string, Map<string, Entity>>();
    private readonly counters = new Map<string, number>();
    private readonly hidden = new Map<string, number>();
    private generation = 0;
    private readonly tokens = new Set<string>();

    get(type: string, scope: Scope, id: string): Entity | undefined {
        const record = this.peek(type, scope, id);
        return record === undefined || this.isHidden(record) ? undefined : record;
    }

    /** Like `get`, hidden or not: what the resource knows of itself. */
    peek(type: string, scope: Scope, id: string): Entity | undefined {
        return this.tables.get(type)?.get(keyOf(scope, id));
    }

    /** Eventual consistency: nobody else finds the record during the next calls. Not kept with the state. */
    hide(record: Entity, calls: number): void {
        this.hidden.set(`${record.type}|${keyOf(record.scope, record.id)}`, calls);
    }

    /** One more call of any API begins. */
    tick(): void {
        for (const [key, calls] of this.hidden) {
            if (calls === 0) this.hidden.delete(key);
            else this.hidden.set(key, calls - 1);
        }
    }

    private isHidden(record: Entity): boolean {
        return this.hidden.size > 0 && this.hidden.has(`${record.type}|${keyOf(record.scope, record.id)}`);
    }

    /** Every record of a type, in one scope or in all of them, in order of creation. */
    list(type: string, scope?: Scope): Entity[] {
        const all = [...(this.tables.get(type)?.values() ?? [])].filter((record) => !this.isHidden(record));
        if (scope === undefined) return all;
        return all.filter((record) => record.scope.account === scope.account && record.scope.region === scope.region);
    }

    /** The first record of a type with this id, whatever account holds it: for ids that AWS makes unique everywhere. */
    find(type: string, id: string): Entity | undefined {
        return this.list(type).find((record) => record.id === id);
    }

    /** Grows with every change, so that a saver knows whether there is something to save. */
    get revision(): number {
        return this.generation;
    }

    put(record: Entity): Entity {
        this.generation++;
        let table = this.tables.get(record.type);
        if (table === undefined) {
            table = new Map();
            this.tables.set(record.type, table);
        }
        table.set(keyOf(record.scope, record.id), record);
        return record;
    }

    delete(record: Entity): void {
        this.generation++;
        this.tables.get(record.type)?.delete(keyOf(record.scope, record.id));
    }

    count(): number {
        let total = 0;
        for (const type of this.tables.keys()) total += this.countOf(type);
        return total;
    }

    countOf(type: string): number {
        return [...(this.tables.get(type)?.values() ?? [])].filter(({ given }) => given !== true).length;
    }

    types(): string[] {
        return [...this.tables.keys()].filter((type) => this.countOf(type) > 0);
    }

    /**
     * A deterministic id in AWS's form, `prefix` and hexadecimal digits. The seed is what the caller knows of the thing (its
     * URN as a rule); a second thing of the same seed, as in create-before-delete, gets the next id.
     */
    newId(prefix: string, seed: string, length = 17): string {
        return prefix + hex(`${seed}#${this.next(`id:${prefix}:${seed}`)}`, length);
    }

    /** How often this was asked before: 0, 1, 2 … kept with the state. */
    next(counter: string): number {
        this.generation++;
        const value = this.counters.get(counter) ?? 0;
        this.counters.set(counter, value + 1);
        return value;
    }

    /** Type and function tokens that were asked for without a model; a run lists them at its end. */
    get unmodelled(): readonly string[] {
        return [...this.tokens].sort();
    }

    noteUnmodelled(token: string): void {
        if (this.tokens.has(token)) return;
        this.generation++;
        this.tokens.add(token);
    }

    snapshot(): Snapshot {
        return {
            version: 1,
            records: [...this.tables.values()].flatMap((table) => [...table.values()]),
            counters: Object.fromEntries(this.counters),
            unmodelled: this.unmodelled,
        };
    }

    static restore(snapshot: Snapshot): World {
        const world = new World();
        for (const record of snapshot.records) world.put(record);
        for (const [key, value] of Object.entries(snapshot.counters)) world.counters.set(key, value);
        for (const token of snapshot.unmodelled) world.tokens.add(token);
        return world;
    }
}
