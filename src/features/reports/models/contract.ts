import { z } from "zod";
import { computedFields } from "../../../platform/schema/computed.ts";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { currencySchema, idText, moneySchema } from "../../../platform/schema/vocabulary.ts";
import { decimalSchema, modelSchema, periodFields, periodQuery } from "../contract.ts";
import { dataModelIds } from "./data-models.ts";

const levelSchema = z.enum(["creators", "channels"]).meta({ description: "Among whom orders are divided" });

const figureSchema = z.strictObject({
  model: z.string(),
  orders: decimalSchema.meta({ description: "Credit in orders, exact; less than nothing is possible under shapley" }),
  revenue: moneySchema,
  interval: z
    .strictObject({
      orders: z.strictObject({ low: decimalSchema, high: decimalSchema }),
      revenue: z.strictObject({ low: moneySchema, high: moneySchema }),
    })
    .nullable()
    .meta({ description: "Null for rule models, and for what nobody is credited with" }),
});

const rowSchema = z
  .strictObject({
    kind: z.enum(["creator", "other_creators", "channel", "unattributed"]),
    creator_id: idText("cre").nullable(),
    name: z.string(),
    touched_orders: z.int().meta({ description: "Orders with a touch of the row" }),
    touched_journeys: z.int().meta({ description: "Journeys with one, those that led to no order among them" }),
    credits: z.array(figureSchema).meta({ description: "One a model, in the order of `models`" }),
  })
  .meta({ id: "ModelledRow" });

const warningKinds = [
  "few_orders",
  "few_journeys",
  "no_other_journeys",
  "unknown_paths",
  "sparse_creators",
  "many_creators",
  "many_states",
  "left_out_states",
  "less_than_nothing",
  "drawn_orders",
] as const;

const resultSchema = z.strictObject({
  ...periodFields,
  currency: currencySchema,
  level: levelSchema,
  orders: z.int().meta({ description: "Paid orders of this currency that have credit" }),
  revenue: moneySchema.meta({ description: "Their totals after refunds" }),
  journeys: z.strictObject({
    orders_with_path: z.int().meta({ description: "Orders with a touch that was seen: only these are divided" }),
    without_order: z.int().meta({ description: "Journeys that led to no order" }),
    of_persons: z.int().meta({ description: "Of those, such of whom it is known who they are" }),
    of_browsers: z.int().meta({ description: "Of those, such of a browser of nobody known" }),
    of_single_clicks: z.int().meta({ description: "Of those, single clicks of a browser that may not be known again" }),
    loose_visits: z.int().meta({ description: "Visits of a browser that may not be known again: in no journey" }),
  }),
  built_by: z.string().meta({ description: "How journeys are built, in words" }),
  models: z.array(z.strictObject({ ...modelSchema.shape, is_data_driven: z.boolean() })),
  rows: z.array(rowSchema).meta({ description: "Under each model they sum to exactly all orders and revenue" }),
  interval: z
    .strictObject({ method: z.string(), level: z.number(), replicates: z.int(), failed: z.int(), seed: z.int() })
    .nullable()
    .meta({ description: "Null: no order has a touch, so nothing is divided" }),
  method: z.strictObject({
    shapley: z.enum(["exact", "sampled"]).nullable(),
    shapley_drawing_error: z.number().nullable(),
    markov_states: z.int().nullable(),
    markov_2_states: z.int().nullable(),
  }),
  warnings: z.array(z.strictObject({ kind: z.enum(warningKinds), text: z.string() })),
});

const modelledSchema = z
  .strictObject({
    ...computedFields,
    result: resultSchema.nullable(),
  })
  .meta({ id: "ModelledCredit" });

/** Divides orders by data-driven models. */
export const requestModelledCredit = endpoint({
  id: "requestModelledCredit",
  method: "POST",
  path: "/v1/attribution/models",
  tag: "Attribution",
  summary: "Have orders divided by data-driven models, Markov and Shapley, beside the rule models",
  description:
    "Runs in the background; ask for the newest until it is done, or for its computation, which can be cancelled. Journeys that led to no order are looked at too. Credit, pay and evidence stay as they are.",
  access: "attribution:read",
  status: 202,
  body: z.strictObject({
    ...periodQuery,
    level: levelSchema.default("creators"),
    currency: currencySchema.optional().meta({ description: "The brand's own unless said" }),
    models: z
      .array(z.enum(dataModelIds))
      .min(1)
      .max(dataModelIds.length)
      .default([...dataModelIds])
      .meta({ description: "Rule models are always there" }),
    replicates: z
      .int()
      .min(50)
      .max(2_000)
      .optional()
      .meta({ description: "How often journeys are drawn again for the intervals of 90 %; missing: 100 to 500, by how many there are" }),
    seed: z.int().min(0).max(4_294_967_295).default(1).meta({ description: "The same seed draws the same journeys" }),
  }),
  output: modelledSchema,
});

/** What data-driven models say. */
export const getModelledCredit = endpoint({
  id: "getModelledCredit",
  method: "GET",
  path: "/v1/attribution/models",
  tag: "Attribution",
  summary: "What data-driven models say, as it was last worked out for a level and currency",
  access: "attribution:read",
  query: z.strictObject({ level: levelSchema.default("creators"), currency: currencySchema.optional() }),
  output: z.strictObject({ newest: modelledSchema.nullable().meta({ description: "Null: nobody asked yet" }) }),
});
