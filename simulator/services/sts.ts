import { NotModelled } from "../kernel/errors";
import type { Call, FunctionModel, ServiceModel } from "../kernel/model";
import { hex, isList, isObject, type Properties, type Value } from "../kernel/values";
import { isRegion, type Zone, zonesOf } from "../zones";

// Names of Regions as getRegion describes them, read 2026-11-21:
// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
const regionNames: { readonly [region: string]: string } = {
    "af-south-1": "Africa (Cape Town)",
    "ap-east-1": "Asia Pacific (Hong Kong)",
    "ap-east-2": "Asia Pacific (Taipei)",
    "ap-northeast-1": "Asia Pacific (Tokyo)",
    "ap-northeast-2": "Asia Pacific (Seoul)",
    "ap-northeast-3": "Asia Pacific (Osaka)",
    "ap-south-1": "Asia Pacific (Mumbai)",
    "ap-south-2": "Asia Pacific (Hyderabad)",
    "ap-southeast-1": "Asia Pacific (Singapore)",
    "ap-southeast-2": "Asia Pacific (Sydney)",
    "ap-southeast-3": "Asia Pacific (Jakarta)",
    "ap-southeast-4": "Asia Pacific (Melbourne)",
    "ap-southeast-5": "Asia Pacific (Malaysia)",
    "ap-southeast-6": "Asia Pacific (New Zealand)",
    "ap-southeast-7": "Asia Pacific (Thailand)",
    "ca-central-1": "Canada (Central)",
    "ca-west-1": "Canada West (Calgary)",
    "eu-central-1": "Europe (Frankfurt)",
    "eu-central-2": "Europe (Zurich)",
    "eu-north-1": "Europe (Stockholm)",
    "eu-south-1": "Europe (Milan)",
    "eu-south-2": "Europe (Spain)",
    "eu-west-1": "Europe (Ireland)",
    "eu-west-2": "Europe (London)",
    "eu-west-3": "Europe (Paris)",
    "il-central-1": "Israel (Tel Aviv)",
    "me-central-1": "Middle East (UAE)",
    "me-south-1": "Middle East (Bahrain)",
    "mx-central-1": "Mexico (Central)",
    "sa-east-1": "South America (Sao Paulo)",
    "us-east-1": "US East (N. Virginia)",
    "us-east-2": "US East (Ohio)",
    "us-west-1": "US West (N. California)",
    "us-west-2": "US West (Oregon)",
};

// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
const getCallerIdentity: FunctionModel = {
    token: "aws:index/getCallerIdentity:getCallerIdentity",
    service: "STS",
    operation: "GetCallerIdentity",
    placement: "global",
    invoke: ({ scope, caller }) => {
        const session = /assumed-role\/[^/]+\/(.+)$/.exec(caller)?.[1];
        const principal = hex(caller, 17).toUpperCase();
        return {
            accountId: scope.account,
            arn: caller,
            id: scope.account,
            userId: session === undefined ? `AIDA${principal}` : `AROA${principal}:${session}`,
        };
    },
};

// https://docs.aws.amazon.com/general/latest/gr/aws-arns-and-namespaces.html
const getPartition: FunctionModel = {
    token: "aws:index/getPartition:getPartition",
    service: "STS",
    operation: "GetPartition",
    placement: "global",
    invoke: () => ({ partition: "aws", id: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" }),
};

const getRegion: FunctionModel = {
    token: "aws:index/getRegion:getRegion",
    service: "EC2",
    operation: "DescribeRegions",
    invoke: (call, args) => {
        const { region: wanted, name, endpoint } = args;
        const chosen = [wanted, name].find((text) => typeof text === "string");
        const byEndpoint =
            typeof endpoint === "string" ? /^ec2\.([a-z0-9-]+)\.amazonaws\.com$/.exec(endpoint)?.[1] : undefined;
        const region = String(chosen ?? byEndpoint ?? call.scope.region);
        if (!isRegion(region)) call.fail("InvalidParameterValue", `region not found for name "${region}"`);
        return {
            description: regionNames[region] ?? region,
            endpoint: `ec2.${region}.amazonaws.com`,
            id: region,
            name: region,
            region,
        };
    },
};

/** What a filter of DescribeAvailabilityZones reads. */
type Field = (zone: Zone, region: string) => string;

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html
const zoneFilters: { readonly [name: string]: Field } = {
    "zone-id": (zone) => zone.zoneId,
    "zone-name": (zone) => zone.name,
    "region-name": (_, region) => region,
    "group-name": (_, region) => region,
    "zone-type": () => "availability-zone",
    "opt-in-status": () => "opt-in-not-required",
    state: () => "available",
};

const getAvailabilityZones: FunctionModel = {
    token: "aws:index/getAvailabilityZones:getAvailabilityZones",
    service: "EC2",
    operation: "DescribeAvailabilityZones",
    invoke: (call, args) => {
        const { account, region } = call.scope;
        if (!isRegion(region)) throw new NotModelled(`the zones of ${region}`);
        const { state, excludeNames, excludeZoneIds, filters } = args;
        const left = zonesOf(account, region)
            .filter(() => state === undefined || state === null || state === "available")
            .filter((zone) => !holds(excludeNames, zone.name) && !holds(excludeZoneIds, zone.zoneId))
            .filter((zone) => (isList(filters) ? filters : []).every((filter) => passes(call, filter, zone, region)));
        return {
            ...args,
            groupNames: left.length > 0 ? [region] : [],
            id: region,
            names: left.map(({ name }) => name),
            region,
            zoneIds: left.map(({ zoneId }) => zoneId),
        };
    },
};

function passes(call: Call, filter: Value, zone: Zone, region: string): boolean {
    const { name, values }: Properties = isObject(filter) ? filter : {};
    const field = zoneFilters[String(name)];
    if (field === undefined) {
        call.fail(
            "InvalidParameterValue",
            `The filter '${name}' is invalid (known: ${Object.keys(zoneFilters).join(", ")})`,
        );
    }
    return holds(values, field(zone, region));
}

const holds = (list: Value | undefined, text: string): boolean => isList(list) && list.includes(text);

/** Functions that say who and where one is. */
export const sts: ServiceModel = {
    resources: [],
    functions: [getCallerIdentity, getPartition, getRegion, getAvailabilityZones],
};
