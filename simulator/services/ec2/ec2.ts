import type { ServiceModel } from "../../kernel/model";
import { defaultSecurityGroup } from "./defaultSecurityGroup";
import { defaultRouteTable, defaultSubnet } from "./defaults";
import { defaultVpcAdoption } from "./defaultVpc";
import { eip } from "./eip";
import { ec2Functions } from "./functions";
import { internetGateway } from "./internetGateway";
import { launchTemplate } from "./launchTemplate";
import { natGateway } from "./natGateway";
import { route } from "./route";
import { routeTable } from "./routeTable";
import { routeTableAssociation } from "./routeTableAssociation";
import { securityGroup } from "./securityGroup";
import { securityGroupRule } from "./securityGroupRule";
import { subnet } from "./subnet";
import { tag } from "./tag";
import { vpc } from "./vpc";
import { vpcEndpoint } from "./vpcEndpoint";
import { securityGroupEgressRule, securityGroupIngressRule } from "./vpcSecurityGroupRules";

export const ec2: ServiceModel = {
    resources: [
        defaultSecurityGroup,
        defaultSubnet,
        defaultRouteTable,
        defaultVpcAdoption,
        eip,
        internetGateway,
        launchTemplate,
        natGateway,
        route,
        routeTable,
        routeTableAssociation,
        securityGroup,
        securityGroupEgressRule,
        securityGroupIngressRule,
        securityGroupRule,
        subnet,
        tag,
        vpc,
        vpcEndpoint,
    ],
    functions: ec2Functions,
};
