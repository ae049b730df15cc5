import { z } from "zod";
import { evidenceGrades } from "../../../kernel/social/evidence-grade.ts";
import { platforms } from "../../../kernel/social/platform.ts";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import {
  currencySchema,
  daySchema,
  idSchema,
  idText,
  instantSchema,
  moneySchema,
  pageOf,
  pageQuery,
  positiveMoneySchema,
} from "../../../platform/schema/vocabulary.ts";
import { heldFields, settingFields } from "../rules/contract.ts";
import { plannedFormats } from "../words/planned-format.ts";
import { priceKinds } from "./price-rules.ts";

const useKinds = ["organic_repost", "brand_ads", "creator_ads", "exclusivity"] as const;

const quoteFields = {
  creator_id: idText("cre"),
  kind: z.enum(priceKinds),
  state: z.enum(["asked", "paid"]),
  platform: z.enum(platforms),
  format: z.enum(plannedFormats).nullable(),
  quantity: z.int().meta({ description: "Pieces of content, or pieces whose use it is" }),
  months: z.string().nullable().meta({ description: "How long a use or exclusivity holds; null for content" }),
  price: moneySchema.meta({ description: "For all pieces and months" }),
  quoted_on: daySchema,
  source: z.string(),
  grade: z.enum(evidenceGrades).nullable().meta({
    description: "Evidence: C a vendor's estimate or export, D a person or a file, E told; null: written down before grades were kept",
  }),
  note: z.string(),
  campaign_id: idText("cmp").nullable(),
};
const quoteSchema = z
  .strictObject({
    id: idText("quo"),
    creator_name: z.string(),
    ...quoteFields,
    recorded_at: instantSchema,
    voided_at: instantSchema.nullable(),
    void_reason: z.string().nullable(),
  })
  .meta({ id: "CreatorQuote" });

/** Keeps a price. */
export const addQuote = endpoint({
  id: "addCreatorQuote",
  method: "POST",
  path: "/v1/creators/{id}/quotes",
  tag: "Matching",
  summary: "Keep what a creator asks or was paid: content, organic repost, ads by the brand or the creator, exclusivity",
  description:
    "A quote is never edited: void it with a reason and enter it again. Its price by piece and month is what the rate card learns from.",
  access: "creators:write",
  status: 201,
  creates: true,
  params: z.strictObject({ id: idSchema("cre") }),
  body: z.strictObject({
    kind: z.enum(priceKinds),
    state: z.enum(["asked", "paid"]),
    platform: z.enum(platforms),
    format: z.enum(plannedFormats).nullable().default(null),
    quantity: z.int().min(1).max(1_000).default(1),
    months: z
      .string()
      .regex(/^(?!0+(\.0+)?$)\d{1,3}(\.\d{1,2})?$/, 'must be more than zero with at most 2 decimals, such as "1.5"')
      .nullable()
      .default(null)
      .meta({ description: "For a use or exclusivity how long it holds; not for content" }),
    price: positiveMoneySchema.meta({ description: "For all pieces and months" }),
    quoted_on: daySchema,
    source: z.string().trim().min(1).max(500).meta({ description: "Such as an e-mail of 3 May, a media kit, a contract" }),
    note: z.string().trim().max(1_000).default(""),
    campaign_id: idSchema("cmp").nullable().default(null),
  }),
  output: quoteSchema,
});

/** The prices kept. */
export const listQuotes = endpoint({
  id: "listCreatorQuotes",
  method: "GET",
  path: "/v1/creator-quotes",
  tag: "Matching",
  summary: "What creators ask or were paid, the last recorded first",
  access: "creators:read",
  query: z.strictObject({ ...pageQuery, creator_id: idSchema("cre").optional(), voided: z.enum(["true", "false"]).default("false") }),
  output: pageOf(quoteSchema),
});

/** Voids one. */
export const voidQuote = endpoint({
  id: "voidCreatorQuote",
  method: "POST",
  path: "/v1/creator-quotes/{id}/void",
  tag: "Matching",
  summary: "Void a quote that was wrong, with the reason",
  access: "creators:write",
  params: z.strictObject({ id: idSchema("quo") }),
  body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
  output: quoteSchema,
});

