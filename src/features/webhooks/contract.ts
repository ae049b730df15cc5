import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, pageOf, pageQuery } from "../../platform/schema/vocabulary.ts";
import { eventTypes } from "./event-types.ts";

const nothing = z.strictObject({});
const types = z.array(z.enum(eventTypes)).min(1).meta({ description: "What this endpoint is told" });
const byId = z.strictObject({ id: idSchema("whe") });

const endpointSchema = z
  .strictObject({
    id: idText("whe"),
    url: z.string(),
    event_types: z.array(z.string()),
    created_at: instantSchema,
    failing_since: instantSchema.nullable(),
    disabled_at: instantSchema.nullable(),
    disabled_reason: z.string().nullable(),
  })
  .meta({ id: "WebhookEndpoint" });

export const listWebhookEndpoints = endpoint({
  id: "listWebhookEndpoints",
  method: "GET",
  path: "/v1/webhook-endpoints",
  tag: "Webhooks",
  summary: "Where events are sent",
  access: "webhooks:read",
  output: z.strictObject({ data: z.array(endpointSchema) }),
});

export const createWebhookEndpoint = endpoint({
  id: "createWebhookEndpoint",
  method: "POST",
  path: "/v1/webhook-endpoints",
  tag: "Webhooks",
  summary: "Add an endpoint; its signing secret is shown this once",
  description:
    "Deliveries follow the Standard Webhooks specification: webhook-id, webhook-timestamp and webhook-signature (v1, HMAC-SHA256 over id.timestamp.body).",
  access: "webhooks:write",
  status: 201,
  body: z.strictObject({ url: z.string().min(1).max(2000), event_types: types }),
  output: endpointSchema.extend({ secret: z.string().meta({ description: "whsec_ and base64" }) }),
});

export const updateWebhookEndpoint = endpoint({
  id: "updateWebhookEndpoint",
  method: "PATCH",
  path: "/v1/webhook-endpoints/{id}",
  tag: "Webhooks",
  summary: "Change what an endpoint is told, or switch it on or off",
  access: "webhooks:write",
  params: byId,
  body: z.strictObject({ event_types: types.optional(), enabled: z.boolean().optional() }),
  output: endpointSchema,
});

export const archiveWebhookEndpoint = endpoint({
  id: "archiveWebhookEndpoint",
  method: "DELETE",
  path: "/v1/webhook-endpoints/{id}",
  tag: "Webhooks",
  summary: "Take an endpoint away",
  access: "webhooks:write",
  params: byId,
  output: nothing,
});

export const rotateWebhookSecret = endpoint({
  id: "rotateWebhookSecret",
  method: "POST",
  path: "/v1/webhook-endpoints/{id}/rotate-secret",
  tag: "Webhooks",
  summary: "A new secret; for a day deliveries are signed with both",
  access: "webhooks:write",
  params: byId,
  output: z.strictObject({ secret: z.string(), previous_until: instantSchema }),
});

export const testWebhookEndpoint = endpoint({
  id: "testWebhookEndpoint",
  method: "POST",
  path: "/v1/webhook-endpoints/{id}/test",
  tag: "Webhooks",
  summary: "Send a test event",
  access: "webhooks:write",
  status: 202,
  params: byId,
  output: nothing,
});

const deliverySchema = z
  .strictObject({
    id: idText("whd"),
    event_id: idText("evt"),
    event_type: z.string(),
    attempt: z.int(),
    status: z.enum(["pending", "delivered", "failed"]),
    response_status: z.int().nullable(),
    response_excerpt: z.string().nullable(),
    error: z.string().nullable(),
    duration_ms: z.int().nullable(),
    attempted_at: instantSchema.nullable(),
    created_at: instantSchema,
  })
  .meta({ id: "WebhookDelivery" });

export const listWebhookDeliveries = endpoint({
  id: "listWebhookDeliveries",
  method: "GET",
  path: "/v1/webhook-endpoints/{id}/deliveries",
  tag: "Webhooks",
  summary: "The delivery log, every try a row, newest first",
  access: "webhooks:read",
  params: byId,
  query: z.strictObject(pageQuery),
  output: pageOf(deliverySchema),
});

export const replayWebhookEvents = endpoint({
  id: "replayWebhookEvents",
  method: "POST",
  path: "/v1/webhook-endpoints/{id}/replay",
  tag: "Webhooks",
  summary: "Send one event again, or all since an instant",
  access: "webhooks:write",
  status: 202,
  params: byId,
  body: z.union([z.strictObject({ event_id: idSchema("evt") }), z.strictObject({ since: instantSchema })]),
  output: z.strictObject({ queued: z.int() }),
});
