import type { Problem } from "../../kernel/model";
import { isObject, type Properties, type Value } from "../../kernel/values";
import { given, number, objects, text } from "./inputs";

interface VolumeType {
    readonly size: readonly [least: number, most: number];
    readonly iops?: readonly [least: number, most: number];
    readonly throughput?: readonly [least: number, most: number];
    readonly needsIops?: boolean;
}

/** GiB, IOPS, MiB/s, read 2026-11-21: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html */
const volumeTypes: { readonly [type: string]: VolumeType } = {
    gp2: { size: [1, 16384] },
    gp3: { size: [1, 65536], iops: [3000, 80000], throughput: [125, 2000] },
    io1: { size: [4, 16384], iops: [100, 64000], needsIops: true },
    io2: { size: [4, 65536], iops: [100, 256000], needsIops: true },
    sc1: { size: [125, 16384] },
    st1: { size: [125, 16384] },
    standard: { size: [1, 1024] },
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplateEbsBlockDeviceRequest.html */
export function blockDeviceProblems(mappings: Value | undefined): Problem[] {
    const seen = new Set<string>();
    return objects(mappings).flatMap((mapping, index) => {
        const place = `blockDeviceMappings[${index}]`;
        const problems: Problem[] = [];
        const device = text(mapping, "deviceName");
        if (device !== undefined && seen.has(device)) {
            problems.push({ property: `${place}.deviceName`, reason: `"${device}" is mapped already` });
        }
        if (device !== undefined) seen.add(device);
        if (given(mapping, "ebs") && given(mapping, "virtualName")) {
            problems.push({ property: `${place}.virtualName`, reason: "a mapping has ebs or virtualName, not both" });
        }
        const volume = mapping["ebs"];
        if (isObject(volume)) problems.push(...volumeProblems(volume, `${place}.ebs`));
        return problems;
    });
}

function volumeProblems(volume: Properties, place: string): Problem[] {
    const name = text(volume, "volumeType") ?? (given(volume, "volumeType") ? undefined : "gp2");
    if (name === undefined) return [];
    const type = volumeTypes[name];
    if (type === undefined) {
        const reason = `"${name}" is no volume type; allowed are ${Object.keys(volumeTypes).join(", ")}`;
        return [{ property: `${place}.volumeType`, reason }];
    }
    const problems = [
        ...rangeProblem(volume, "volumeSize", type.size, "GiB", name, place),
        ...rangeProblem(volume, "iops", type.iops, "IOPS", name, place),
        ...rangeProblem(volume, "throughput", type.throughput, "MiB/s", name, place),
    ];
    if (type.needsIops && !given(volume, "iops")) {
        problems.push({ property: `${place}.iops`, reason: `volume type ${name} needs it` });
    }
    if (given(volume, "kmsKeyId") && text(volume, "encrypted") !== undefined && volume["encrypted"] !== "true") {
        problems.push({
            property: `${place}.kmsKeyId`,
            reason: 'a key is for encrypted volumes; set encrypted: "true"',
        });
    }
    return problems;
}

function rangeProblem(
    volume: Properties,
    key: string,
    range: readonly [number, number] | undefined,
    unit: string,
    type: string,
    place: string,
): Problem[] {
    const value = number(volume, key);
    if (value === undefined || value === 0) return [];
    if (range === undefined) return [{ property: `${place}.${key}`, reason: `volume type ${type} takes no ${key}` }];
    const [least, most] = range;
    if (value >= least && value <= most) return [];
    return [
        { property: `${place}.${key}`, reason: `${value} ${unit}; volume type ${type} allows ${least} to ${most}` },
    ];
}
