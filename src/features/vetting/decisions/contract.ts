import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";

/** What may be decided of a creator. */
const decisionSchema = z.enum(["approve", "reject", "watch"]);

const decided = {
  id: idText("vet"),
  creator_id: idText("cre"),
  creator_name: z.string(),
  decision: decisionSchema,
  reason: z.string(),
  decided_by: z.string().meta({ description: "Who: a member's name, or an API key" }),
  decided_at: instantSchema,
  scores: z
    .array(z.strictObject({ scorecard_id: idText("sco"), platform: z.string(), handle: z.string(), score: z.int().nullable() }))
    .meta({ description: "Of each account the newest score at that time" }),
  findings: z.int().nullable().meta({ description: "Findings that stood at that time; null: erased" }),
  evidence_sha256: z.string(),
  erased_at: instantSchema
    .nullable()
    .meta({ description: "When the reason and the evidence were erased with the creator's personal data" }),
};
const shownSchema = z.strictObject(decided).meta({ id: "VettingDecision" });

/** Decides. */
export const decideVetting = endpoint({
  id: "decideVetting",
  method: "POST",
  path: "/v1/creators/{id}/vetting-decisions",
  tag: "Vetting",
  summary: "Approve, reject or watch a creator, with the reason; the evidence is copied as it is now",
  description: "A decision is never changed: a later one replaces it, and both stay on record.",
  access: "creators:write",
  status: 201,
  creates: true,
  params: z.strictObject({ id: idSchema("cre") }),
  body: z.strictObject({ decision: decisionSchema, reason: z.string().trim().min(1).max(2000) }),
  output: shownSchema,
});

/** Decisions. */
export const listVettingDecisions = endpoint({
  id: "listVettingDecisions",
  method: "GET",
  path: "/v1/vetting-decisions",
  tag: "Vetting",
  summary: "Who was approved, rejected or watched, by whom and why, the last decided first",
  access: "creators:read",
  query: z.strictObject({ ...pageQuery, creator_id: idSchema("cre").optional(), decision: decisionSchema.optional() }),
  output: pageOf(shownSchema),
});

/** The evidence of a decision. */
export const exportDecisionEvidence = endpoint({
  id: "exportDecisionEvidence",
  method: "GET",
  path: "/v1/vetting-decisions/{id}/evidence",
  tag: "Vetting",
  summary: "The frozen copy of what a decision rested on, as a file of canonical JSON",
  access: "creators:read",
  params: z.strictObject({ id: idSchema("vet") }),
  output: z.string(),
  download: { mediaTypes: ["application/json"] },
});
