import type { Problem } from "../../kernel/model";
import type { Properties } from "../../kernel/values";
import { given, oneOf, text } from "./inputs";

/** https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
export const gatewayServices = ["s3", "dynamodb"] as const;

const forms = [
    /^(?:cn\.)?com\.amazonaws\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d)\.[a-z0-9][a-z0-9.-]*$/,
    /^com\.amazonaws\.vpce\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d)\.vpce-svc-[0-9a-f]{8,17}$/,
    /^aws\.(?:api|sagemaker)\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d)\.[a-z0-9][a-z0-9.-]*$/,
] as const;

/** AWS runs more services than a list here could keep up with: form and Region are checked, the last part is not. */
export function namesRegion(service: string, region: string): boolean {
    // Multi-Region access points and a few more have a global name.
    if (/^com\.amazonaws\.s3-global\.[a-z-]+$/.test(service)) return true;
    return forms.some((form) => form.exec(service)?.groups?.["region"] === region);
}

/** What can be said of an endpoint before anything is called; of each type its own inputs. */
export function endpointProblems(inputs: Properties): Problem[] {
    const problems = oneOf(inputs, ["serviceName", "resourceConfigurationArn", "serviceNetworkArn"]);
    const type = text(inputs, "vpcEndpointType");
    if (type === "Gateway") {
        for (const key of ["subnetIds", "securityGroupIds", "subnetConfigurations"]) {
            if (given(inputs, key))
                problems.push({ property: key, reason: "a Gateway endpoint takes none; it has routeTableIds" });
        }
        if (inputs["privateDnsEnabled"] === true) {
            problems.push({
                property: "privateDnsEnabled",
                reason: "a Gateway endpoint has no private DNS; leave it out",
            });
        }
    } else if (type !== undefined && given(inputs, "routeTableIds")) {
        problems.push({ property: "routeTableIds", reason: `only a Gateway endpoint takes them, not ${type}` });
    }
    if (type === "GatewayLoadBalancer" && given(inputs, "securityGroupIds")) {
        problems.push({ property: "securityGroupIds", reason: "a GatewayLoadBalancer endpoint takes none" });
    }
    const policy = text(inputs, "policy");
    if (policy !== undefined && !isJsonObject(policy)) {
        problems.push({
            property: "policy",
            reason: "is not a JSON object; write an endpoint policy as JSON.stringify gives it",
        });
    }
    return problems;
}

function isJsonObject(source: string): boolean {
    try {
        const value: unknown = JSON.parse(source);
        return typeof value === "object" && value !== null && !Array.isArray(value);
    } catch {
        return false;
    }
}
