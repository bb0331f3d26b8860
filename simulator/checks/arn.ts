/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface Arn {
    readonly partition: string;
    readonly service: string;
    /** Empty for global services. */
    readonly region: string;
    /** Empty where the ARN belongs to no account (S3 buckets). */
    readonly account: string;
    /** All that follows the account, with its own colons and slashes. */
    readonly resource: string;
}

const shape = /^arn:(aws(?:-[a-z-]+)?):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws|):(.+)$/s;

/** The parts of an ARN, or undefined where the text is none. */
export function parseArn(text: string): Arn | undefined {
    const match = shape.exec(text);
    if (match === null) return undefined;
    const [, partition = "", service = "", region = "", account = "", resource = ""] = match;
    return { partition, service, region, account, resource };
}

export function formatArn(arn: Omit<Arn, "partition"> & { readonly partition?: string }): string {
    return `arn:${arn.partition ?? "aws"}:${arn.service}:${arn.region}:${arn.account}:${arn.resource}`;
}

export function isArn(text: string): boolean {
    return shape.test(text);
}

/** Twelve digits: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
export function isAccountId(text: string): boolean {
    return /^\d{12}$/.test(text);
}
