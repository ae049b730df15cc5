import { z } from "zod";
import { platforms } from "../../../kernel/social/platform.ts";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { instantSchema, moneySchema, rateSchema } from "../../../platform/schema/vocabulary.ts";
import { goals } from "../advice/platform-rules.ts";
import { heldFields, settingFields } from "../rules/contract.ts";
import { predictedMetrics } from "../prediction/predicted.ts";

const rangeSchema = z.strictObject({ low: z.number(), middle: z.number(), high: z.number() });
const moneyRange = z.strictObject({ low: moneySchema, middle: moneySchema, high: moneySchema });

/** A mix. */
export const getCreatorMix = endpoint({
  id: "getCreatorMix",
  method: "GET",
  path: "/v1/creator-mix",
  tag: "Matching",
  summary: "How many creators of each size a budget is for, with what they may cost and bring",
  description:
    "Whole creators, one piece each. Shares are the rules', moved by what money brings where own figures say so. In the workspace's currency.",
  access: "attribution:read",
  tables: { tiers: "tiers" },
  query: z.strictObject({
    goal: z.enum(goals),
    platform: z.enum(platforms),
    budget: z
      .string()
      .regex(/^[1-9]\d{0,14}$/, "must be minor units of the workspace's currency, above zero")
      .meta({ description: "Minor units of the workspace's currency" }),
    most_on_one: rateSchema.default("0.4").meta({ description: "Of the budget, at most on one creator" }),
    most_over_chance: rateSchema.default("0.5").meta({ description: "The chance of coming out dearer than the budget, at most" }),
  }),
  output: z
    .strictObject({
      goal: z.enum(goals),
      platform: z.enum(platforms),
      budget: moneySchema,
      metric: z.enum(predictedMetrics).nullable().meta({ description: "What the goal is judged by here; null: nothing is known" }),
      tiers: z.array(
        z
          .strictObject({
            tier: z.string(),
            from_followers: z.int(),
            creators: z.int(),
            share: z.number().meta({ description: "Of the budget, as aimed at" }),
            each: moneySchema,
            cost: moneySchema,
            result: rangeSchema.nullable(),
            note: z.string().nullable(),
          })
          .meta({ id: "MixTier" }),
      ),
      planned: moneySchema.meta({ description: "Creators times the middle of their price" }),
      cost: moneyRange.meta({ description: "Interval of 80 %" }),
      over_chance: z.number().meta({ description: "That it comes out dearer than the budget" }),
      result: rangeSchema.nullable().meta({ description: "Interval of 80 %; null: not known of a tier that gets money" }),
      limits: z.array(z.string()),
      rules_source: z.string(),
      rules_set_at: instantSchema.nullable(),
      formulas: z.record(z.string(), z.string()),
    })
    .meta({ id: "CreatorMix" }),
});

const shares = z.record(z.string().regex(/^[a-z0-9 ]{1,40}$/), z.number().min(0).max(1));
const ruleFields = {
  shares: z.strictObject({ awareness: shares, leads: shares, sales: shares, authority: shares }),
  tilt: z.number().min(0).max(1).meta({ description: "By what power results for money move the shares" }),
};
const sizeSchema = z.strictObject({ tier: z.string(), from_followers: z.int() });
const rulesOut = z
  .strictObject({
    ...ruleFields,
    sizes: z.array(sizeSchema).meta({ description: "The sizes of the workspace's ladder: shares of other names count nothing" }),
    ...heldFields,
  })
  .meta({ id: "MixRules" });

/** The shares. */
export const getMixRules = endpoint({
  id: "getMixRules",
  method: "GET",
  path: "/v1/mix-rules",
  tag: "Matching",
  summary: "The shares of a budget by size and goal that a mix starts from",
  access: "creators:read",
  output: rulesOut,
});

/** Sets the shares. */
export const setMixRules = endpoint({
  id: "setMixRules",
  method: "PUT",
  path: "/v1/mix-rules",
  tag: "Matching",
  summary: "Set the shares that mixes of the workspace start from; earlier ones stay on record",
  access: "creators:write",
  body: z.strictObject({ ...ruleFields, ...settingFields }),
  output: rulesOut,
});
