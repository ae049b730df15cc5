import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { currencySchema, idText, instantSchema } from "../../../platform/schema/vocabulary.ts";
import { creatorFields, decimalSchema, modelSchema, periodFields, periodQuery } from "../contract.ts";

/** What an experiment makes of credit. */
export const calibratedSchema = z.strictObject({
  factor: decimalSchema.meta({ description: "Orders that were caused, per order of credit under `model`" }),
  low: decimalSchema,
  high: decimalSchema,
  level: decimalSchema.meta({ description: "The interval's level" }),
  source: z.string(),
  model: z.string().meta({ description: "The model that the factor was measured against; only its credit is multiplied" }),
  is_of_all: z.boolean().meta({ description: "Measured over all creators together" }),
});

const lensRowSchema = z
  .strictObject({
    ...creatorFields,
    touched: z.int().meta({ description: "Orders with a click, a visit or a code of the creator" }),
    path: decimalSchema.meta({ description: "Credit in orders under `model`, exact", example: "2.4" }),
    code: z.int().meta({ description: "Orders on which a code of the creator was used" }),
    survey: z
      .int()
      .nullable()
      .meta({ description: "Orders whose customer named the creator; null where no order of these days is answered" }),
    experiment: z
      .strictObject({
        orders: decimalSchema,
        low: decimalSchema,
        high: decimalSchema,
        ...calibratedSchema.pick({ level: true, source: true, model: true, is_of_all: true }).shape,
      })
      .nullable()
      .meta({ description: "Credit under the experiment's own `model` times its factor; null as long as no experiment says anything" }),
  })
  .meta({ id: "LensRow" });

const overlapSchema = z.strictObject({
  ...creatorFields,
  touched: z.int(),
  cells: z
    .array(z.strictObject({ with_creator_id: idText("cre"), with_name: z.string(), orders: z.int(), share: decimalSchema }))
    .meta({ description: "In the order of the rows: orders that both touched, and their share of this row's" }),
});

/** Four ways to say whose orders they are, side by side. */
export const compareLenses = endpoint({
  id: "compareLenses",
  method: "GET",
  path: "/v1/attribution/lenses",
  tag: "Attribution",
  summary: "What the path, codes, customers' answers and experiments each say of every creator, and which orders creators share",
  description:
    "The four do not add up to one another: an order may have a click of one creator, a code of a second and an answer that names a third. At most 100 creators, those with most touched orders first; the overlap is of the first eight.",
  access: "attribution:read",
  tables: { creators: "creators", overlap: "overlap.cells" },
  query: z.strictObject({ ...periodQuery, currency: currencySchema.optional().meta({ description: "The brand's own unless said" }) }),
  output: z.strictObject({
    ...periodFields,
    currency: currencySchema,
    as_of: instantSchema,
    model: modelSchema.meta({ description: "The model whose credit `path` is" }),
    orders: z.int().meta({ description: "Paid orders of this currency that have credit" }),
    models: z.array(modelSchema).meta({ description: "Those that experiments may be measured against" }),
    answered: z.int().meta({ description: "Those of which it is known what their customer said" }),
    creators: z.array(lensRowSchema),
    overlap: z.array(overlapSchema),
  }),
});
