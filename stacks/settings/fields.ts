import { z } from "zod";
import { CidrError, parseCidr } from "../../components/model/cidr";
import { limits } from "../../components/model/limits";
import { regions } from "../../components/model/zones";

/** Field types that several sections share. A message says what is allowed; the decoder adds place and value found. */

export const accountId = z
    .string('a 12-digit account id in quotes, as in "111122223333"')
    .regex(/^\d{12}$/, 'a 12-digit account id in quotes, as in "111122223333"')
    .describe("Account id: 12 digits, in quotes so that YAML keeps it as text");

export const accountName = z
    .string("an account name")
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "an account name in lower case with hyphens, as in storefront-dev")
    .max(limits.accountNameLength.value, `an account name of at most ${limits.accountNameLength.value} characters`);

export const region = z
    .enum(regions as [string, ...string[]], `a Region name: ${regions.join(", ")}`)
    .describe("AWS Region, always explicit");

/** Part of a logical name, and so of every URN below it. */
export const name = z
    .string("a name")
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "a name in lower case with hyphens, starting with a letter")
    .max(30, "a name of at most 30 characters");

export const organizationalUnitPath = z
    .string("a path of organizational units, as in Workloads/Dev")
    .regex(
        /^[A-Za-z0-9][A-Za-z0-9 _.-]*(\/[A-Za-z0-9][A-Za-z0-9 _.-]*)*$/,
        "a path of organizational units below the root, as in Workloads/Dev",
    );

const tagKeyOrValue = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
export const tags = z.record(
    z
        .string()
        .min(1, "a tag key of 1 to 128 characters")
        .max(128, "a tag key of 1 to 128 characters")
        .regex(tagKeyOrValue, "a tag key of letters, digits, spaces and _.:/=+-@")
        .regex(/^(?!aws:)/i, "a tag key that does not begin with aws:, which AWS keeps for itself"),
    z
        .string("a tag value as text; put numbers in quotes")
        .max(256, "a tag value of at most 256 characters")
        .regex(tagKeyOrValue, "a tag value of letters, digits, spaces and _.:/=+-@"),
);

/** A range without host bits. A refusal carries what to write instead, in `params`, for the decoder. */
export const cidr = z.string("an IPv4 range, as in 10.16.0.0/16").superRefine((text, context) => {
    try {
        parseCidr(text);
    } catch (error) {
        if (!(error instanceof CidrError)) throw error;
        const message = "an IPv4 range without host bits, as in 10.16.0.0/16";
        context.addIssue({ code: "custom", message, params: { reason: error.reason, fix: error.fix } });
    }
});
