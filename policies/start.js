// Entry point that the engine runs. Pulumi's own loader type-checks a policy pack on every start (it registers ts-node
// with `typeCheck`, which tsconfig.json cannot undo), which costs three seconds here and a second more for every fifty
// rules. Types are checked by the tests; here the pack is only stripped of them.
const fs = require("node:fs");
const ts = require("typescript");

const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    esModuleInterop: true,
    inlineSourceMap: true,
};

require.extensions[".ts"] = (module, fileName) => {
    const source = fs.readFileSync(fileName, "utf8");
    module._compile(ts.transpileModule(source, { compilerOptions, fileName }).outputText, fileName);
};

require("./index.ts");
