// Run as a process of its own, because PulumiCommand.install can neither be given up nor told to use a proxy's patience:
// it fetches https://get.pulumi.com/install.sh and runs it.
import automation from "@pulumi/pulumi/automation/cmd.js";
import semver from "semver";

const [root, version] = process.argv.slice(2);
try {
    await automation.PulumiCommand.install({ root, version: new semver.SemVer(version) });
} catch (error) {
    console.error(error.message);
    process.exitCode = 1;
}
