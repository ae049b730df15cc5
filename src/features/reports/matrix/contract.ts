import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { currencySchema, daySchema, idText, instantSchema } from "../../../platform/schema/vocabulary.ts";
import { horizonChoice, incrementalSchema, intervalSchema, known, rateFields } from "../campaign/contract.ts";
import { creatorFields, decimalSchema, modelSchema } from "../contract.ts";

const againSchema = z
  .strictObject({ orders: decimalSchema, revenue: known("Attributed revenue"), cost: known("Commissions and costs of programs") })
  .meta({
    id: "CountedAgain",
    description:
      "What another campaign of this page counts too and is first to: sums over campaigns leave it out, so that they count it once",
  });

const cellFields = {
  orders: decimalSchema.meta({ description: "Credited orders" }),
  revenue: known("Attributed revenue after refunds"),
  cost: known("Commissions and everything entered; null too where nothing was entered and nothing earned"),
  roi: decimalSchema.nullable().meta({ description: "(revenue − cost) ÷ cost" }),
  revenue_per_spent: decimalSchema.nullable(),
  interval: intervalSchema.nullable(),
  again: againSchema,
};

const sumFields = {
  orders: decimalSchema.meta({ description: "Over the campaigns of this page, what several count only once" }),
  revenue: known("The same of revenue; null where a campaign's is not known"),
  cost: known("The same of cost; null where no campaign's is known"),
  without_cost: z.int().meta({ description: "Campaigns whose cost is not known: they are not in `cost`, and there is then no return" }),
  roi: decimalSchema.nullable(),
  revenue_per_spent: decimalSchema.nullable(),
  again: againSchema,
};

/** Creators across campaigns. */
export const creatorsByCampaign = endpoint({
  id: "compareCreatorsByCampaign",
  method: "GET",
  path: "/v1/reports/creators-by-campaign",
  tag: "Reports",
  summary: "What each creator brought and cost in each campaign, with sums by creator and by campaign",
  description:
    "A page of campaigns of one currency that have begun, by their first day; the first page has the newest. Each cell is what GET /v1/campaigns/{id}/return says of the creator over the span, and a campaign's own figures are its totals. A campaign's costs as a whole are in nobody's cell. Campaigns may count the same orders: sums over campaigns count each once, and `again` says what was left out.",
  access: "attribution:read",
  tables: { cells: "creators.cells", creators: "creators", campaigns: "campaigns" },
  query: z.strictObject({
    horizon: horizonChoice.default("campaign"),
    model: z.string().max(60).optional().meta({ description: "A reporting model; last_non_direct unless said" }),
    currency: currencySchema.optional().meta({ description: "Campaigns in this currency; the brand's own unless said" }),
    limit: z.coerce.number().int().min(1).max(24).default(12).meta({ description: "How many campaigns" }),
    cursor: z.string().max(200).optional(),
  }),
  output: z.strictObject({
    currency: currencySchema,
    currencies: z
      .array(z.strictObject({ currency: currencySchema, campaigns: z.int() }))
      .meta({ description: "In which currencies there are campaigns that have begun" }),
    horizon: horizonChoice,
    model: z.string(),
    models: z.array(modelSchema),
    as_of: instantSchema,
    source: z.string(),
    formulas: z.record(z.string(), z.string()),
    ...rateFields,
    campaigns: z.array(
      z
        .strictObject({
          campaign_id: idText("cmp"),
          name: z.string(),
          starts_on: daySchema,
          ends_on: daySchema.meta({ description: "The day after the last one" }),
          is_over: z.boolean().meta({ description: "Whether the span is: false, more orders may come" }),
          ...cellFields,
          cost_of_whole: known("What of the cost is of the campaign as a whole, and in no creator's cell"),
          incremental: incrementalSchema.nullable(),
        })
        .meta({ id: "ComparedCampaign" }),
    ),
    creators: z.array(
      z
        .strictObject({
          ...creatorFields,
          campaigns: z.int().meta({ description: "In how many of the campaigns they take part or have a cost" }),
          ...sumFields,
          cells: z
            .array(z.strictObject({ campaign_id: idText("cmp"), campaign: z.string(), ...cellFields }))
            .meta({ description: "A campaign that is missing: they have no part in it" }),
        })
        .meta({ id: "CreatorAcrossCampaigns" }),
    ),
    total: z.strictObject(sumFields).meta({ description: "Of all campaigns of this page" }),
    next_cursor: z.string().nullable().meta({ description: "For the campaigns before these; null: there are none" }),
  }),
});
