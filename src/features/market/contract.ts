import { z } from "zod";
import { computedFields } from "../../platform/schema/computed.ts";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idText, instantSchema, moneySchema } from "../../platform/schema/vocabulary.ts";
import { presetNames, presets } from "./dials/presets.ts";
import { turningSchema } from "./dials/contract.ts";
import { expectedSize, mostOfRun, turnedDials } from "./dials/turning.ts";

const figureOf = <T extends z.ZodType>(value: T) => z.strictObject({ mean: value, standard_error: value, low: value, high: value });
const figureSchema = figureOf(z.number()).meta({
  id: "MarketFigure",
  description: "Over the runs: the mean, the standard error of the mean, and between which values nine runs of ten lie",
});
const moneyFigure = figureOf(moneySchema).meta({ id: "MarketMoney", description: "As MarketFigure, for an amount" });

const lensSchema = z
  .strictObject({
    lens: z.string(),
    name: z.string(),
    error_orders: figureSchema.meta({ description: "Orders credited to all creators, less those they caused" }),
    error_revenue: moneyFigure,
    bias: figureSchema.nullable().meta({ description: "The same as a share of what was caused; null where nothing was" }),
    absolute_error: figureSchema.meta({ description: "How far the orders of a creator are off, whichever way; mean over creators" }),
    rank_correlation: figureSchema
      .nullable()
      .meta({ description: "Spearman's correlation of credited and caused orders over creators; null where there is none" }),
    creators: z.array(
      z.strictObject({
        credited_orders: figureSchema,
        credited_revenue: moneyFigure,
        error_orders: figureSchema,
        error_revenue: moneyFigure,
      }),
    ),
  })
  .meta({ id: "MarketLens" });

const resultSchema = z
  .strictObject({
    preset: z.enum(presetNames),
    dials: turningSchema,
    runs: z.number().int(),
    currency: z.string(),
    orders: figureSchema.meta({ description: "Orders of a run" }),
    caused: figureSchema.meta({ description: "Those that would not have come without a creator, repeat orders included" }),
    caused_revenue: moneyFigure,
    creators: z.array(z.strictObject({ name: z.string(), platform: z.string(), followers: z.number().int(), caused: figureSchema })),
    lenses: z.array(lensSchema).meta({ description: "The most accurate first, by absolute_error" }),
  })
  .meta({ id: "MarketStudyResult" });

/** What is asked for, refused where a run of it would be too large. */
const studyBody = z
  .strictObject({
    preset: z.enum(presetNames).meta({ description: "The ready-made business whose dials are turned" }),
    dials: turningSchema,
    runs: z.number().int().min(10).max(400).meta({ description: "How many courses of the business are played" }).default(100),
  })
  .superRefine(({ preset, dials }, check) => {
    const size = expectedSize(turnedDials(presets[preset], dials));
    const refuse = (field: string, what: string, found: number, limit: number) =>
      check.addIssue({
        code: "custom",
        path: ["dials", field],
        message: `makes about ${Math.round(found)} ${what} a run, and ${limit} is the most: lower it or the days`,
      });
    if (size.visitors > mostOfRun.visitors) refuse("followers", "visitors", size.visitors, mostOfRun.visitors);
    else if (size.orders > mostOfRun.orders) refuse("orders_a_month", "orders", size.orders, mostOfRun.orders);
  });

/** The ready-made businesses. */
export const getMarketPresets = endpoint({
  id: "getMarketPresets",
  method: "GET",
  path: "/v1/market/presets",
  tag: "Market",
  summary: "Ready-made businesses of the market simulator, and how their dials stand",
  description: "Made-up businesses within what is usual: a start for the dials of your own, no benchmark.",
  access: "attribution:read",
  output: z.strictObject({ data: z.array(z.strictObject({ name: z.enum(presetNames), currency: z.string(), dials: turningSchema })) }),
});

/** Asks how wrong each way of counting is for a business. */
export const createMarketStudy = endpoint({
  id: "createMarketStudy",
  method: "POST",
  path: "/v1/market/studies",
  tag: "Market",
  summary: "Work out how wrong each way of counting is for a business like yours",
  description:
    "Plays a made-up business many times and lets every lens count what it can see: six rule models, Markov, Shapley, codes and survey answers. Each is held against the orders that creators truly caused in it. Runs in the background: read the computation, then the latest study. Your own orders are neither read nor changed.",
  access: "attribution:write",
  status: 201,
  creates: true,
  body: studyBody,
  output: z.strictObject({ computation_id: idText("job") }),
});

/** The newest study. */
export const getLatestMarketStudy = endpoint({
  id: "getLatestMarketStudy",
  method: "GET",
  path: "/v1/market/studies/latest",
  tag: "Market",
  summary: "The study that was asked for last, and the last one that was finished",
  description:
    "`result` is of the last study that was finished: while a newer one is played, or after it was stopped or failed, it stays. It is the newest one’s where `result_of.computation_id` is `computation_id`.",
  access: "attribution:read",
  tables: { lenses: "result.lenses", creators: "result.lenses.creators" },
  output: z.strictObject({
    computation_id: idText("job").nullable().meta({ description: "Null while none was asked for" }),
    state: computedFields.state.nullable().meta({ description: "How far that one is" }),
    result_of: z
      .strictObject({ computation_id: idText("job"), requested_at: instantSchema })
      .nullable()
      .meta({ description: "The study that the result is of" }),
    result: resultSchema.nullable().meta({ description: "Null until a study was finished" }),
  }),
});

/** The newest study as the API shows it. */
export type LatestStudy = z.infer<typeof getLatestMarketStudy.output>;
