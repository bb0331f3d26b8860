import assert from "node:assert/strict";
import { markdown, median, type Results } from "../../../tools/bench/report";

const results: Results = {
    runs: 3,
    floor: [1.5, 1.4, 1.6],
    packedFew: [2.4, 2.5, 2.6],
    preview: [3, 3, 3],
    firstPreview: [4.5, 4.5, 4.5],
    bare: [10, 10, 10],
    packed: [11.995, 11.995, 11.995],
    few: 5,
    resources: 1000,
    peak: { total: 640, parts: { simulator: 170, program: 270, pack: 200 } },
    start: 40,
    cli: "3.220.0",
};

const row = (text: string, what: string): string | undefined =>
    text.split("\n").find((line) => line.startsWith(`| ${what}`));

describe("table of the benchmark", () => {
    it("takes the middle run, or the mean of the two in the middle", () => {
        assert.equal(median([3, 1, 2]), 2);
        assert.equal(median([4, 1, 2, 3]), 2.5);
    });

    it("compares ratios with their goals and says which were missed", () => {
        const text = markdown(results);
        assert.match(row(text, "policed preview of `dev`, deployed, to") ?? "", /2\.00 times .* \| met \|$/);
        assert.match(row(text, "policed first preview") ?? "", /3\.00 times .* \| \*\*missed\*\* \|$/);
    });

    it("separates what a pack costs to start from what it costs per resource", () => {
        const text = markdown(results);
        assert.match(row(text, "pack, to start") ?? "", /1\.00 s/);
        assert.match(row(text, "pack, per resource") ?? "", /1\.00 ms/);
    });

    it("leaves out npm start where it was not measured", () => {
        assert.equal(row(markdown({ ...results, start: undefined }), "warm `npm start`"), undefined);
    });
});
