/** Type tokens of what EC2 keeps, in one place since the nouns look at each other. */
export const vpcType = "aws:ec2/vpc:Vpc";
export const subnetType = "aws:ec2/subnet:Subnet";
export const internetGatewayType = "aws:ec2/internetGateway:InternetGateway";
export const natGatewayType = "aws:ec2/natGateway:NatGateway";
export const eipType = "aws:ec2/eip:Eip";
export const routeTableType = "aws:ec2/routeTable:RouteTable";
export const routeType = "aws:ec2/route:Route";
export const routeTableAssociationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";
export const vpcEndpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";
export const defaultSecurityGroupType = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
export const securityGroupType = "aws:ec2/securityGroup:SecurityGroup";
export const securityGroupRuleType = "aws:ec2/securityGroupRule:SecurityGroupRule";
export const ingressRuleType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
export const egressRuleType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
export const launchTemplateType = "aws:ec2/launchTemplate:LaunchTemplate";
export const tagType = "aws:ec2/tag:Tag";
/** Kept by Auto Scaling; its instances hold subnets and security groups. */
export const groupType = "aws:autoscaling/group:Group";
