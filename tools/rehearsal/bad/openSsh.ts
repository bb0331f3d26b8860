import * as aws from "@pulumi/aws";
import { environmentWith } from "./environmentWith";

module.exports = environmentWith((provider) => {
    new aws.ec2.SecurityGroup(
        "bad-open-ssh",
        {
            description: "SSH from anywhere",
            ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }],
        },
        { provider },
    );
});
