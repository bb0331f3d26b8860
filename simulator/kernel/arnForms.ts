import { hex } from "./values";

/** Modules of Pulumi that AWS calls otherwise in an ARN: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const services: { readonly [module: string]: string } = {
    alb: "elasticloadbalancing",
    apigatewayv2: "apigateway",
    appautoscaling: "application-autoscaling",
    cfg: "config",
    ec2transitgateway: "ec2",
    efs: "elasticfilesystem",
    elb: "elasticloadbalancing",
    lb: "elasticloadbalancing",
    sfn: "states",
};

/** Text before the name where it is not the kind in lower case and a slash. */
const resources: { readonly [type: string]: (name: string) => string } = {
    "aws:lambda/function:Function": (name) => `function:${name}`,
    "aws:rds/cluster:Cluster": (name) => `cluster:${name}`,
    "aws:rds/instance:Instance": (name) => `db:${name}`,
    "aws:secretsmanager/secret:Secret": (name) => `secret:${name}-${hex(name, 6)}`,
    "aws:sfn/stateMachine:StateMachine": (name) => `stateMachine:${name}`,
    "aws:ssm/parameter:Parameter": (name) => `parameter/${name.replace(/^\//, "")}`,
    "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
    "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
    "aws:lb/targetGroup:TargetGroup": targetGroup,
    "aws:alb/targetGroup:TargetGroup": targetGroup,
};

function loadBalancer(name: string): string {
    return `loadbalancer/app/${name}/${hex(name, 16)}`;
}

function targetGroup(name: string): string {
    return `targetgroup/${name}/${hex(name, 16)}`;
}

const firehose = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";

/** `at` is Region and account as an ARN writes them. */
export function standInArn(type: string, name: string, at: string): string {
    if (type === firehose) return `arn:aws:firehose:${at}:deliverystream/${name}`;
    if (type === "aws:s3/bucketV2:BucketV2") return `arn:aws:s3:::${name}`;
    const [, module = "aws", kind = "resource"] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
    const resource = resources[type]?.(name) ?? `${kind.toLowerCase()}/${name}`;
    return `arn:aws:${services[module] ?? module.toLowerCase()}:${at}:${resource}`;
}
