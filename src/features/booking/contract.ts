import { z } from "zod";
import { computedFields } from "../../platform/schema/computed.ts";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { currencySchema, idSchema, idText, moneySchema } from "../../platform/schema/vocabulary.ts";

const effectFields = { cycles: z.int(), effect: z.number(), low: z.number(), high: z.number() };
const effectSchema = z.strictObject({ name: z.string(), ...effectFields }).meta({ id: "Effect" });

const effectsSchema = z
  .strictObject({
    level: z.number().meta({ description: "The outcome on average" }),
    beside: z.enum(["offer", "format", "campaign"]).meta({ description: "What stands beside creators: offers where there are several" }),
    spread: z
      .strictObject({ creators: z.number(), beside: z.number(), rest: z.number() })
      .meta({ description: "Standard deviations of creators, of what stands beside them, and of what is left" }),
    creators: z.array(
      z.strictObject({
        creator_id: idText("cre"),
        name: z.string(),
        ...effectFields,
        raw: z.number().meta({ description: "The mean of their own cycles" }),
        expected: z.number(),
        expected_low: z.number(),
        expected_high: z.number(),
        drawn: z.number().meta({ description: "How far they are drawn to the mean: 0 not at all, 1 wholly" }),
        is_few: z.boolean(),
      }),
    ),
    besides: z.array(effectSchema),
    formats: z.array(effectSchema).meta({ description: "Against the first of them" }),
    is_few: z.boolean().meta({ description: "There are fewer cycles than tell much" }),
  })
  .meta({ id: "CreatorEffectSet" });

const newestSchema = z
  .strictObject({
    ...computedFields,
    result: z
      .strictObject({
        currency: currencySchema,
        basis: z.enum(["attributed", "incremental"]),
        model: z.string(),
        model_name: z.string(),
        campaigns: z.int(),
        cycles: z.int(),
        left_out: z.strictObject({ without_cost: z.int(), without_margin: z.int(), without_effect: z.int(), other_currency: z.int() }),
        margin_per_cost: effectsSchema.nullable(),
        margin: effectsSchema.nullable().meta({ description: "In whole units of the currency" }),
        why_not: z.string().nullable().meta({ description: "Why margin_per_cost is null" }),
        margin_why_not: z.string().nullable(),
      })
      .nullable(),
    formulas: z.record(z.string(), z.string()),
  })
  .meta({ id: "CreatorEffects" });

/** Tells creators, offers and formats apart. */
export const requestCreatorEffects = endpoint({
  id: "requestCreatorEffects",
  method: "POST",
  path: "/v1/creator-effects",
  tag: "Reports",
  summary: "Work out what creators add, with what their offers and formats add taken out",
  description: "Over the newest 200 campaigns that are over. Runs in the background; ask for the newest until it is done.",
  access: "attribution:read",
  status: 202,
  body: z.strictObject({
    basis: z.enum(["attributed", "incremental"]).default("attributed").meta({
      description: "incremental: each creator's margin times incremental ÷ attributed revenue of the campaign, where that is stated",
    }),
  }),
  output: newestSchema,
});

/** What creators add. */
export const getCreatorEffects = endpoint({
  id: "getCreatorEffects",
  method: "GET",
  path: "/v1/creator-effects",
  tag: "Reports",
  summary: "What creators, offers and formats add, as it was last worked out",
  access: "attribution:read",
  tables: {
    creators: "newest.result.margin_per_cost.creators",
    besides: "newest.result.margin_per_cost.besides",
    formats: "newest.result.margin_per_cost.formats",
  },
  output: z.strictObject({ newest: newestSchema.nullable().meta({ description: "Null: nobody asked yet" }) }),
});

/** What a creator may be paid. */
export const getHighestFee = endpoint({
  id: "getHighestFee",
  method: "GET",
  path: "/v1/creators/{id}/highest-fee",
  tag: "Reports",
  summary: "The highest fee for a creator at which a campaign still brings a return",
  description:
    "Expected margin ÷ (1 + return) − other costs, at the expected margin and at the ends of its interval, from the newest GET /v1/creator-effects. A creator without cycles is expected to be like the average of all.",
  access: "attribution:read",
  params: z.strictObject({ id: idSchema("cre") }),
  query: z.strictObject({
    target_return: z
      .string()
      .regex(/^\d{1,3}(\.\d{1,4})?$/, "must be at least 0 with at most 4 decimals, such as 0.5")
      .default("0")
      .meta({ description: "0: the costs come back; 0.5: half as much again" }),
    other_cost: z
      .string()
      .regex(/^\d{1,15}$/, "must be minor units, at least 0")
      .default("0")
      .meta({ description: "What the campaign with the creator costs besides, commissions included, in minor units of the currency" }),
  }),
  output: z.strictObject({
    creator_id: idText("cre"),
    cycles: z.int().meta({ description: "0: expected like the average of all" }),
    currency: currencySchema,
    target_return: z.string(),
    expected_margin: z.strictObject({ estimate: moneySchema, low: moneySchema, high: moneySchema }),
    highest_fee: z
      .strictObject({ estimate: moneySchema.nullable(), low: moneySchema.nullable(), high: moneySchema.nullable() })
      .meta({ description: "Null: no fee brings the return; low and high at the ends of the margin's interval of 95 %" }),
    formula: z.string(),
  }),
});
