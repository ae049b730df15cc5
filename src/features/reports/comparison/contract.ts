import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { currencySchema, idText, instantSchema, moneySchema } from "../../../platform/schema/vocabulary.ts";
import { decimalSchema, modelSchema, moneyListSchema, periodFields, periodQuery } from "../contract.ts";

const creditSchema = z.strictObject({
  model: z.string(),
  orders: decimalSchema.meta({ description: "Credit in orders, exact", example: "2.4" }),
  revenue: moneySchema,
});

const rowSchema = z
  .strictObject({
    kind: z.enum(["creator", "other_creators", "channel", "unattributed"]),
    creator_id: idText("cre").nullable(),
    name: z.string(),
    credits: z.array(creditSchema).meta({ description: "One a model, in the order of `models`" }),
    paid: z
      .strictObject({ orders: z.int(), revenue: moneySchema, commission: moneyListSchema })
      .meta({ description: "What the pay rule did: at most one creator is paid for an order" }),
  })
  .meta({ id: "ComparisonRow" });

/** Models side by side. */
export const compareModels = endpoint({
  id: "compareModels",
  method: "GET",
  path: "/v1/attribution/comparison",
  tag: "Attribution",
  summary: "Who is given credit for orders and revenue, under every model and by the pay rule",
  description:
    "Under each model the rows sum to exactly all orders and all revenue of the currency: what no touch explains is the row `unattributed`. Revenue is rounded once, over the whole column, by largest remainder.",
  access: "attribution:read",
  tables: { credits: "rows.credits", paid: "rows" },
  query: z.strictObject({
    ...periodQuery,
    currency: currencySchema
      .optional()
      .meta({ description: "The brand's own unless said; orders in others are counted in `other_currencies`" }),
  }),
  output: z.strictObject({
    ...periodFields,
    currency: currencySchema,
    as_of: instantSchema,
    orders: z.int().meta({ description: "Paid orders of this currency that have credit" }),
    revenue: moneySchema.meta({ description: "Their totals after refunds" }),
    waiting: z
      .strictObject({ orders: z.int(), revenue: moneySchema })
      .meta({ description: "Orders that arrived a moment ago and have no credit yet: not in the rows" }),
    other_currencies: z.array(z.strictObject({ currency: currencySchema, orders: z.int() })),
    models: z.array(modelSchema),
    default_model: z.string(),
    rows: z.array(rowSchema),
  }),
});
