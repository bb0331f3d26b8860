import assert from "node:assert/strict";
import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Properties, Unknown, type Value } from "../../../simulator/kernel/values";
import { decode, encode } from "../../../simulator/server/marshal";
import { Secrets, secretProperties } from "../../../simulator/server/secrets";

const signature = "4dabf18193072939515e22adb298388d";
const secret = (value: unknown) => ({ [signature]: "1b47061264138c4ac30d75fd1eb44270", value });
const wire = (struct: Struct) => struct.toJavaScript();
const read = (value: object) => decode(Struct.fromJavaScript({ ...value }));

describe("simulator marshalling", () => {
    it("reads every kind of unknown", () => {
        const unknowns = [
            "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
            "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
            "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
            "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
            "030794c1-ac77-496b-92df-f27374a8bd58",
            "e48ece36-62e2-4504-bad9-02848725956a",
            "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
        ];
        const { properties } = read({ list: unknowns });
        assert.ok((properties["list"] as Value[]).every((item) => item === Unknown.value));
    });

    it("takes a secret apart and puts it together again at the same place", () => {
        const { properties, secrets } = read({ tags: { a: secret("s3cret-text") }, b: [1, secret(2)] });
        assert.deepEqual(properties, { tags: { a: "s3cret-text" }, b: [1, 2] });
        assert.deepEqual(wire(encode(properties, secrets)), { tags: { a: secret("s3cret-text") }, b: [1, secret(2)] });
    });

    it("marks tagsAll where the tag was secret, however short", () => {
        const { secrets } = read({ tags: { a: secret("x") } });
        assert.deepEqual(wire(encode({ tagsAll: { a: "x", b: "y" } }, secrets)), {
            tagsAll: { a: secret("x"), b: "y" },
        });
    });

    it("marks an output that carries the text of a secret input", () => {
        const { secrets } = read({ password: secret("hunter22") });
        assert.deepEqual(wire(encode({ url: "db://root:hunter22@x" }, secrets)), {
            url: secret("db://root:hunter22@x"),
        });
    });

    it("marks outputs that a model declares secret", () => {
        const outputs = { secret: "x", id: "y" };
        assert.deepEqual(wire(encode(outputs, secretProperties(["secret"], outputs))), {
            secret: secret("x"),
            id: "y",
        });
    });

    it("reads an output value: known, unknown, secret", () => {
        const output = (fields: object) => ({ [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", ...fields });
        const { properties, secrets } = read({
            known: output({ value: "v", dependencies: ["urn"] }),
            unknown: output({}),
            hidden: output({ value: "hidden-value", secret: true }),
        });
        assert.deepEqual(properties, { known: "v", unknown: Unknown.value, hidden: "hidden-value" });
        assert.ok(secrets.covers(["hidden"], "hidden-value"));
    });

    it("reads a resource reference as its id, unknown while that is empty", () => {
        const reference = (id: object) => ({ [signature]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:x", ...id });
        const { properties } = read({ a: reference({ id: "vpc-1" }), b: reference({ id: "" }), c: reference({}) });
        assert.deepEqual(properties, { a: "vpc-1", b: Unknown.value, c: "urn:x" });
    });

    it("hands an asset through as it is", () => {
        const asset = { [signature]: "c44067f5952c0a294b673a41bacd8c17", text: "hello", hash: "h" };
        assert.deepEqual(wire(encode(read({ source: asset }).properties)), { source: asset });
    });

    it("gives back any value that holds no signature", () => {
        const values = fc.letrec<{ value: Value }>((tie) => ({
            value: fc.oneof(
                { depthSize: "small" },
                fc.constant(null),
                fc.boolean(),
                fc.integer(),
                fc.string(),
                fc.constant(Unknown.value),
                fc.array(tie("value"), { maxLength: 4 }),
                fc.dictionary(fc.string(), tie("value"), { maxKeys: 4 }).map((entries) => ({ ...entries })),
            ),
        })).value;
        const bags = fc.dictionary(fc.string(), values, { maxKeys: 5 }).map((entries): Properties => ({ ...entries }));
        fc.assert(
            fc.property(bags, (bag) => {
                fc.pre(!JSON.stringify(bag).includes("__proto__"));
                assert.deepEqual(decode(encode(bag)).properties, bag);
            }),
        );
    });

    it("never lets a marked text out in plain", () => {
        fc.assert(
            fc.property(fc.string({ minLength: 6 }), fc.string(), fc.string(), (text, before, after) => {
                const secrets = new Secrets();
                secrets.addTexts([text]);
                const { properties } = decode(encode({ a: { b: [`${before}${text}${after}`] } }, secrets));
                const read = decode(encode(properties, secrets)).secrets;
                assert.ok(read.covers(["a", "b", 0], ""));
            }),
        );
    });
});
