export * from "./attribution/exports.ts";
export * from "./special/exports.ts";
