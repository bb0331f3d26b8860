import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { limits } from "../model/limits";
import { organizationalUnits, root, slug } from "../model/organizationTree";
import { policyDocument, type Statement } from "../model/policyDocument";

export interface AccountArgs {
    /** Root e-mail address, unique over all of AWS. A change replaces the account, which `protect` refuses. */
    readonly email: string;
    /** Path of the unit it lives in, "Workloads/Dev". A change moves the account in place. */
    readonly organizationalUnit: string;
    /** Tags beside the provider's default tags. */
    readonly tags: { readonly [key: string]: string };
}

export interface ServiceControlPolicyArgs {
    /** At most 512 characters. */
    readonly description: string;
    readonly statements: readonly Statement[];
    /** Paths of units, or "Root" for the whole organization. */
    readonly targets: readonly string[];
}

export interface OrganizationArgs {
    /** Every unit by path, parents included: ["Workloads", "Workloads/Dev"]. */
    readonly organizationalUnits: readonly string[];
    /** Member accounts by name. */
    readonly accounts: { readonly [name: string]: AccountArgs };
    /** Service control policies by name. */
    readonly serviceControlPolicies: { readonly [name: string]: ServiceControlPolicyArgs };
    /** Service principals given access to the organization, beside RAM and the services behind it. */
    readonly trustedServices: readonly string[];
}

/**
 * The organization of a company, created in the management account: all features, service control policies, the tree of
 * organizational units, the member accounts, and RAM sharing inside the organization. Costs nothing by itself.
 *
 * The organization and its accounts are protected: Pulumi refuses to delete or replace them. Accounts are never closed by a
 * delete (`closeOnDeletion` is false); leaving is a move to a unit such as Suspended.
 */
export class Organization extends pulumi.ComponentResource {
    public readonly id: pulumi.Output<string>;
    public readonly arn: pulumi.Output<string>;
    /** Account ids by account name. */
    public readonly accountIds: { readonly [name: string]: pulumi.Output<string> };
    /** Ids of units by path. */
    public readonly organizationalUnitIds: { readonly [path: string]: pulumi.Output<string> };
    /** ARNs of units by path: what RAM takes as a principal. */
    public readonly organizationalUnitArns: { readonly [path: string]: pulumi.Output<string> };

    private readonly rootId: pulumi.Output<string>;

    constructor(name: string, args: OrganizationArgs, opts?: pulumi.ComponentResourceOptions) {
        super("landingzone:organization:Organization", name, {}, opts);

        const organization = this.organization(name, args);
        this.id = organization.id;
        this.arn = organization.arn;
        this.rootId = organization.roots.apply(([first]) => first?.id ?? "");
        this.ramSharing(name, organization);
        const units = this.units(name, args);
        this.organizationalUnitIds = mapValues(units, (unit) => unit.id);
        this.organizationalUnitArns = mapValues(units, (unit) => unit.arn);
        this.accountIds = mapValues(this.accounts(name, args), (account) => account.id);
        this.policies(name, args, organization);

        this.registerOutputs({
            id: this.id,
            arn: this.arn,
            accountIds: this.accountIds,
            organizationalUnitIds: this.organizationalUnitIds,
            organizationalUnitArns: this.organizationalUnitArns,
        });
    }

    private organization(name: string, args: OrganizationArgs): aws.organizations.Organization {
        return new aws.organizations.Organization(
            name,
            {
                featureSet: "ALL",
                enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"],
                // SharingWithOrganization grants RAM its access too; left out here, each update would take it away again.
                awsServiceAccessPrincipals: [...new Set(["ram.amazonaws.com", ...args.trustedServices])].sort(),
            },
            { parent: this, protect: true },
        );
    }

    /** Without this, AWS refuses a share to a unit or the organization, even between its own accounts. */
    private ramSharing(name: string, organization: aws.organizations.Organization): void {
        new aws.ram.SharingWithOrganization(`${name}-ram`, {}, { parent: this, dependsOn: organization });
    }

    private units(name: string, args: OrganizationArgs): { [path: string]: aws.organizations.OrganizationalUnit } {
        const units: { [path: string]: aws.organizations.OrganizationalUnit } = {};
        for (const node of organizationalUnits(args.organizationalUnits)) {
            const above = node.parent === undefined ? undefined : units[node.parent];
            units[node.path] = new aws.organizations.OrganizationalUnit(
                `${name}-${slug(node.path)}`,
                { name: node.name, parentId: above?.id ?? this.rootId },
                { parent: this },
            );
        }
        return units;
    }

    /**
     * AWS creates at most five accounts at once and refuses a sixth, so account n waits for account n - 5.
     * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
     */
    private accounts(name: string, args: OrganizationArgs): { [name: string]: aws.organizations.Account } {
        const lanes: aws.organizations.Account[] = [];
        const accounts: { [name: string]: aws.organizations.Account } = {};
        Object.entries(args.accounts).forEach(([account, { email, organizationalUnit, tags }], index) => {
            const before = lanes[index - limits.concurrentAccountCreations.value];
            const created = new aws.organizations.Account(
                `${name}-${account}`,
                {
                    name: account,
                    email,
                    parentId: this.unitId(organizationalUnit),
                    closeOnDeletion: false,
                    iamUserAccessToBilling: "ALLOW",
                    tags: { ...tags },
                },
                { parent: this, protect: true, ...(before === undefined ? {} : { dependsOn: before }) },
            );
            lanes.push(created);
            accounts[account] = created;
        });
        return accounts;
    }

    private policies(name: string, args: OrganizationArgs, organization: aws.organizations.Organization): void {
        for (const [policy, { description, statements, targets }] of Object.entries(args.serviceControlPolicies)) {
            const created = new aws.organizations.Policy(
                `${name}-${policy}`,
                { name: policy, type: "SERVICE_CONTROL_POLICY", description, content: policyDocument(statements) },
                { parent: this, dependsOn: organization },
            );
            for (const target of targets) {
                new aws.organizations.PolicyAttachment(
                    `${name}-${policy}-${slug(target)}`,
                    { policyId: created.id, targetId: this.unitId(target) },
                    { parent: this },
                );
            }
        }
    }

    /** Id of a unit by path, or of the root. Settings have been checked, so a missing unit is a fault of the program. */
    private unitId(path: string): pulumi.Output<string> {
        const id = path === root ? this.rootId : this.organizationalUnitIds[path];
        if (id === undefined) throw new Error(`organizational unit ${path} is not among organizationalUnits`);
        return id;
    }
}

function mapValues<T, U>(record: { readonly [key: string]: T }, change: (value: T) => U): { [key: string]: U } {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
