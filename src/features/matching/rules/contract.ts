import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { instantSchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";
import { ruleKinds } from "./rule-kind.ts";

const sourceField = z.string().trim().min(1).max(500).meta({ description: "Why: what they rest on" });

/** What every set of rules is shown with. */
export const heldFields = {
  source: z.string(),
  set_at: instantSchema.nullable().meta({ description: "Null: the program's own" }),
  set_by: z.string().nullable().meta({ description: "Who: a member's name, or an API key; null: the program's own" }),
};

/** What every set of rules is sent with. */
export const settingFields = {
  source: sourceField,
  replaces: instantSchema
    .nullable()
    .optional()
    .meta({ description: "set_at of the rules that you read: refused if others hold by now. Unless sent, yours hold in any case" }),
};

const ofKind = z.strictObject({ kind: z.enum(ruleKinds) });
const changeSchema = z
  .strictObject({
    kind: z.enum(ruleKinds),
    source: z.string(),
    is_default: z.boolean().meta({ description: "The workspace went back to the program's own" }),
    set_at: instantSchema,
    set_by: z.string(),
  })
  .meta({ id: "MatchingRulesChange" });

/** What was set. */
export const listRulesChanges = endpoint({
  id: "listMatchingRulesChanges",
  method: "GET",
  path: "/v1/matching-rules/{kind}/changes",
  tag: "Matching",
  summary: "Who set the rules of a kind, when and why, the last first",
  access: "creators:read",
  params: ofKind,
  query: z.strictObject(pageQuery),
  output: pageOf(changeSchema),
});

/** Back to the program's own. */
export const resetRules = endpoint({
  id: "resetMatchingRules",
  method: "POST",
  path: "/v1/matching-rules/{kind}/reset",
  tag: "Matching",
  summary: "Go back to the program's own rules of a kind; what was set stays on record",
  description: "From then on they are what the program has, also where a later version changes them.",
  access: "creators:write",
  params: ofKind,
  body: z.strictObject({ source: sourceField }),
  output: z.strictObject({ kind: z.enum(ruleKinds), is_changed: z.boolean().meta({ description: "False: they held already" }) }),
});
