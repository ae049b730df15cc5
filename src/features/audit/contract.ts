import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idText, instantSchema, pageOf, pageQuery } from "../../platform/schema/vocabulary.ts";

export const auditEventSchema = z
  .strictObject({
    id: idText("aud"),
    occurred_at: instantSchema,
    actor_kind: z.enum(["user", "api_key", "system"]),
    actor: z.string(),
    actor_name: z.string().nullable().meta({ description: "The name of a person, as it is now; null for a key and for Vouch itself" }),
    action: z.string(),
    subject_kind: z.string(),
    subject_id: z.string(),
    detail: z.unknown().meta({ description: "Null when it was erased" }),
    position: z.string().nullable().meta({ description: "Its place in the hash chain; null until it is sealed" }),
    hash: z.string().nullable(),
  })
  .meta({ id: "AuditEvent" });

export const listAuditEvents = endpoint({
  id: "listAuditEvents",
  method: "GET",
  path: "/v1/audit-events",
  tag: "Audit",
  summary: "What was done to configuration, money and access, newest first",
  access: "audit:read",
  query: z.strictObject({ ...pageQuery, action: z.string().max(100).optional() }),
  output: pageOf(auditEventSchema),
});
