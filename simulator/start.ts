import type { z } from "zod";
import { isAccountId } from "./checks/arn";
import { FaultPlan, faultPlanSchema } from "./kernel/faults";
import { World } from "./kernel/world";
import { granted, raiseQuotas } from "./quotas";
import { awsProvider } from "./server/awsProvider";
import { awsxProvider } from "./server/awsxProvider";
import { type Attachment, Control } from "./server/control";
import { Endpoint, type Methods } from "./server/endpoint";
import type { Shared } from "./server/instance";
import { outlivePeers } from "./server/peers";
import { StateFile } from "./server/stateFile";
import { indexed, services } from "./services/registry";

export interface SimulatorOptions {
    /** Keeps the simulated AWS in this file between runs; in memory only when left out. */
    readonly stateFile?: string;
    /** Failures to plan; none when left out. */
    readonly faults?: z.input<typeof faultPlanSchema>;
    /** The account of the credentials; 111122223333, AWS's own example account, when left out. */
    readonly account?: string;
    /** Quotas by name, in place of what AWS grants a company on request; see quotas.ts. */
    readonly quotas?: { readonly [name: string]: number };
    /** The control port; a free one when left out. */
    readonly port?: number;
    /** Hears of problems that belong to no call, such as a full disk under the state file. */
    readonly complain?: (problem: string) => void;
}

export interface Simulator {
    readonly port: number;
    readonly world: World;
    /** Saves, drops all connections and frees the port. */
    close(): Promise<void>;
}

const exampleAccount = "111122223333";

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
    const { stateFile, account: home = exampleAccount, port = 0, complain = () => undefined } = options;
    if (!isAccountId(home)) throw new Error(`account "${home}" is no account id; an account id has 12 digits`);
    const faults = new FaultPlan(faultPlanSchema.parse(options.faults ?? []));
    const state = stateFile === undefined ? undefined : new StateFile(stateFile, complain);
    const world = state?.world ?? new World();
    outlivePeers(complain);
    raiseQuotas(world, { ...granted, ...options.quotas });
    const shared: Shared = { world, faults, registry: indexed(services), home, generic: new Map() };
    const endpoints = new Set<Endpoint>();

    const control = new Control({
        async attach(request) {
            const endpoint = new Endpoint(methodsOf(shared, request), () => state?.touch());
            endpoints.add(endpoint);
            const closed = (): void => {
                endpoints.delete(endpoint);
                endpoint.destroy();
            };
            return { port: await endpoint.listen(), closed };
        },
        stats: () => ({
            resources: world.count(),
            types: Object.fromEntries(world.types().map((type) => [type, world.countOf(type)])),
            unmodelled: world.unmodelled,
        }),
        stop: () => void close().catch((error: unknown) => complain(String(error))),
    });

    let closing: Promise<void> | undefined;
    async function shutDown(): Promise<void> {
        for (const endpoint of endpoints) endpoint.destroy();
        await control.close();
        state?.flush();
    }
    function close(): Promise<void> {
        closing ??= shutDown();
        return closing;
    }

    return { port: await control.listen(port), world, close };
}

function methodsOf(shared: Shared, { pkg, engineAddress, region }: Attachment): Methods {
    switch (pkg) {
        case "aws":
            return awsProvider(shared, region);
        case "awsx":
            return awsxProvider(shared.world, engineAddress);
        default:
            throw new Error(`the simulator answers for the packages aws and awsx, not for "${pkg}"`);
    }
}
