import type { FunctionModel, ResourceModel, ServiceModel } from "../kernel/model";
import { autoscaling } from "./autoscaling";
import { cloudwatchLogs } from "./cloudwatchLogs";
import { codeartifact } from "./codeartifact";
import { ec2 } from "./ec2/ec2";
import { events } from "./events";
import { iam } from "./iam";
import { kms } from "./kms";
import { organizations } from "./organizations";
import { ram } from "./ram";
import { route53 } from "./route53";
import { s3 } from "./s3";
import { sns } from "./sns";
import { sqs } from "./sqs";
import { ssm } from "./ssm";
import { sts } from "./sts";

/** Every modelled service. A new one is added here. */
export const services: readonly ServiceModel[] = [
    autoscaling,
    cloudwatchLogs,
    codeartifact,
    ec2,
    events,
    iam,
    kms,
    organizations,
    ram,
    route53,
    s3,
    sns,
    sqs,
    ssm,
    sts,
];

/** Models by type or function token. */
export interface Registry {
    readonly resources: ReadonlyMap<string, ResourceModel>;
    readonly functions: ReadonlyMap<string, FunctionModel>;
}

export function indexed(list: readonly ServiceModel[]): Registry {
    const resources = list.flatMap((service) => service.resources);
    const functions = list.flatMap((service) => service.functions ?? []);
    const repeated = [...resources.map(({ type }) => type), ...functions.map(({ token }) => token)].filter(
        (token, index, all) => all.indexOf(token) !== index,
    );
    if (repeated.length > 0) {
        throw new Error(
            `simulator/services/registry.ts: modelled more than once: ${[...new Set(repeated)].join(", ")}; keep one model of each`,
        );
    }
    return {
        resources: new Map(resources.map((model) => [model.type, model])),
        functions: new Map(functions.map((model) => [model.token, model])),
    };
}
