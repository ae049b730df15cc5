import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, pageOf, pageQuery } from "../../platform/schema/vocabulary.ts";

const nothing = z.strictObject({});

const noticeSchema = z
  .strictObject({ id: idText("ntc"), kind: z.string(), message: z.string(), created_at: instantSchema, read_at: instantSchema.nullable() })
  .meta({ id: "Notice" });

export const listNotices = endpoint({
  id: "listNotices",
  method: "GET",
  path: "/v1/notices",
  tag: "Workspaces",
  summary: "What the workspace should know: endpoints switched off, imports that failed",
  access: "workspace:read",
  query: z.strictObject(pageQuery),
  output: pageOf(noticeSchema),
});

export const readNotice = endpoint({
  id: "readNotice",
  method: "POST",
  path: "/v1/notices/{id}/read",
  tag: "Workspaces",
  summary: "Mark a notice as read",
  access: "workspace:read",
  params: z.strictObject({ id: idSchema("ntc") }),
  output: nothing,
});
