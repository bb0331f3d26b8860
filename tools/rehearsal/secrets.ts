import { createDecipheriv, pbkdf2Sync } from "node:crypto";

/** Public on purpose: state of a rehearsal holds nothing but invented values. */
export const passphrase = "rehearsal";

/** What `pulumi stack init` writes into a stack file for that passphrase. */
export const encryptionSalt = "v1:N3S2h6OIg4g=:v1:PNprV0xzuW9Ya0n5:jNcgQc7+oOPLEg5/utWLxjM3C5qDYw==";

/**
 * Whether values beside this salt were encrypted with the passphrase of rehearsals, as `config set --secret` of
 * `npm run pulumi` does. The salt ends in a known text encrypted with the key that comes of it (Pulumi's
 * sdk/go/common/resource/config/crypt.go: PBKDF2 with SHA-256 and a million rounds, AES-256-GCM).
 */
export function isRehearsalSalt(encryptionsalt: string): boolean {
    if (encryptionsalt === encryptionSalt) return true;
    const [version, salt, , nonce, sealed] = encryptionsalt.split(":");
    if (version !== "v1" || salt === undefined || nonce === undefined || sealed === undefined) return false;
    const key = pbkdf2Sync(passphrase, Buffer.from(salt, "base64"), 1_000_000, 32, "sha256");
    const bytes = Buffer.from(sealed, "base64");
    try {
        const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
        decipher.setAuthTag(bytes.subarray(-16));
        const text = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
        return text.toString() === "pulumi";
    } catch {
        return false;
    }
}
