import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, pageOf, pageQuery } from "../../platform/schema/vocabulary.ts";

const kindSchema = z.enum(["shopify", "stripe"]);
const secretSchema = z
  .string()
  .trim()
  .min(8)
  .max(500)
  .meta({ description: "With which the sender signs; it is kept encrypted and never shown" });
const clickParamSchema = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_-]{0,31}$/, "must be a parameter name such as vclid")
  .meta({ description: "The name under which your links pass the click on, where it is not vclid" });

const connectionSchema = z
  .strictObject({
    id: idText("con"),
    store_id: idText("sto"),
    kind: kindSchema,
    click_param: z.string().nullable(),
    webhook_url: z.string().meta({ description: "Where the sender is to deliver" }),
    created_at: instantSchema,
    disabled_at: instantSchema.nullable(),
  })
  .meta({ id: "Connection" });

export const listConnections = endpoint({
  id: "listConnections",
  method: "GET",
  path: "/v1/connections",
  tag: "Connections",
  summary: "Stores and payment providers that send webhooks",
  access: "workspace:read",
  output: z.strictObject({ data: z.array(connectionSchema) }),
});

export const createConnection = endpoint({
  id: "createConnection",
  method: "POST",
  path: "/v1/connections",
  tag: "Connections",
  summary: "Let a store or a payment provider send webhooks",
  access: "workspace:write",
  status: 201,
  creates: true,
  body: z.strictObject({
    store_id: idSchema("sto").optional().meta({ description: "Whose orders it speaks of; the first store when it is missing" }),
    kind: kindSchema,
    secret: secretSchema,
    click_param: clickParamSchema.optional(),
  }),
  output: connectionSchema,
});

const oneConnection = z.strictObject({ id: idSchema("con") });

export const updateConnection = endpoint({
  id: "updateConnection",
  method: "PATCH",
  path: "/v1/connections/{id}",
  tag: "Connections",
  summary: "Change a connection's secret or click parameter, or switch it off",
  access: "workspace:write",
  params: oneConnection,
  body: z.strictObject({
    secret: secretSchema.optional(),
    click_param: clickParamSchema.nullable().optional(),
    is_disabled: z.boolean().optional(),
  }),
  output: connectionSchema,
});

export const takeWebhook = endpoint({
  id: "takeWebhook",
  method: "POST",
  path: "/hooks/{workspace}/{connection}",
  tag: "Connections",
  summary: "Where Shopify and Stripe deliver",
  description:
    "The body is verified by its signature before it is read, kept encrypted, and taken in the same transaction. The same delivery again does nothing.",
  access: "public",
  params: z.strictObject({ workspace: z.string().max(64), connection: z.string().max(64) }),
  rawBody: { maxBytes: 4 * 1024 * 1024, mediaTypes: ["application/json"] },
  output: z.strictObject({ outcome: z.enum(["taken", "ignored", "unreadable", "duplicate"]) }),
});

const payloadSchema = z
  .strictObject({
    id: idText("raw"),
    connection_id: idText("con").nullable(),
    source: z.string(),
    topic: z.string(),
    received_at: instantSchema,
    is_erased: z.boolean(),
    results: z.array(z.strictObject({ processed_at: instantSchema, outcome: z.string(), detail: z.string() })),
  })
  .meta({ id: "RawPayload" });

export const listPayloads = endpoint({
  id: "listRawPayloads",
  method: "GET",
  path: "/v1/raw-payloads",
  tag: "Connections",
  summary: "What was delivered and what became of it, newest first",
  access: "workspace:read",
  query: z.strictObject({ ...pageQuery, connection_id: idSchema("con").optional() }),
  output: pageOf(payloadSchema),
});

export const replayPayload = endpoint({
  id: "replayRawPayload",
  method: "POST",
  path: "/v1/raw-payloads/{id}/replay",
  tag: "Connections",
  summary: "Take a delivery again, as it came",
  description: "What it says is recorded once, however often it is replayed.",
  access: "orders:write",
  params: z.strictObject({ id: idSchema("raw") }),
  output: payloadSchema,
});
