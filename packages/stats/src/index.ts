export * from "./attribution/exports.ts";
export * from "./distributions/exports.ts";
export * from "./linear/exports.ts";
export * from "./optimize/exports.ts";
export * from "./random/exports.ts";
export * from "./sparse/exports.ts";
export * from "./special/exports.ts";
export * from "./summary/exports.ts";
