"use strict";
// Type checking belongs to `npm test`. The project is named here, not by TS_NODE_PROJECT, because the environment is
// handed on to the Pulumi program, which may be another project with a tsconfig.json of its own.
const path = require("node:path");

require("ts-node").register({ transpileOnly: true, project: path.join(__dirname, "..", "..", "tsconfig.json") });
