import { z } from "zod";
import { costKinds } from "../../../kernel/costs/cost-kind.ts";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { currencySchema, daySchema, idSchema, idText, instantSchema, moneySchema } from "../../../platform/schema/vocabulary.ts";
import { creatorFields, decimalSchema, modelSchema } from "../contract.ts";

/** An amount that may not be known. */
export const known = (what: string) => moneySchema.nullable().meta({ description: `${what}; null: not known` });
const endFields = { low: decimalSchema, high: decimalSchema.nullable() };
/** How far a return may move by chance. */
export const intervalSchema = z.strictObject({ ...endFields, level: decimalSchema, per_spent: z.strictObject(endFields) }).meta({
  description:
    "How far the return, and the revenue for one spent, may move by the chance of which orders come; high null: without bound. Null where only commissions are known, which follow the orders",
});

/** What a campaign is said to have caused, and the return on it. */
export const incrementalSchema = z
  .strictObject({
    revenue: moneySchema,
    low: moneySchema,
    high: moneySchema,
    level: decimalSchema,
    source: z.string(),
    roi: decimalSchema.nullable(),
    roi_low: decimalSchema.nullable(),
    roi_high: decimalSchema.nullable(),
    revenue_per_spent: decimalSchema.nullable(),
    per_spent_low: decimalSchema.nullable(),
    per_spent_high: decimalSchema.nullable(),
  })
  .meta({ id: "IncrementalReturn" });

const returnFields = {
  orders: decimalSchema.meta({ description: "Credited orders, those of customers whom the campaign brought included" }),
  later_orders: decimalSchema.meta({ description: "Of these: later orders without a touch, of customers whom the campaign brought" }),
  new_customers: decimalSchema,
  unknown_novelty: z.int().meta({ description: "Orders of which nobody knows whether they were their customer's first" }),
  revenue: known("Attributed revenue after refunds"),
  commission: known("Commissions of the same orders"),
  costs: z
    .array(z.strictObject({ kind: z.enum(costKinds), amount: moneySchema.nullable() }))
    .meta({ description: "The six kinds; amount null: nothing was entered, which does not mean that there was none" }),
  cost: known("Commissions and everything entered"),
  roi: decimalSchema.nullable().meta({ description: "(revenue − cost) ÷ cost" }),
  revenue_per_spent: decimalSchema.nullable(),
  interval: intervalSchema.nullable(),
  margin: z.strictObject({
    amount: known("Contribution margin: what is left of the orders after their goods, before the campaign is paid"),
    after_cost: known("The same less the campaign's cost"),
    basis: z.enum(["unit_costs", "margin_rate", "both", "none"]),
    unknown_orders: z.int(),
  }),
};

/** The spans of a return. */
export const horizonChoice = z.enum(["campaign", "days_90", "lifetime"]);

/** By which rates of exchange amounts came into one currency. */
export const rateFields = {
  rates: z.array(z.strictObject({ base: currencySchema, quote: currencySchema, rate: z.string(), on: daySchema, source: z.string() })),
  missing_rates: z
    .array(currencySchema)
    .meta({ description: "Currencies with amounts and no rate into the campaign's: sums are then not known" }),
};

const horizonSchema = z
  .strictObject({
    horizon: horizonChoice,
    until: daySchema.nullable().meta({ description: "The day after the last one; null: without end" }),
    is_over: z.boolean().meta({ description: "False: more orders may come" }),
    ...returnFields,
    incremental: incrementalSchema.nullable(),
  })
  .meta({ id: "HorizonReturn" });

const paybackFields = {
  payback_on: daySchema.nullable().meta({ description: "The day on which what came back covered all that was spent; null: not yet" }),
  payback_by: z.enum(["margin", "revenue"]).meta({ description: "margin where it is known for every order" }),
};

/** What a campaign brought and cost. */
export const campaignReport = endpoint({
  id: "getCampaignReturn",
  method: "GET",
  path: "/v1/campaigns/{id}/return",
  tag: "Campaigns",
  summary: "What a campaign brought and cost over three spans, in all and by creator",
  description:
    "Orders count by the credit of touches that the campaign's creators made in its days; later orders of customers whom it brought count by the share of the order that brought them. Amounts are in the campaign's currency, converted at the rates that are named.",
  access: "attribution:read",
  tables: { horizons: "horizons", costs: "horizons.costs", creators: "creators.horizons", creator_costs: "creators.horizons.costs" },
  params: z.strictObject({ id: idSchema("cmp") }),
  query: z.strictObject({ model: z.string().max(60).optional().meta({ description: "A reporting model; last_non_direct unless said" }) }),
  output: z.strictObject({
    campaign_id: idText("cmp"),
    currency: currencySchema,
    model: z.string(),
    models: z.array(modelSchema),
    as_of: instantSchema,
    source: z.string(),
    formulas: z.record(z.string(), z.string()),
    margin_rate: decimalSchema.nullable(),
    ...rateFields,
    overlaps: z
      .array(z.strictObject({ campaign_id: idText("cmp"), name: z.string() }))
      .meta({ description: "Campaigns that share days, creators and programs with this one: both count the same orders" }),
    horizons: z.array(horizonSchema),
    ...paybackFields,
    creators: z.array(
      z.strictObject({
        ...creatorFields,
        ...paybackFields,
        horizons: z.array(z.strictObject({ horizon: horizonChoice, ...returnFields })),
      }),
    ),
  }),
});
