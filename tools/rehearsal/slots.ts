/** Lets so many pieces of work run at once; the others wait in line. */
export class Slots {
    private free: number;
    private readonly waiting: (() => void)[] = [];

    constructor(count: number) {
        this.free = count;
    }

    async run<T>(work: () => Promise<T>): Promise<T> {
        if (this.free > 0) this.free--;
        else await new Promise<void>((resolve) => this.waiting.push(resolve));
        try {
            return await work();
        } finally {
            const next = this.waiting.shift();
            if (next === undefined) this.free++;
            else next();
        }
    }
}
