import assert from "node:assert/strict";
import fc from "fast-check";
import { organizationalUnits, slug } from "../../components/model/organizationTree";

describe("organization tree", () => {
    it("puts every unit after its parent, whatever the order written", () => {
        const paths = ["A", "A/B", "A/B/C", "A/D", "E", "E/F"];
        fc.assert(
            fc.property(fc.shuffledSubarray(paths, { minLength: paths.length }), (shuffled) => {
                const nodes = organizationalUnits(shuffled);
                const order = nodes.map(({ path }) => path);
                for (const { path, parent } of nodes) {
                    if (parent !== undefined) assert.ok(order.indexOf(parent) < order.indexOf(path));
                }
                assert.deepEqual(
                    order,
                    organizationalUnits(paths).map(({ path }) => path),
                );
            }),
        );
    });

    it("takes name, parent and depth from the path", () => {
        assert.deepEqual(organizationalUnits(["Workloads/Dev"]), [
            { path: "Workloads/Dev", name: "Dev", parent: "Workloads", depth: 2 },
        ]);
    });

    it("makes logical names of paths", () => {
        assert.equal(slug("Workloads/Dev"), "workloads-dev");
        assert.equal(slug("PolicyStaging"), "policystaging");
    });
});
