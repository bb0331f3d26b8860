import type { ServiceModel } from "../../kernel/model";
import { defaultSecurityGroup } from "./defaultSecurityGroup";
import { eip } from "./eip";
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
};
