import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { daySchema, idSchema, idText, instantSchema, nameSchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";
import { severities } from "../safety/word-lists.ts";

const word = nameSchema(80);

const competitorSchema = z.strictObject({
  name: word.meta({ example: "Acme" }),
  words: z.array(word).max(50).default([]).meta({ description: "Other names, handles and hashtags, each found as a whole word" }),
});
const listSchema = z.strictObject({
  category: word,
  severity: z.enum(severities),
  words: z.array(word).min(1).max(500).meta({ description: "Whole words or phrases; case and accents do not matter" }),
});

const settings = {
  competitors: z.array(competitorSchema).max(100),
  word_lists: z.array(listSchema).max(50),
};

const settingsSchema = z
  .strictObject({
    ...settings,
    are_lists_own: z.boolean().meta({ description: "False: the lists that come with Vouch" }),
    changed_at: instantSchema.nullable(),
  })
  .meta({ id: "VettingSettings" });

/** A finding as the API shows it. */
const findingSchema = z
  .strictObject({
    id: idText("fdg"),
    account_id: idText("acc"),
    kind: z.enum(["safety", "conflict"]),
    category: z.string().meta({ description: "The word list's category, or the competitor's name" }),
    severity: z.enum(severities),
    word: z.string(),
    quote: z.string().meta({ description: "The words around it, as they were written" }),
    where: z.enum(["bio", "post"]),
    post_id: idText("pos").nullable(),
    written_on: daySchema,
    found_at: instantSchema,
    dismissed_at: instantSchema.nullable(),
    dismiss_reason: z.string().nullable(),
  })
  .meta({ id: "SafetyFinding" });

/** The settings. */
export const getVettingSettings = endpoint({
  id: "getVettingSettings",
  method: "GET",
  path: "/v1/vetting-settings",
  tag: "Vetting",
  summary: "The workspace's competitors and word lists",
  access: "creators:read",
  output: settingsSchema,
});

/** Changes the settings. */
export const setVettingSettings = endpoint({
  id: "setVettingSettings",
  method: "PUT",
  path: "/v1/vetting-settings",
  tag: "Vetting",
  summary: "Change the workspace's competitors and word lists; scores made from then on use them",
  access: "creators:write",
  body: z.strictObject({
    competitors: settings.competitors.default([]),
    word_lists: settings.word_lists.nullable().default(null).meta({ description: "Null: the lists that come with Vouch" }),
  }),
  output: settingsSchema,
});

/** Findings. */
export const listSafetyFindings = endpoint({
  id: "listSafetyFindings",
  method: "GET",
  path: "/v1/creators/{id}/safety-findings",
  tag: "Vetting",
  summary: "What was found in a creator's bio and posts, with the words as they were written, the last found first",
  access: "creators:read",
  params: z.strictObject({ id: idSchema("cre") }),
  query: z.strictObject({ ...pageQuery, dismissed: z.enum(["true", "false"]).default("false") }),
  output: pageOf(findingSchema),
});

/** Dismisses a finding. */
export const dismissFinding = endpoint({
  id: "dismissSafetyFinding",
  method: "POST",
  path: "/v1/creators/{id}/safety-findings/{finding_id}/dismiss",
  tag: "Vetting",
  summary: "Dismiss a finding that is none, with the reason; it leaves the scores made from then on",
  access: "creators:write",
  params: z.strictObject({ id: idSchema("cre"), finding_id: idSchema("fdg") }),
  body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
  output: findingSchema,
});
