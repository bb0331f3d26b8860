import { parsePolicy, policyProblems } from "../../checks/policyDocument";
import { resourceControlPolicy, serviceControlPolicy } from "../../checks/policyRules";
import type { QuotaName } from "../../quotas";

/** What AWS holds against policies of one type. */
export interface PolicyType {
    /** Part of the ARN of a policy: "service_control_policy". */
    readonly path: string;
    readonly size: QuotaName;
    readonly attached: QuotaName;
    /** Attached to every target when the type is enabled. */
    readonly attachedByDefault?: { readonly id: string; readonly name: string; readonly detachable: boolean };
    /** Enabling the type needs trusted access of this service. */
    readonly needsAccess?: string;
    problems(content: string): readonly string[];
}

/** Management policies are JSON objects under one key each; what is inside is not modelled. */
function management(path: string, keys: readonly string[], extra: Partial<PolicyType> = {}): PolicyType {
    return {
        path,
        size: "organizations.size.other",
        attached: "organizations.attached.other",
        problems(content) {
            const document = parsePolicy(content);
            if (document === undefined) return ["the policy is not a JSON object"];
            const unknown = Object.keys(document).filter((key) => !keys.includes(key));
            return unknown.map((key) => `unknown element ${key}; allowed are ${keys.join(", ")}`);
        },
        ...extra,
    };
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies.html */
export const policyTypes: { readonly [type: string]: PolicyType } = {
    SERVICE_CONTROL_POLICY: {
        path: "service_control_policy",
        size: "organizations.size.scp",
        attached: "organizations.attached.scp",
        attachedByDefault: { id: "p-FullAWSAccess", name: "FullAWSAccess", detachable: true },
        problems: (content) => policyProblems(content, serviceControlPolicy),
    },
    RESOURCE_CONTROL_POLICY: {
        path: "resource_control_policy",
        size: "organizations.size.rcp",
        attached: "organizations.attached.rcp",
        attachedByDefault: { id: "p-RCPFullAWSAccess", name: "RCPFullAWSAccess", detachable: false },
        problems: (content) => policyProblems(content, resourceControlPolicy),
    },
    AISERVICES_OPT_OUT_POLICY: management("aiservices_opt_out_policy", ["services"], {
        size: "organizations.size.aiOptOut",
        attached: "organizations.attached.aiOptOut",
    }),
    BACKUP_POLICY: management("backup_policy", ["plans"]),
    BEDROCK_POLICY: management("bedrock_policy", ["bedrock"]),
    CHATBOT_POLICY: management("chatbot_policy", ["chatbot"]),
    DECLARATIVE_POLICY_EC2: management("declarative_policy_ec2", ["ec2_attributes"]),
    INSPECTOR_POLICY: management("inspector_policy", ["inspector"], { needsAccess: "inspector2.amazonaws.com" }),
    S3_POLICY: management("s3_policy", ["s3_attributes"]),
    SECURITYHUB_POLICY: management("securityhub_policy", ["securityhub"], {
        needsAccess: "securityhub.amazonaws.com",
    }),
    TAG_POLICY: management("tag_policy", ["tags"]),
    UPGRADE_ROLLOUT_POLICY: management("upgrade_rollout_policy", ["upgrade_rollout"]),
};

export const policyTypeNames = Object.keys(policyTypes);

export function policyTypeOf(name: string): PolicyType {
    const type = policyTypes[name];
    if (type === undefined) throw new Error(`simulator: ${name} is no policy type`);
    return type;
}

/** The type of an AWS-managed organization policy, by its id. */
export function typeOfManagedPolicy(id: string): string | undefined {
    return policyTypeNames.find((name) => policyTypes[name]?.attachedByDefault?.id === id);
}
