import semver from "semver";
import { ENGINE_VERSION } from "./engine";

/** The version in what `pulumi version` prints ("v3.220.0"), without the v. */
export function parseVersion(text: string): string | undefined {
    return semver.parse(text.trim())?.version;
}

/** Why a CLI of this version does not serve, or undefined where it does. */
export function refuseVersion(version: string): string | undefined {
    if (semver.lt(version, ENGINE_VERSION)) return `version ${version} is older than ${ENGINE_VERSION}`;
    // The SDK that programs and the policy pack are written with speaks to engines of its own major version only.
    if (semver.major(version) > semver.major(ENGINE_VERSION)) return `version ${version} is of another major version`;
    return undefined;
}

/** Nearest to the version that everything is tested with first. */
export function nearestFirst(versions: readonly string[]): string[] {
    return [...versions].sort(semver.compare);
}
