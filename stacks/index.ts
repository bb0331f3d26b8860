import * as pulumi from "@pulumi/pulumi";
import { environment } from "./environment";
import { organization } from "./organization";
import { loadSettings } from "./settings/load";
import { withShortStack } from "./shortStack";

/** The program: settings, then the organization or one environment, then what the stack exports. */
module.exports = (): Promise<pulumi.Inputs> =>
    program().catch((error: unknown) => {
        throw withShortStack(error);
    });

async function program(): Promise<pulumi.Inputs> {
    const settings = loadSettings();
    if (settings.organization !== undefined) return organization(settings, settings.organization);
    if (settings.environment !== undefined) return environment(settings, settings.environment);
    throw new pulumi.RunError("the stack has neither an organization nor an environment");
}
