import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { currencySchema, idSchema, instantSchema } from "../../../platform/schema/vocabulary.ts";
import { onePost } from "../contract.ts";

const valueText = z
  .string()
  .meta({ description: "Decimal text of the rates' currency. It is no money: it is never paid, earned or added to revenue" });

const mediaValueSchema = z
  .strictObject({
    rates_currency: z.string().meta({ description: "The currency that the rates are told in" }),
    rates_set_at: instantSchema.nullable().meta({ description: "When the workspace said its rates; null: all as published" }),
    posts: z.number().int(),
    methods: z.array(
      z
        .strictObject({
          id: z.string(),
          name: z.string(),
          version: z.number().int(),
          formula: z.string(),
          source: z.string(),
          value: valueText.nullable(),
          posts_valued: z.number().int(),
          reason: z.string().nullable().meta({ description: "Why there is no value, or why posts are left out" }),
        })
        .meta({ id: "MediaValueMethod" }),
    ),
    low: valueText.nullable().meta({ description: "The least of the methods that value every post; null: none does" }),
    high: valueText.nullable(),
  })
  .meta({ id: "MediaValue" });

const lead = "A range over published methods, each with its version and inputs. It is never added to money and never part of a return.";

/** A post's media value. */
export const getPostMediaValue = endpoint({
  id: "getPostMediaValue",
  method: "GET",
  path: "/v1/posts/{id}/media-value",
  tag: "Posts",
  summary: "What a post's attention would have cost as advertising, by seven published methods",
  description: lead,
  access: "creators:read",
  tables: { methods: "methods" },
  params: onePost,
  output: mediaValueSchema,
});

/** A campaign's media value. */
export const getCampaignMediaValue = endpoint({
  id: "getCampaignMediaValue",
  method: "GET",
  path: "/v1/campaigns/{id}/media-value",
  tag: "Posts",
  summary: "The same of a campaign's posts together, method by method",
  description: lead,
  access: "creators:read",
  tables: { methods: "methods" },
  params: z.strictObject({ id: idSchema("cmp") }),
  output: mediaValueSchema,
});

const rateText = z
  .string()
  .regex(/^\d{1,7}(\.\d{1,6})?$/, 'must be a rate such as "10.80" with at most 6 decimals')
  .nullable();

const rateBookSchema = z.strictObject({
  currency: z.string(),
  set_at: instantSchema.nullable(),
  source: z.string().nullable(),
  data: z.array(
    z.strictObject({
      key: z.string(),
      label: z.string(),
      published: z.string().nullable().meta({ description: "Null: the method asks for it and does not publish it" }),
      value: z.string().nullable().meta({ description: "What holds; null: none" }),
    }),
  ),
});

/** The rates. */
export const listMediaRates = endpoint({
  id: "listMediaRates",
  method: "GET",
  path: "/v1/media-rates",
  tag: "Posts",
  summary: "The rates that media values are worked out with, as published and as this workspace says",
  access: "creators:read",
  output: rateBookSchema,
});

/** Says rates. */
export const setMediaRates = endpoint({
  id: "setMediaRates",
  method: "PUT",
  path: "/v1/media-rates",
  tag: "Posts",
  summary: "Say your own rates; what is not named is as published",
  access: "creators:write",
  body: z.strictObject({
    currency: currencySchema.meta({ description: "The currency that all rates are told in; the published ones are in USD" }),
    rates: z.record(z.string().max(60), rateText).meta({ description: "By key; null: none" }),
    source: z.string().trim().min(1).max(500).meta({ description: "Where they come from" }),
  }),
  output: rateBookSchema,
});
