import type { Call } from "../kernel/model";
import type { Value } from "../kernel/values";
import type { Entity } from "../kernel/world";
import { resolveKey } from "./kms/keys";

/**
 * The key that a service is told to encrypt with, or undefined where none is named. Such a key exists, is in the Region of
 * what it encrypts, and is symmetric: https://docs.aws.amazon.com/kms/latest/developerguide/service-integration.html
 */
export function encryptionKey(call: Call, reference: Value | undefined, code: string): Entity | undefined {
    if (typeof reference !== "string" || reference === "") return undefined;
    const key = resolveKey(call.world, call.scope, reference);
    const { account, region } = call.scope;
    if (key === undefined) {
        return call.fail(
            code,
            `KMS key not found. ${reference} is no key or alias that exists for ${account} ${region}.`,
        );
    }
    if (key.scope.region !== region) {
        call.fail(code, `KMS key ${reference} is in ${key.scope.region}; it must be in ${region}.`);
    }
    const spec = key.outputs["customerMasterKeySpec"] ?? "SYMMETRIC_DEFAULT";
    if (spec !== "SYMMETRIC_DEFAULT") {
        call.fail(code, `KMS key ${reference} is of the kind ${spec}; it must be symmetric (SYMMETRIC_DEFAULT).`);
    }
    return key;
}
