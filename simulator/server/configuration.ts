import { isAccountId, parseArn } from "../checks/arn";
import type { Problem } from "../kernel/model";
import { isList, isObject, isUnknown, type Properties, type Value } from "../kernel/values";
import { isRegion } from "../zones";

/** The part of an aws provider's configuration that the simulator acts on. */
export interface Configuration {
    readonly region: string;
    /** The role in force: the last of a chain. */
    readonly roleArn?: string;
    readonly sessionName?: string;
    readonly allowedAccountIds: readonly string[];
    readonly forbiddenAccountIds: readonly string[];
    readonly defaultTags: { readonly [key: string]: string };
    readonly ignoreTags: { readonly keys: readonly string[]; readonly keyPrefixes: readonly string[] };
}

/** Decodes the configuration of an aws provider and says all that is wrong with it. */
export function configure(
    config: Properties,
    fallbackRegion: string | undefined,
): { configuration: Configuration; problems: Problem[] } {
    const problems: Problem[] = [];
    const refuse = (property: string, reason: string): void => void problems.push({ property, reason });
    const nested = (key: string): Value | undefined => unwrapJson(config[key], (reason) => refuse(key, reason));

    const region = config["region"] ?? fallbackRegion;
    if (isUnknown(region)) {
        // Known later; Configure is called again then.
    } else if (typeof region !== "string" || region === "") {
        refuse(
            "region",
            "missing; set the Region with `pulumi config set aws:region eu-west-1`, the provider's `region` or AWS_REGION",
        );
    } else if (!isRegion(region)) {
        refuse("region", `invalid AWS Region: ${region} is not in the simulator's table (simulator/zones.ts)`);
    } else if (/^(cn|us-gov)-/.test(region)) {
        refuse("region", `${region} is in another partition; the simulator models the partition aws only`);
    }

    const role = lastRole(nested("assumeRoles"));
    const roleArn = role?.["roleArn"];
    if (typeof roleArn === "string") {
        const arn = parseArn(roleArn);
        if (arn?.service !== "iam" || !isAccountId(arn.account) || !arn.resource.startsWith("role/")) {
            refuse("assumeRoles", `"${roleArn}" is no role ARN (arn:aws:iam::<12-digit account>:role/<name>)`);
        }
    }
    const allowed = accountIds(nested("allowedAccountIds"), "allowedAccountIds", refuse);
    const forbidden = accountIds(nested("forbiddenAccountIds"), "forbiddenAccountIds", refuse);
    if (allowed.length > 0 && forbidden.length > 0) {
        refuse("allowedAccountIds", "conflicts with forbiddenAccountIds; keep one of the two");
    }
    const ignored = nested("ignoreTags");
    const session = role?.["sessionName"];
    return {
        configuration: {
            region: typeof region === "string" ? region : "",
            ...(typeof roleArn === "string" ? { roleArn } : {}),
            ...(typeof session === "string" ? { sessionName: session } : {}),
            allowedAccountIds: allowed,
            forbiddenAccountIds: forbidden,
            defaultTags: tagsOf(nested("defaultTags")),
            ignoreTags: {
                keys: isObject(ignored) ? texts(ignored["keys"]) : [],
                keyPrefixes: isObject(ignored) ? texts(ignored["keyPrefixes"]) : [],
            },
        },
        problems,
    };
}

/** Nested configuration arrives as JSON text from an explicit provider and from stack configuration. */
export function unwrapJson(value: Value | undefined, refuse: (reason: string) => void): Value | undefined {
    if (typeof value !== "string" || value === "") return value;
    try {
        return JSON.parse(value) as Value;
    } catch {
        refuse(`"${value}" is neither a list or object nor JSON text of one`);
        return undefined;
    }
}

function lastRole(roles: Value | undefined): Properties | undefined {
    const last = isList(roles) ? roles.at(-1) : roles;
    return isObject(last) ? last : undefined;
}

function accountIds(value: Value | undefined, key: string, refuse: (key: string, reason: string) => void): string[] {
    if (!isList(value)) return [];
    // Unquoted ids of a YAML file arrive as numbers.
    const ids = value.filter((item) => !isUnknown(item)).map((item) => String(item));
    for (const id of ids) {
        if (!isAccountId(id)) refuse(key, `"${id}" is no account id; an account id has 12 digits, quoted in YAML`);
    }
    return ids;
}

function tagsOf(value: Value | undefined): { [key: string]: string } {
    const tags = isObject(value) ? value["tags"] : undefined;
    if (!isObject(tags)) return {};
    return Object.fromEntries(
        Object.entries(tags).flatMap(([key, tag]) => (isUnknown(tag) || tag === null ? [] : [[key, String(tag)]])),
    );
}

function texts(value: Value | undefined): string[] {
    return isList(value) ? value.filter((item) => typeof item === "string") : [];
}
