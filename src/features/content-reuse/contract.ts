import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
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
} from "../../platform/schema/vocabulary.ts";
import { reuseBases, reusePlaces } from "./reuse-kind.ts";

const count = z.int().min(0).max(1_000_000_000);
const groupSchema = z.strictObject({ shown: z.int().min(1).max(1_000_000_000), ordered: count });

const testSchema = z
  .strictObject({
    with: groupSchema,
    without: groupSchema,
    shown_in_all: z
      .int()
      .min(1)
      .max(1_000_000_000)
      .meta({ description: "How many saw it with the content in all, those of the test included" }),
    each: positiveMoneySchema.meta({ description: "What one order more is worth: its margin, as far as that is known" }),
  })
  .meta({ id: "ReuseTest", description: "A split test of a page, ad or mail with the content against the same without it" });

const useFields = {
  used_in: z.enum(reusePlaces).meta({ description: "Where it was used besides the creator's own post" }),
  from_on: daySchema.meta({ description: "The first day of the use" }),
  basis: z.enum(reuseBases).meta({ description: "By what its worth is told" }),
};

const reuseSchema = z
  .strictObject({
    id: idText("reu"),
    campaign_id: idText("cmp"),
    creator_id: idText("cre"),
    creator_name: z.string(),
    post_id: idText("pos").nullable(),
    ...useFields,
    until_on: daySchema.nullable().meta({ description: "The day after the last one; null: it is still used" }),
    amount: moneySchema.meta({ description: "Below zero only where a test says so" }),
    low: moneySchema.nullable().meta({ description: "Ends of the interval of 95 %; null: it was stated, not estimated" }),
    high: moneySchema.nullable(),
    test: testSchema.nullable(),
    source: z.string(),
    reference: z.string().nullable(),
    note: z.string(),
    created_at: instantSchema,
    voided_at: instantSchema.nullable(),
    void_reason: z.string().nullable(),
  })
  .meta({ id: "ContentReuse" });

const ofCampaign = z.strictObject({ id: idSchema("cmp") });

/** Enters a use. */
export const enterContentReuse = endpoint({
  id: "enterContentReuse",
  method: "POST",
  path: "/v1/campaigns/{id}/content-reuses",
  tag: "Campaigns",
  summary: "Enter what a creator's content was worth where the brand used it again",
  description: "It stands by itself and is in no revenue, cost or return. Never edited: void it with a reason and enter it again.",
  access: "programs:write",
  status: 201,
  creates: true,
  params: ofCampaign,
  body: z.strictObject({
    creator_id: idSchema("cre"),
    post_id: idSchema("pos").nullable().default(null).meta({ description: "The creator's post that the content is of" }),
    ...useFields,
    until_on: daySchema.nullable().default(null),
    amount: positiveMoneySchema.optional().meta({ description: "For replacement_cost and licence_fee; a measured worth is worked out" }),
    test: testSchema.optional().meta({ description: "For the basis measured" }),
    source: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .meta({ description: "What shows it: the quote, price list or test", example: "Quote of Studio Nord, 3 May" }),
    reference: z.string().trim().min(1).max(200).nullable().default(null),
    note: z.string().trim().max(1000).default(""),
  }),
  output: reuseSchema,
});

/** A campaign's uses. */
export const listContentReuses = endpoint({
  id: "listContentReuses",
  method: "GET",
  path: "/v1/campaigns/{id}/content-reuses",
  tag: "Campaigns",
  summary: "Where a campaign's content was used again and what that was worth, the last entered first",
  access: "programs:read",
  params: ofCampaign,
  query: z.strictObject({ ...pageQuery, voided: z.enum(["true", "false"]).default("false") }),
  output: pageOf(reuseSchema),
});

/** The line beside a campaign's return. */
export const contentReuseValue = endpoint({
  id: "getContentReuseValue",
  method: "GET",
  path: "/v1/campaigns/{id}/content-reuse-value",
  tag: "Campaigns",
  summary: "What a campaign's content was worth where it was used again: a line of its own beside the return",
  description: "One sum for each ground and currency; they are not added up, neither with one another nor with revenue.",
  access: "programs:read",
  tables: { values: "values" },
  params: ofCampaign,
  output: z.strictObject({
    as_of: instantSchema,
    formulas: z.record(z.string(), z.string()),
    values: z
      .array(
        z.strictObject({
          basis: z.enum(reuseBases),
          currency: currencySchema,
          uses: z.int(),
          creators: z.int(),
          amount: moneySchema,
          low: moneySchema.nullable().meta({ description: "Ends of the interval of 95 %" }),
          high: moneySchema.nullable(),
        }),
      )
      .meta({ description: "Empty: nothing was entered, which does not mean that nothing was used" }),
  }),
});

/** Voids a use. */
export const voidContentReuse = endpoint({
  id: "voidContentReuse",
  method: "POST",
  path: "/v1/campaigns/{id}/content-reuses/{reuse_id}/void",
  tag: "Campaigns",
  summary: "Void a use of content that was entered wrongly; it stays on record and leaves the sums",
  access: "programs:write",
  params: z.strictObject({ id: idSchema("cmp"), reuse_id: idSchema("reu") }),
  body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
  output: reuseSchema,
});
