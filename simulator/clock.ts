/**
 * The simulator has no clock: everything was created at this moment, so that the outputs of a run are those of the run
 * before. Rules that need time (the age of an account, a deletion window) are not modelled.
 */
export const now = "2026-01-01T00:00:00Z";
