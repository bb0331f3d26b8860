import assert from "node:assert/strict";
import { genericModel } from "../../../simulator/kernel/generic";
import { sdkShape } from "../../../simulator/kernel/sdkShape";
import { World } from "../../../simulator/kernel/world";
import { account } from "../support";

const bucket = "aws:s3/bucketV2:BucketV2";
const cluster = "aws:rds/cluster:Cluster";
const future = "aws:tomorrow/thing:Thing";
const others = [
    "aws:acm/certificate:Certificate",
    "aws:ebs/volume:Volume",
    "aws:lb/targetGroup:TargetGroup",
    "aws:route53/zone:Zone",
];
const services = [{ resources: [bucket, cluster, future, ...others].map(genericModel) }];
const at = (world = new World()) => account(world, { account: "111122223333", region: "eu-west-1", services });

describe("simulator stand-in for types without a model", () => {
    it("gives back the inputs with an id and an ARN", () => {
        const made = at().create(bucket, "Logs", { tags: { a: "b" } });
        assert.match(made.id, /^logs-[0-9a-f]{7}$/);
        assert.equal(made.outputs["bucket"], made.id);
        assert.equal(made.outputs["arn"], `arn:aws:s3:::${made.id}`);
        assert.deepEqual(made.outputs["tagsAll"], { a: "b" });
        assert.equal(made.outputs["region"], "eu-west-1");
    });

    it("takes two things of one name", () => {
        const aws = at();
        const [first, second] = ["a", "b"].map((name) => aws.create(bucket, name, { bucket: "same" }));
        assert.notEqual(first?.id, second?.id);
    });

    it("replaces on a change of the name and updates in place otherwise", () => {
        const aws = at();
        const made = aws.create(bucket, "b", { bucket: "one" });
        assert.deepEqual(aws.diff(made, "b", { bucket: "two" }).replaces, ["bucket"]);
        assert.deepEqual(aws.diff(made, "b", { bucket: "one", forceDestroy: true }).replaces, []);
    });

    it("reads from the SDK which outputs are computed and which are secret", () => {
        const shape = sdkShape("aws:iam/accessKey:AccessKey");
        assert.ok(shape?.computed.includes("secret"));
        assert.ok(shape?.secrets.includes("secret"));
        assert.ok(sdkShape(cluster)?.secrets.includes("masterPassword"));
    });

    it("fills lists, so that a program that walks them goes on", () => {
        const zone = at().create("aws:route53/zone:Zone", "z", { name: "example.com" });
        assert.match(JSON.stringify(zone.outputs["nameServers"]), /^\["simulated-nameServers-[0-9a-f]{8}"\]$/);
        const names = { domainName: "a.example", subjectAlternativeNames: ["b.example"] };
        const made = at().create("aws:acm/certificate:Certificate", "c", names).outputs["domainValidationOptions"];
        assert.equal(Array.isArray(made) && made.length, 2);
    });

    it("fills what AWS chooses when it is left out, and keeps what is given", () => {
        const type = "aws:ebs/volume:Volume";
        assert.match(String(at().create(type, "v", {}).outputs["kmsKeyId"]), /^simulated-kmsKeyId-/);
        assert.equal(at().create(type, "v", { kmsKeyId: "mine" }).outputs["kmsKeyId"], "mine");
        assert.equal(sdkShape("aws:autoscaling/group:Group")?.chosen.includes("maxSize"), false);
    });

    it("names the service in an ARN as AWS does", () => {
        const group = at().create("aws:lb/targetGroup:TargetGroup", "t", {});
        assert.match(String(group.outputs["arn"]), /^arn:aws:elasticloadbalancing:eu-west-1:\d{12}:targetgroup\/t-/);
    });

    it("serves a type that the SDK does not know", () => {
        const made = at().create(future, "x", { size: 3 });
        assert.equal(made.outputs["size"], 3);
        assert.match(String(made.outputs["arn"]), /^arn:aws:tomorrow:eu-west-1:111122223333:thing\//);
    });
});
