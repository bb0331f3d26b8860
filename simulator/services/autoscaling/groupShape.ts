import { z } from "zod";

export const oneOfThese = <const T extends readonly [string, ...string[]]>(values: T) =>
    z.enum(values, `is one of ${values.join(", ")}`).optional();
export const atLeast = (least: number) => z.int("is a whole number").min(least, `is ${least} or more`);
export const between = (least: number, most: number) => atLeast(least).max(most, `is ${least} to ${most}`).optional();

// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html
const terminationPolicies =
    /^(AllocationStrategy|ClosestToNextInstanceHour|Default|NewestInstance|OldestInstance|OldestLaunchConfiguration|OldestLaunchTemplate|arn:aws[a-z-]*:lambda:.+)$/;

// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SuspendProcesses.html
const processes = [
    "AddToLoadBalancer",
    "AlarmNotification",
    "AZRebalance",
    "HealthCheck",
    "InstanceRefresh",
    "Launch",
    "ReplaceUnhealthy",
    "ScheduledActions",
    "Terminate",
] as const;

// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnableMetricsCollection.html
const metric =
    /^(Group(MinSize|MaxSize|((DesiredCapacity|(InService|Pending|Standby|Terminating|Total)(Instances|Capacity))))|GroupAndWarmPool(DesiredCapacity|TotalCapacity)|WarmPool(DesiredCapacity|MinSize|PendingCapacity|TerminatingCapacity|TotalCapacity|WarmedCapacity))$/;

/** Forms and ranges: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html */
export const groupShape = {
    name: z
        .string()
        .min(1, "has 1 to 255 characters")
        .max(255, "has 1 to 255 characters")
        .regex(/^[^:]*$/, 'has no ":"')
        .optional(),
    namePrefix: z.string().max(229, "has at most 229 characters").optional(),
    minSize: atLeast(0),
    maxSize: atLeast(0),
    desiredCapacity: atLeast(0).optional(),
    desiredCapacityType: oneOfThese(["units", "vcpu", "memory-mib"]),
    capacityRebalance: z.boolean("is true or false").optional(),
    defaultCooldown: atLeast(0).optional(),
    defaultInstanceWarmup: atLeast(-1).optional(),
    healthCheckGracePeriod: atLeast(0).optional(),
    healthCheckType: z
        .string()
        .regex(
            /^(EC2|EBS|ELB|VPC_LATTICE|INSTANCE_STORE)(,(EBS|ELB|VPC_LATTICE|INSTANCE_STORE))*$/,
            'is "EC2", "ELB", "EBS", "VPC_LATTICE", or several with commas',
        )
        .optional(),
    maxInstanceLifetime: z
        .int("is a whole number")
        .refine(
            (seconds) => seconds === 0 || (seconds >= 86400 && seconds <= 31536000),
            "is 0 or 86400 to 31536000 seconds",
        )
        .optional(),
    metricsGranularity: oneOfThese(["1Minute"]),
    enabledMetrics: z.array(z.string().regex(metric, "is no metric of an Auto Scaling group")).optional(),
    terminationPolicies: z.array(z.string().regex(terminationPolicies, "is no termination policy")).optional(),
    suspendedProcesses: z.array(z.enum(processes, `is one of ${processes.join(", ")}`)).optional(),
    vpcZoneIdentifiers: z.array(z.string()).optional(),
    availabilityZones: z.array(z.string()).optional(),
    availabilityZoneDistribution: z
        .looseObject({ capacityDistributionStrategy: oneOfThese(["balanced-only", "balanced-best-effort"]) })
        .optional(),
    instanceMaintenancePolicy: z
        .looseObject({
            minHealthyPercentage: z.int("is a whole number").min(-1).max(100, "is 0 to 100, or -1"),
            maxHealthyPercentage: z.int("is a whole number").min(-1).max(200, "is 100 to 200, or -1"),
        })
        .optional(),
    instanceRefresh: z.looseObject({ strategy: z.literal("Rolling", 'is "Rolling"') }).optional(),
    mixedInstancesPolicy: z.looseObject({ launchTemplate: z.looseObject({}) }).optional(),
    targetGroupArns: z.array(z.string()).optional(),
    tags: z
        .array(z.strictObject({ key: z.string(), value: z.string(), propagateAtLaunch: z.boolean("is true or false") }))
        .optional(),
    warmPool: z
        .looseObject({
            poolState: oneOfThese(["Stopped", "Running", "Hibernated"]),
            minSize: atLeast(0).optional(),
            maxGroupPreparedCapacity: atLeast(-1).optional(),
        })
        .optional(),
};