const ends = { low: moneySchema, middle: moneySchema, high: moneySchema };
const priceSchema = z
  .strictObject({
    kind: z.enum(priceKinds),
    unit: z.enum(["piece", "piece_and_month"]),
    range: z.strictObject(ends).nullable().meta({ description: "The middle and the ends of 80 %, by unit" }),
    total: z.strictObject(ends).nullable().meta({ description: "Times pieces, and months of a use" }),
    prior: z
      .strictObject({ ...ends, ranges: z.array(z.strictObject({ ...ends, source: z.string() })) })
      .nullable()
      .meta({ description: "What public sources say, by unit" }),
    deals: z.int().meta({ description: "Deals of the workspace that count" }),
    own_deals: z.int().meta({ description: "Of them this creator's" }),
    why_not: z.string().nullable(),
  })
  .meta({ id: "PriceRange" });

/** What it may cost. */
export const getPriceRange = endpoint({
  id: "getPriceRange",
  method: "GET",
  path: "/v1/creators/{id}/price-range",
  tag: "Matching",
  summary: "What a creator is likely to cost: five prices, each by itself with its interval and sources",
  description:
    "Public tables as a wide prior, moved by the workspace's own deals. What it may cost at most to be worth it is GET /v1/creators/{id}/highest-fee.",
  access: "attribution:read",
  tables: { prices: "prices" },
  params: z.strictObject({ id: idSchema("cre") }),
  query: z.strictObject({
    platform: z.enum(platforms).optional().meta({ description: "That of the largest account unless said" }),
    format: z.enum(plannedFormats).optional(),
    pieces: z.coerce.number().int().min(1).max(100).default(1),
    months: z.coerce.number().min(0.25).max(36).default(1).meta({ description: "For uses and exclusivity" }),
  }),
  output: z
    .strictObject({
      creator_id: idText("cre"),
      platform: z.enum(platforms),
      format: z.enum(plannedFormats).nullable(),
      followers: z.number().nullable(),
      engagement: z
        .number()
        .nullable()
        .meta({ description: "Likes and comments by followers, by the middle of platform and tier; null: not known" }),
      pieces: z.int(),
      months: z.number(),
      currency: currencySchema,
      exchange: z.string().meta({ description: "How amounts in other currencies were taken" }),
      left_out: z.int().meta({ description: "Own deals in other currencies without a known rate" }),
      prices: z.array(priceSchema),
      formulas: z.record(z.string(), z.string()),
    })
    .meta({ id: "CreatorPriceRange" }),
});

const amount = z.number().positive().max(1e12);
const ruleFields = {
  currency: currencySchema,
  content: z
    .array(
      z
        .strictObject({
          platform: z.enum(platforms).nullable(),
          from_followers: z.int().min(0),
          to_followers: z.int().min(1).nullable(),
          low: amount,
          high: amount,
          source: z.string().trim().min(1).max(500),
        })
        .refine(({ low, high }) => high > low, { path: ["high"], message: "must be more than low" })
        .refine(({ from_followers: from, to_followers: to }) => to === null || to > from, {
          path: ["to_followers"],
          message: "must be more than from_followers",
        }),
    )
    .max(200),
  uses: z
    .array(
      z
        .strictObject({
          kind: z.enum(useKinds),
          by: z.enum(["share", "amount"]),
          low: amount,
          high: amount,
          source: z.string().trim().min(1).max(500),
        })
        .refine(({ low, high }) => high > low, { path: ["high"], message: "must be more than low" }),
    )
    .max(100),
};
const rulesOut = z.strictObject({ ...ruleFields, ...heldFields }).meta({ id: "PriceRules" });

/** The tables. */
export const getPriceRules = endpoint({
  id: "getPriceRules",
  method: "GET",
  path: "/v1/price-rules",
  tag: "Matching",
  summary: "The public ranges of prices that estimates start from",
  access: "creators:read",
  output: rulesOut,
});

/** Sets the tables. */
export const setPriceRules = endpoint({
  id: "setPriceRules",
  method: "PUT",
  path: "/v1/price-rules",
  tag: "Matching",
  summary: "Set the ranges that estimates of the workspace start from; earlier ones stay on record",
  access: "creators:write",
  body: z.strictObject({ ...ruleFields, ...settingFields }),
  output: rulesOut,
});
