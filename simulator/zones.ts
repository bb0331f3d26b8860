import { hex } from "./kernel/values";

/** One Availability Zone as an account sees it: the name is the account's own, the id means the same place to everyone. */
export interface Zone {
    readonly name: string;
    readonly zoneId: string;
}

// Zone ids by Region, without the Region's prefix where they count from 1:
// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
const three = [1, 2, 3] as const;
const regions: { readonly [region: string]: readonly [prefix: string, zones: readonly number[]] } = {
    "af-south-1": ["afs1", three],
    "ap-east-1": ["ape1", three],
    "ap-east-2": ["ape2", three],
    "ap-northeast-1": ["apne1", [1, 2, 4]],
    "ap-northeast-2": ["apne2", [1, 2, 3, 4]],
    "ap-northeast-3": ["apne3", three],
    "ap-south-1": ["aps1", three],
    "ap-south-2": ["aps2", three],
    "ap-southeast-1": ["apse1", three],
    "ap-southeast-2": ["apse2", three],
    "ap-southeast-3": ["apse3", three],
    "ap-southeast-4": ["apse4", three],
    "ap-southeast-5": ["apse5", three],
    "ap-southeast-6": ["apse6", three],
    "ap-southeast-7": ["apse7", three],
    "ca-central-1": ["cac1", [1, 2, 4]],
    "ca-west-1": ["caw1", three],
    "cn-north-1": ["cnn1", [1, 2, 4]],
    "cn-northwest-1": ["cnnw1", three],
    "eu-central-1": ["euc1", three],
    "eu-central-2": ["euc2", three],
    "eu-north-1": ["eun1", three],
    "eu-south-1": ["eus1", three],
    "eu-south-2": ["eus2", three],
    "eu-west-1": ["euw1", three],
    "eu-west-2": ["euw2", three],
    "eu-west-3": ["euw3", three],
    "il-central-1": ["ilc1", three],
    "me-central-1": ["mec1", three],
    "me-south-1": ["mes1", three],
    "mx-central-1": ["mxc1", three],
    "sa-east-1": ["sae1", three],
    "us-east-1": ["use1", [1, 2, 3, 4, 5, 6]],
    "us-east-2": ["use2", three],
    "us-gov-east-1": ["usge1", three],
    "us-gov-west-1": ["usgw1", three],
    "us-west-1": ["usw1", [1, 3]],
    "us-west-2": ["usw2", [1, 2, 3, 4]],
};

export function isRegion(region: string): boolean {
    return regions[region] !== undefined;
}

/**
 * The zones of a Region as one account sees them, by name. Which id a letter stands for differs from account to account,
 * as at AWS: https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
 */
export function zonesOf(account: string, region: string): readonly Zone[] {
    const [prefix, numbers] = regions[region] ?? ["", []];
    const shuffled = [...numbers].sort((left, right) =>
        compare(order(account, region, left), order(account, region, right)),
    );
    return shuffled.map((number, index) => ({
        name: `${region}${String.fromCharCode("a".charCodeAt(0) + index)}`,
        zoneId: `${prefix}-az${number}`,
    }));
}

const order = (account: string, region: string, zone: number): string => hex(`${account}/${region}/az${zone}`, 16);
const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
