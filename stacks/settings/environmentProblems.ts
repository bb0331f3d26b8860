import type { Problem } from "../../components/model/problem";
import { planSubnets } from "../../components/model/subnetPlan";
import { zoneIdPrefix } from "../../components/model/zones";
import type { JudgedEnvironment } from "./lenient";
import { subnetPlanInput } from "./subnetPlanInput";

type Place = (...path: readonly PropertyKey[]) => string;

/** What a schema cannot say of section `environment`: relations between its values, all of them at once. */
export function environmentProblems(environment: JudgedEnvironment, region: string, at: Place): Problem[] {
    return [
        ...planProblems(environment, at),
        ...zoneProblems(environment, region, at),
        ...natProblems(environment, at),
        ...computeProblems(environment, at),
        ...accountProblems(environment, at),
    ];
}

/** Every place of an environment that names an account. */
export function accountUses(
    environment: JudgedEnvironment,
): { readonly path: readonly PropertyKey[]; readonly account: string }[] {
    const { network, compute, events, artifacts } = environment;
    return [
        { path: ["network", "account"], account: network.account },
        ...Object.entries(compute).map(([name, { account }]) => ({ path: ["compute", name, "account"], account })),
        ...Object.entries(events).map(([name, { account }]) => ({ path: ["events", name, "account"], account })),
        ...(artifacts === undefined ? [] : [{ path: ["artifacts", "account"], account: artifacts.account }]),
    ];
}

/** Names of the tiers that the environment's unit may use. */
export function sharedTiers({ network }: JudgedEnvironment): string[] {
    return Object.entries(network.tiers)
        .filter(([, tier]) => tier.shared ?? tier.type !== "public")
        .map(([name]) => name);
}

function planProblems({ network }: JudgedEnvironment, at: Place): Problem[] {
    const planned = planSubnets(subnetPlanInput(network));
    if ("plan" in planned) return [];
    return planned.faults.map(({ path, ...fault }) => ({ place: `${at("network")}.${path}`, ...fault }));
}

function zoneProblems({ network }: JudgedEnvironment, region: string, at: Place): Problem[] {
    const prefix = zoneIdPrefix(region) ?? region;
    const ofRegion = new RegExp(`^${prefix}-az\\d$`);
    return network.zones.flatMap((zone, index) =>
        ofRegion.test(zone)
            ? []
            : [
                  {
                      place: at("network", "zones", index),
                      found: zone,
                      allowed: `a zone id of ${region}, as in ${prefix}-az1`,
                      fix: "write the id of a zone of this Region; a name such as eu-west-1a is another place in each account",
                  },
              ],
    );
}

function natProblems({ network }: JudgedEnvironment, at: Place): Problem[] {
    const place = at("network", "natGateways");
    const found = network.natGateways;
    const types = Object.values(network.tiers).map((tier) => tier.type);
    const problems: Problem[] = [];
    if (found === "none" && types.includes("private")) {
        const fix = "choose one of them, or make the private tiers isolated";
        problems.push({ place, found, allowed: "single or per-zone where a tier is private", fix });
    }
    if (found !== "none" && !types.includes("private")) {
        const fix = "write none: the gateways would cost money and serve nobody";
        problems.push({ place, found, allowed: "none where no tier is private", fix });
    }
    if (found !== "none" && !types.includes("public")) {
        const fix = "add a tier of type public to put the gateways in";
        problems.push({ place, found, allowed: "none where no tier is public", fix });
    }
    return problems;
}

function computeProblems(environment: JudgedEnvironment, at: Place): Problem[] {
    const shared = sharedTiers(environment);
    const { network, compute } = environment;
    return Object.entries(compute).flatMap(([group, { account, tier }]) => {
        const usable = account === network.account ? Object.keys(network.tiers) : shared;
        if (usable.includes(tier)) return [];
        const fix = "choose one of them, or share the tier with `shared: true`";
        return [{ place: at("compute", group, "tier"), found: tier, allowed: usable.join(", "), fix }];
    });
}

function accountProblems(environment: JudgedEnvironment, at: Place): Problem[] {
    const accounts = environment.organization?.accounts;
    if (accounts === undefined) return [];
    return accountUses(environment)
        .filter((use) => accounts[use.account] === undefined)
        .map((use) => ({
            place: at(...use.path),
            found: use.account,
            allowed: Object.keys(accounts).join(", "),
            fix: "add the account to organization.accounts, or correct the name",
        }));
}
