import { z } from "zod";
import { endpoint, scopes } from "../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, nameSchema, pageOf, pageQuery } from "../../platform/schema/vocabulary.ts";

const nothing = z.strictObject({});

export const keySchema = z
  .strictObject({
    id: idText("key"),
    name: z.string(),
    start: z.string().meta({ description: "The first characters, to tell keys apart" }),
    scopes: z.array(z.string()),
    created_at: instantSchema,
    expires_at: instantSchema.nullable(),
    last_used_at: instantSchema.nullable(),
    revoked_at: instantSchema.nullable(),
  })
  .meta({ id: "ApiKey" });

export const listKeys = endpoint({
  id: "listKeys",
  method: "GET",
  path: "/v1/api-keys",
  tag: "API keys",
  summary: "The keys of the workspace, newest first",
  access: "keys:write",
  query: z.strictObject(pageQuery),
  output: pageOf(keySchema),
});

export const createKey = endpoint({
  id: "createKey",
  method: "POST",
  path: "/v1/api-keys",
  tag: "API keys",
  summary: "Make a key; its secret is shown this once",
  description:
    "A key can have no scope that its maker lacks. It is not kept under an Idempotency-Key, because the secret is stored nowhere.",
  access: "keys:write",
  status: 201,
  body: z.strictObject({
    name: nameSchema(100),
    scopes: z.array(z.enum(scopes)).min(1),
    expires_at: instantSchema.nullable().default(null),
  }),
  output: keySchema.extend({ secret: z.string() }),
});

export const revokeKey = endpoint({
  id: "revokeKey",
  method: "DELETE",
  path: "/v1/api-keys/{id}",
  tag: "API keys",
  summary: "Revoke a key; within five seconds it opens nothing",
  access: "keys:write",
  params: z.strictObject({ id: idSchema("key") }),
  output: nothing,
});
