export * from "./attribution/exports.ts";
