import { z } from "zod";
import { isCurrency } from "../../kernel/money.ts";
import { endpoint } from "../../platform/schema/endpoint.ts";
import {
  currencySchema,
  daySchema,
  idSchema,
  idText,
  instantSchema,
  nameSchema,
  pageOf,
  pageQuery,
  rateSchema,
} from "../../platform/schema/vocabulary.ts";
import { goalMetrics } from "./goals/goal-metric.ts";
import { partFormats } from "./part-format.ts";

const currency = currencySchema.refine(isCurrency, "must be a currency of ISO 4217");
const lastDay = daySchema.meta({ description: "The day after the last one, in the workspace's zone" });
const programIds = z.array(idSchema("prg")).max(50);
const creatorIds = z.array(idSchema("cre")).max(500);

const partFields = {
  discount: rateSchema
    .nullable()
    .meta({ description: "What the creator's code takes off the price, such as 0.15; 0: nothing, null: not said" }),
  format: z.enum(partFormats).nullable().meta({ description: "Null: not said" }),
};

const goalSchema = z
  .strictObject({
    metric: z.enum(goalMetrics),
    definition: z.string(),
    target: z.string(),
    unit: z.string(),
    deadline_on: daySchema,
    digest: z.string().meta({ description: "SHA-256 of the goal as signed, hexadecimal" }),
    stakeholders: z.array(
      z.strictObject({ member_id: idText("mem"), name: z.string(), signed_at: instantSchema.nullable() }).meta({ id: "Stakeholder" }),
    ),
    set_at: instantSchema,
  })
  .meta({ id: "Goal" });

/** A campaign as the API gives it. */
export const campaignSchema = z
  .strictObject({
    id: idText("cmp"),
    name: z.string(),
    store_id: idText("sto").nullable().meta({ description: "Null: orders of every store" }),
    currency: z.string(),
    starts_on: daySchema,
    ends_on: lastDay,
    state: z.enum(["draft", "planned", "running", "ended"]).meta({ description: "draft: not launched; the others by today's date" }),
    programs: z.array(z.strictObject({ program_id: idText("prg"), name: z.string() })),
    creators: z.array(z.strictObject({ creator_id: idText("cre"), name: z.string(), ...partFields })),
    goal: goalSchema.nullable(),
    launched_at: instantSchema.nullable(),
    created_at: instantSchema,
    updated_at: instantSchema,
    archived_at: instantSchema.nullable(),
  })
  .meta({ id: "Campaign" });

/** The path of one campaign. */
export const oneCampaign = z.strictObject({ id: idSchema("cmp") });

/** Starts a campaign. */
export const createCampaign = endpoint({
  id: "createCampaign",
  method: "POST",
  path: "/v1/campaigns",
  tag: "Campaigns",
  summary: "Plan a campaign; set its goal next",
  description: "A campaign ends, a program does not. Its revenue is what touches of its creators in its days brought.",
  access: "programs:write",
  status: 201,
  creates: true,
  body: z.strictObject({
    name: nameSchema(200),
    starts_on: daySchema,
    ends_on: lastDay,
    currency: currency.optional().meta({ description: "Missing: the workspace's own" }),
    store_id: idSchema("sto").nullable().default(null),
    program_ids: programIds.default([]).meta({ description: "None: touches by links and codes of every program count" }),
    creator_ids: creatorIds.default([]),
  }),
  output: campaignSchema,
});

/** The campaigns of the workspace. */
export const listCampaigns = endpoint({
  id: "listCampaigns",
  method: "GET",
  path: "/v1/campaigns",
  tag: "Campaigns",
  summary: "The campaigns of the workspace, newest first",
  access: "programs:read",
  query: z.strictObject({ ...pageQuery, archived: z.enum(["true", "false"]).default("false") }),
  output: pageOf(campaignSchema),
});

/** One campaign. */
export const getCampaign = endpoint({
  id: "getCampaign",
  method: "GET",
  path: "/v1/campaigns/{id}",
  tag: "Campaigns",
  summary: "One campaign with its goal, who signs it and who takes part",
  access: "programs:read",
  params: oneCampaign,
  output: campaignSchema,
});

