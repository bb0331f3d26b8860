import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";

const tags = `{ environment: "bench", owner: "platform", "cost-center": "bench", "managed-by": "pulumi" }`;

/** A plain JavaScript program of so many resources, half of them of a type that several rules look at. */
export function plainProgram(parent: string, resources: number): string {
    const name = `plain-${resources}`;
    const folder = join(parent, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "Pulumi.yaml"), stringify({ name, runtime: "nodejs" }));
    writeFileSync(join(folder, "Pulumi.bench.yaml"), stringify({ config: { "aws:region": "eu-west-1" } }));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, main: "index.js" }));
    writeFileSync(
        join(folder, "index.js"),
        `"use strict";
const aws = require("@pulumi/aws");
const tags = ${tags};
for (let index = 0; index < ${resources}; index++) {
    if (index % 2 === 0) new aws.sqs.Queue("queue-" + index, { sqsManagedSseEnabled: true, tags });
    else {
        const ingress = [{ protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["10.16." + (index % 250) + ".0/24"] }];
        new aws.ec2.SecurityGroup("group-" + index, { ingress, tags });
    }
}
`,
    );
    return folder;
}
