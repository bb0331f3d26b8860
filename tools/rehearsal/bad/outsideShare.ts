import * as aws from "@pulumi/aws";
import { environmentWith } from "./environmentWith";

/** An account of nobody's organization, from the range AWS uses in examples. */
const outsider = "999999999999";

module.exports = environmentWith((provider) => {
    const share = new aws.ram.ResourceShare("bad-share", { allowExternalPrincipals: true }, { provider });
    new aws.ram.PrincipalAssociation(
        "bad-share-outsider",
        { principal: outsider, resourceShareArn: share.arn },
        { provider },
    );
});
