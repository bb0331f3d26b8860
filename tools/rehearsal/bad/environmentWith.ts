import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

type Program = () => Promise<pulumi.Inputs>;

/**
 * The project's own program with something added after it, in the accounts it works in. Run on an existing environment, the
 * addition is all that changes.
 */
export function environmentWith(add: (provider: aws.Provider) => void): Program {
    return async () => {
        const providers: aws.Provider[] = [];
        pulumi.runtime.registerStackTransformation(({ type, resource }) => {
            if (type === "pulumi:providers:aws") providers.push(resource as aws.Provider);
            return undefined;
        });
        const root = process.env["LANDING_ZONE_PROJECT"] ?? process.cwd();
        // The program reads the stack files beside it.
        process.chdir(root);
        const program = require(root) as Program;
        const outputs = await program();
        const [provider] = providers;
        if (provider === undefined)
            throw new pulumi.RunError("the environment has no AWS provider to add a change under");
        add(provider);
        return outputs;
    };
}
