// Entry point that the engine runs. Pulumi's own loader type-checks a policy pack on every start (it registers ts-node
// with `typeCheck`, which tsconfig.json cannot undo), which costs three seconds here and a second more for every fifty
// rules. Types are checked by the tests; here the pack is only stripped of them.
const fs = require("node:fs");
const swc = require("@swc/core");

const options = {
    jsc: { parser: { syntax: "typescript" }, target: "es2022" },
    module: { type: "commonjs" },
    sourceMaps: "inline",
    swcrc: false,
};

require.extensions[".ts"] = (module, filename) => {
    const source = fs.readFileSync(filename, "utf8");
    module._compile(swc.transformSync(source, { ...options, filename }).code, filename);
};

require("./index.ts");
