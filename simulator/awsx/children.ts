import { type Inputs, Reference } from "./input";

/** One resource that the component registers. */
export interface Child {
    readonly type: string;
    readonly name: string;
    /** Key of another child; absent: the component itself. */
    readonly parent?: string;
    /** Keys of children that it depends on besides those its inputs refer to. */
    readonly dependsOn: readonly string[];
    readonly inputs: Inputs;
}

export const keyOf = (child: Pick<Child, "type" | "name">): string => `${child.type}::${child.name}`;

export const idOf = (child: Child): Reference => new Reference(keyOf(child));

const ec2 = (module: string): string => `aws:ec2/${module}:${module[0]?.toUpperCase()}${module.slice(1)}`;

export const types = {
    vpc: ec2("vpc"),
    subnet: ec2("subnet"),
    internetGateway: ec2("internetGateway"),
    routeTable: ec2("routeTable"),
    routeTableAssociation: ec2("routeTableAssociation"),
    route: ec2("route"),
    eip: ec2("eip"),
    natGateway: ec2("natGateway"),
    vpcEndpoint: ec2("vpcEndpoint"),
    securityGroup: ec2("securityGroup"),
    securityGroupRule: ec2("securityGroupRule"),
} as const;

/** A resource below another one, which it waits for. */
export function below(parent: Child, type: string, name: string, inputs: Inputs): Child {
    return { type, name, parent: keyOf(parent), dependsOn: [keyOf(parent)], inputs };
}
