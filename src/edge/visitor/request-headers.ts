import type { IncomingHttpHeaders } from "node:http";

/** Why a browser asks, where it does so before its user does: `Sec-Purpose`, else its older names. */
export const purposeOf = (headers: IncomingHttpHeaders): string | undefined =>
  text(headers["sec-purpose"]) ?? text(headers["purpose"]) ?? text(headers["x-purpose"]) ?? text(headers["x-moz"]);

/** Whether the browser objects to being followed: Global Privacy Control, or Do Not Track. */
export const objects = (headers: IncomingHttpHeaders): boolean => headers["sec-gpc"] === "1" || headers["dnt"] === "1";

/** The chain of proxies, several headers joined by commas. */
export const forwardedFor = (headers: IncomingHttpHeaders): string | undefined => text(headers["x-forwarded-for"]);

/** The scheme at the outermost proxy. */
export const forwardedProto = (headers: IncomingHttpHeaders): string | undefined => text(headers["x-forwarded-proto"]);

const text = (value: string | string[] | undefined): string | undefined => (typeof value === "object" ? value[0] : value);
