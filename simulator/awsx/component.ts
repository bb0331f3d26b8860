import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Monitor } from "./monitor";

/** Registers the component itself with the options its caller gave; answers with its URN. */
export async function registerComponent(monitor: Monitor, construct: ConstructRequest): Promise<string> {
    const request = new RegisterResourceRequest();
    request.setType(construct.getType());
    request.setName(construct.getName());
    request.setParent(construct.getParent());
    request.setObject(Struct.fromJavaScript({}));
    request.setDependenciesList(construct.getDependenciesList());
    request.setProtect(construct.getProtect() ?? false);
    request.setRetainondelete(construct.getRetainondelete() ?? false);
    request.setAliasesList(construct.getAliasesList());
    request.setAliasspecs(true);
    request.setIgnorechangesList(construct.getIgnorechangesList());
    request.setReplaceonchangesList(construct.getReplaceonchangesList());
    request.setDeletedwith(construct.getDeletedwith());
    request.setCustomtimeouts(timeoutsOf(construct));
    const hooks = hooksOf(construct);
    if (hooks !== undefined) request.setHooks(hooks);
    construct.getProvidersMap().forEach((reference, name) => {
        request.getProvidersMap().set(name, reference);
    });
    request.setAcceptsecrets(true);
    request.setAcceptresources(true);
    request.setSupportspartialvalues(true);
    request.setSupportsresultreporting(true);
    return (await monitor.register(request)).getUrn();
}

function timeoutsOf(construct: ConstructRequest): RegisterResourceRequest.CustomTimeouts {
    const from = construct.getCustomtimeouts();
    const timeouts = new RegisterResourceRequest.CustomTimeouts();
    timeouts.setCreate(from?.getCreate() ?? "");
    timeouts.setUpdate(from?.getUpdate() ?? "");
    timeouts.setDelete(from?.getDelete() ?? "");
    return timeouts;
}

function hooksOf(construct: ConstructRequest): RegisterResourceRequest.ResourceHooksBinding | undefined {
    const from = construct.getResourceHooks();
    if (from === undefined) return undefined;
    const hooks = new RegisterResourceRequest.ResourceHooksBinding();
    hooks.setBeforeCreateList(from.getBeforeCreateList());
    hooks.setAfterCreateList(from.getAfterCreateList());
    hooks.setBeforeUpdateList(from.getBeforeUpdateList());
    hooks.setAfterUpdateList(from.getAfterUpdateList());
    hooks.setBeforeDeleteList(from.getBeforeDeleteList());
    hooks.setAfterDeleteList(from.getAfterDeleteList());
    return hooks;
}
