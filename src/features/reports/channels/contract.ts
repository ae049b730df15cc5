import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { currencySchema, daySchema, instantSchema, moneySchema } from "../../../platform/schema/vocabulary.ts";
import { decimalSchema, modelSchema, periodFields, periodQuery } from "../contract.ts";

const rowSchema = z
  .strictObject({
    channel: z.string().meta({ description: "creator: all creators together; empty: what no touch explains" }),
    name: z.string(),
    orders: decimalSchema.meta({ description: "Credit in orders, exact", example: "2.4" }),
    revenue: moneySchema.meta({ description: "After refunds" }),
    new_customers: decimalSchema.meta({ description: "Credit for orders that were their customer's first" }),
    new_share: decimalSchema.nullable().meta({ description: "Of the credit for orders of which it is known; null: of none" }),
    unknown_orders: decimalSchema.meta({ description: "Credit for orders of which it is not known whether the customer was new" }),
    cost: moneySchema.nullable().meta({ description: "Null: not known, which is not zero" }),
    cost_note: z.enum(["commissions_and_entered", "entered", "none_entered", "rate_missing"]),
    cost_per_order: moneySchema.nullable(),
    cost_per_new_customer: moneySchema.nullable(),
    revenue_per_spent: decimalSchema.nullable(),
  })
  .meta({ id: "ChannelRow" });

const rateSchema = z.strictObject({ base: z.string(), quote: z.string(), rate: decimalSchema, on: daySchema, source: z.string() });

/** Channels side by side. */
export const compareChannels = endpoint({
  id: "compareChannels",
  method: "GET",
  path: "/v1/attribution/channels",
  tag: "Attribution",
  summary: "Creators beside every other channel: orders, revenue, new customers and cost",
  description:
    "Credit under one model. The rows sum to exactly all orders and all revenue of the currency. Costs in other currencies are converted at the newest rates on or before the last day.",
  access: "attribution:read",
  tables: { channels: "rows" },
  query: z.strictObject({
    ...periodQuery,
    currency: currencySchema.optional().meta({ description: "The brand's own unless said" }),
    model: z.string().max(60).optional().meta({ description: "One of the rule models; the default one unless said" }),
  }),
  output: z.strictObject({
    ...periodFields,
    currency: currencySchema,
    as_of: instantSchema,
    model: modelSchema,
    models: z.array(modelSchema),
    orders: z.int().meta({ description: "Paid orders of this currency that have credit" }),
    revenue: moneySchema,
    waiting_orders: z.int().meta({ description: "Orders that arrived a moment ago and have no credit yet" }),
    other_currencies: z
      .array(z.strictObject({ currency: currencySchema, orders: z.int() }))
      .meta({ description: "Orders that are not in the rows, while the costs are those of all orders" }),
    rates: z.array(rateSchema).meta({ description: "With which costs in other currencies were converted" }),
    earlier_costs: z.array(moneySchema).meta({
      description: "Entered for creators for the 90 days before the period: orders that it brought may be in it, while it is in no cost",
    }),
    formulas: z.strictObject({ orders: z.string(), new_share: z.string(), cost: z.string(), cost_per_new_customer: z.string() }),
    rows: z.array(rowSchema),
  }),
});
