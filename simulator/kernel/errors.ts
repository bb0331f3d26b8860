import { uuid } from "./values";

/** What AWS answered, in AWS's own terms. */
export interface AwsErrorDetails {
    /** The SDK's service id: "EC2", "Organizations", "SQS". */
    readonly service: string;
    /** The API operation: "CreateVpc". */
    readonly operation: string;
    /** The API error code: "InvalidVpcRange". */
    readonly code: string;
    readonly message: string;
    /** HTTP status, 400 unless told. */
    readonly status?: number;
}

/** An error that reads as AWS's own does through the SDK: service, operation, code, message. */
export class AwsError extends Error {
    constructor(readonly details: AwsErrorDetails) {
        const { service, operation, code, message, status = 400 } = details;
        const request = uuid(`${service}:${operation}:${code}:${message}`);
        super(
            `operation error ${service}: ${operation}, https response error StatusCode: ${status}, ` +
                `RequestID: ${request}, api error ${code}: ${message}`,
        );
        this.name = "AwsError";
    }
}

/** The simulator itself cannot do what was asked; it says so rather than guess. */
export class NotModelled extends Error {
    constructor(what: string) {
        super(`the simulator does not model ${what}; see docs/simulator.md for what it does and how to add it`);
        this.name = "NotModelled";
    }
}
