import { join, resolve } from "node:path";

export const projectRoot = resolve(__dirname, "..", "..");

/** Everything a rehearsal writes; git-ignored. Elsewhere where the checkout cannot be written to. */
const { LANDING_ZONE_REHEARSAL: elsewhere = "" } = process.env;
export const rehearsalFolder = elsewhere === "" ? join(projectRoot, ".rehearsal") : resolve(elsewhere);

/** One folder per `npm start`, so that two at once never meet. */
export const runsFolder = join(rehearsalFolder, "runs");

/** What `npm run pulumi` keeps between commands. */
export const playFolder = join(rehearsalFolder, "play");

export const packFolder = join(projectRoot, "policies");

export const pluginScript = join(projectRoot, "simulator", "plugin", "pulumi-resource");