/** Changes what is named. */
export const updateCampaign = endpoint({
  id: "updateCampaign",
  method: "PATCH",
  path: "/v1/campaigns/{id}",
  tag: "Campaigns",
  summary: "Change a campaign's name, days, programs or creators",
  description: "After the launch only the name, programs and creators change: the goal is judged over the days that were agreed.",
  access: "programs:write",
  params: oneCampaign,
  body: z.strictObject({
    name: nameSchema(200).optional(),
    starts_on: daySchema.optional(),
    ends_on: lastDay.optional(),
    program_ids: programIds.optional(),
    creator_ids: creatorIds.optional(),
  }),
  output: campaignSchema,
});

/** Says how a creator takes part. */
export const setCampaignPart = endpoint({
  id: "setCampaignPart",
  method: "PUT",
  path: "/v1/campaigns/{id}/creators/{creator_id}",
  tag: "Campaigns",
  summary: "Say with which offer and in which format a creator takes part in a campaign",
  description: "What a creator brings is told apart from what their offer and format bring: GET /v1/creator-effects.",
  access: "programs:write",
  params: z.strictObject({ id: idSchema("cmp"), creator_id: idSchema("cre") }),
  body: z.strictObject(partFields),
  output: campaignSchema,
});

/** Locks the goal. */
export const launchCampaign = endpoint({
  id: "launchCampaign",
  method: "POST",
  path: "/v1/campaigns/{id}/launch",
  tag: "Campaigns",
  summary: "Launch a campaign: its goal is locked from now on",
  description: "Everybody named as a stakeholder has signed the goal as it stands. Its digest is written to the audit log.",
  access: "programs:write",
  params: oneCampaign,
  output: campaignSchema,
});

/** Puts a campaign away. */
export const archiveCampaign = endpoint({
  id: "archiveCampaign",
  method: "POST",
  path: "/v1/campaigns/{id}/archive",
  tag: "Campaigns",
  summary: "Put a campaign away; everything it has stays",
  access: "programs:write",
  params: oneCampaign,
  output: campaignSchema,
});

/** Sets the goal. */
export const setGoal = endpoint({
  id: "setGoal",
  method: "PUT",
  path: "/v1/campaigns/{id}/goal",
  tag: "Campaigns",
  summary: "Set the one goal of a campaign and who signs it",
  description: "A change before the launch asks all stakeholders to sign again. After the launch nothing changes it.",
  access: "programs:write",
  params: oneCampaign,
  body: z.strictObject({
    metric: z.enum(goalMetrics),
    definition: z
      .string()
      .trim()
      .min(1)
      .max(2000)
      .optional()
      .meta({ description: "Exactly what is counted; needed for the metric other, which Vouch cannot compute" }),
    target: z
      .string()
      .regex(/^\d{1,15}(\.\d{1,4})?$/, 'must be a number of at most 4 decimals as text, such as "25000" or "1.5"')
      .meta({ description: "At least this much, in units: money in whole units of the campaign's currency" }),
    unit: z.string().trim().min(1).max(40).optional().meta({ description: "For the metric other" }),
    deadline_on: daySchema.meta({ description: "The last day that counts" }),
    stakeholder_ids: z.array(idSchema("mem")).min(1).max(20).meta({ description: "Members who sign" }),
  }),
  output: campaignSchema,
});

/** What a goal can be measured by. */
export const listGoalMetrics = endpoint({
  id: "listGoalMetrics",
  method: "GET",
  path: "/v1/goal-metrics",
  tag: "Campaigns",
  summary: "What a goal can be measured by, each with its exact definition",
  access: "programs:read",
  output: z.strictObject({
    data: z.array(
      z.strictObject({
        metric: z.enum(goalMetrics),
        definition: z.string().nullable().meta({ description: "Null: whoever sets the goal says what is counted" }),
        unit: z.string().nullable().meta({ description: "Null: the campaign's currency, or for the metric other what is stated" }),
      }),
    ),
  }),
});

/** Signs the goal. */
export const signGoal = endpoint({
  id: "signGoal",
  method: "POST",
  path: "/v1/campaigns/{id}/goal/sign",
  tag: "Campaigns",
  summary: "Sign the goal as it stands, as the member who asks",
  access: "programs:read",
  params: oneCampaign,
  body: z.strictObject({
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "must be the digest of the goal that you read, 64 hexadecimal digits")
      .meta({ description: "Of the goal that you read: another one is not signed by mistake" }),
  }),
  output: campaignSchema,
});
