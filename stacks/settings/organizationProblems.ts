import { guardrailIds, isGuardrailId } from "../../components/model/guardrailIds";
import { limits } from "../../components/model/limits";
import { organizationalUnits, root, slug } from "../../components/model/organizationTree";
import type { Problem } from "../../components/model/problem";
import type { JudgedOrganization } from "./lenient";

type Place = (...path: readonly PropertyKey[]) => string;

/** What a schema cannot say of section `organization`: relations between its values, all of them at once. */
export function organizationProblems(organization: JudgedOrganization, at: Place): Problem[] {
    return [
        ...unitProblems(organization, at),
        ...accountProblems(organization, at),
        ...guardrailProblems(organization, at),
    ];
}

function unitProblems({ organizationalUnits: paths }: JudgedOrganization, at: Place): Problem[] {
    const problems: Problem[] = [];
    const deepest = limits.organizationalUnitDepth.value;
    const longest = limits.organizationalUnitNameLength.value;
    const slugs = new Map<string, string>();
    paths.forEach((path, index) => {
        const report = (found: string, allowed: string, fix: string) =>
            problems.push({ place: at("organizationalUnits", index), found, allowed, fix });
        if (paths.indexOf(path) !== index) {
            report(path, "each unit once", "remove the repetition");
            return;
        }
        const twin = slugs.get(slug(path));
        if (twin !== undefined)
            report(path, `a path that differs from ${twin} in letters or digits`, "rename one of them");
        slugs.set(slug(path), path);
        if (path.toLowerCase() === root.toLowerCase()) {
            report(path, `any name but ${root}, which stands for the organization's root`, "rename the unit");
        }
        for (const { name, depth, parent } of organizationalUnits([path])) {
            if (depth > deepest)
                report(`${path}, ${depth} levels deep`, `at most ${deepest} levels`, "move the unit up");
            if (name.length > longest) report(name, `a name of at most ${longest} characters`, "shorten it");
            if (parent !== undefined && !paths.includes(parent)) {
                report(path, "a path whose parent is listed too", `add ${parent} to the list`);
            }
        }
    });
    return problems;
}

function accountProblems({ accounts, organizationalUnits: paths }: JudgedOrganization, at: Place): Problem[] {
    const problems: Problem[] = [];
    const owners = new Map<string, string>();
    for (const [account, { email, organizationalUnit }] of Object.entries(accounts)) {
        const owner = owners.get(email.toLowerCase());
        if (owner !== undefined) {
            problems.push({
                place: at("accounts", account, "email"),
                found: `${email}, which account ${owner} has too`,
                allowed: "an address of its own for each account",
                fix: "use another address, such as one with a +suffix",
            });
        }
        owners.set(email.toLowerCase(), account);
        if (!paths.includes(organizationalUnit)) {
            problems.push(unknownUnit(at("accounts", account, "organizationalUnit"), organizationalUnit, paths));
        }
    }
    return problems;
}

function guardrailProblems({ guardrails, organizationalUnits: paths }: JudgedOrganization, at: Place): Problem[] {
    const problems: Problem[] = [];
    for (const [id, targets] of Object.entries(guardrails)) {
        if (!isGuardrailId(id)) {
            problems.push({
                place: at("guardrails", id),
                found: "a guardrail that does not exist",
                allowed: guardrailIds.join(", "),
                fix: "remove it, or correct the spelling",
            });
        }
        targets.forEach((target, index) => {
            if (target === root || paths.includes(target)) return;
            problems.push(unknownUnit(at("guardrails", id, index), target, [root, ...paths]));
        });
    }
    return problems;
}

function unknownUnit(place: string, found: string, known: readonly string[]): Problem {
    return {
        place,
        found: `${found}, which is not an organizational unit of this file`,
        allowed: known.join(", "),
        fix: "correct the path, or add the unit to organizationalUnits",
    };
}
