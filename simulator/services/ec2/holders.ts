import { isObject, type Properties } from "../../kernel/values";
import type { Entity, World } from "../../kernel/world";
import { number, objects, text, texts } from "./inputs";
import { groupType, launchTemplateType, natGatewayType, vpcEndpointType } from "./types";

/** Network interfaces are not records of their own: what would have one in a subnet is asked instead. */
export function holdersOfSubnet(world: World, subnetId: string): string[] {
    const gateways = world.list(natGatewayType).filter((record) => record.inputs["subnetId"] === subnetId);
    const endpoints = world
        .list(vpcEndpointType)
        .filter((record) => texts(record.outputs["subnetIds"]).includes(subnetId));
    return [...gateways, ...endpoints, ...runningGroups(world, subnetId)].map(({ id }) => id);
}

/** Auto Scaling groups that have instances, and so interfaces; all of them, or those that use a subnet. */
export function runningGroups(world: World, subnetId?: string): Entity[] {
    return world
        .list(groupType)
        .filter((group) => (number(group.outputs, "desiredCapacity") ?? number(group.inputs, "minSize") ?? 0) > 0)
        .filter((group) => subnetId === undefined || texts(group.inputs["vpcZoneIdentifiers"]).includes(subnetId));
}

/** Endpoints, and instances of groups, that have an interface with this security group. */
export function holdersOfGroup(world: World, groupId: string): string[] {
    const endpoints = world
        .list(vpcEndpointType)
        .filter((record) => texts(record.outputs["securityGroupIds"]).includes(groupId));
    const groups = runningGroups(world).filter((group) =>
        templatesOf(world, group).some((template) => groupsOfTemplate(template.inputs).includes(groupId)),
    );
    return [...endpoints, ...groups].map(({ id }) => id);
}

/** Security groups that a launch template puts on instances. */
export function groupsOfTemplate(template: Properties): string[] {
    const interfaces = objects(template["networkInterfaces"]).flatMap((item) => texts(item["securityGroups"]));
    return [...texts(template["vpcSecurityGroupIds"]), ...interfaces];
}

/** Every launch template specification of a group, with the place it stands at. */
export function specificationsOf(group: Properties): { readonly place: string; readonly specification: Properties }[] {
    const found: { place: string; specification: Properties }[] = [];
    const plain = group["launchTemplate"];
    if (isObject(plain)) found.push({ place: "launchTemplate", specification: plain });
    const mixed = group["mixedInstancesPolicy"];
    const template = isObject(mixed) ? mixed["launchTemplate"] : undefined;
    if (!isObject(template)) return found;
    const place = "mixedInstancesPolicy.launchTemplate";
    const main = template["launchTemplateSpecification"];
    if (isObject(main)) found.push({ place: `${place}.launchTemplateSpecification`, specification: main });
    objects(template["overrides"]).forEach((override, index) => {
        const own = override["launchTemplateSpecification"];
        if (isObject(own)) {
            found.push({ place: `${place}.overrides[${index}].launchTemplateSpecification`, specification: own });
        }
    });
    return found;
}

export function templateOf(world: World, scope: Entity["scope"], specification: Properties): Entity | undefined {
    const id = text(specification, "id") ?? text(specification, "launchTemplateId");
    if (id !== undefined) return world.get(launchTemplateType, scope, id);
    const name = text(specification, "name") ?? text(specification, "launchTemplateName");
    return world.list(launchTemplateType, scope).find((record) => record.outputs["name"] === name);
}

function templatesOf(world: World, group: Entity): Entity[] {
    return specificationsOf(group.inputs).flatMap(
        ({ specification }) => templateOf(world, group.scope, specification) ?? [],
    );
}
