import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { daySchema, idSchema, idText } from "../../../platform/schema/vocabulary.ts";

const share = (description: string) => z.number().gt(0).max(1).meta({ description });

const askedSchema = z
  .strictObject({
    days: z.int().min(1).max(365).meta({ description: "The length of the treatment" }),
    sizes: z
      .array(z.int().min(1).max(50))
      .min(1)
      .max(6)
      .default([2, 3, 4])
      .meta({ description: "How many regions may be treated, each number that is tried" }),
    left_out: z.array(z.string().trim().min(1).max(200)).max(2_000).default([]).meta({ description: "Regions that take no part" }),
    history_from_on: daySchema.nullable().default(null).meta({ description: "The first day that counts; null: the series' first" }),
    most_share: share("The largest share of all sales that may be treated").default(0.5),
    direction: z.enum(["gain", "loss"]).default("gain"),
    alpha: z.number().min(0.01).max(0.499).default(0.1).meta({ description: "An effect is found when p is at most this" }),
    missing: z.enum(["refused", "zero"]).default("refused").meta({ description: "What a day without a row means; zero: nothing was sold" }),
  })
  .meta({ id: "AskedMarkets" });

const setSchema = z
  .strictObject({
    regions: z.array(z.string()),
    share: z.number().meta({ description: "Of the sales of all regions that take part" }),
    correlation: z
      .number()
      .nullable()
      .meta({ description: "Of the mean of these regions with that of all others, day by day; null where one never changes" }),
    misfit: z
      .number()
      .meta({ description: "How far the fit is off, by how far even weights are: 0 is good, 1 says that weighing gained nothing" }),
    cells: z.array(z.strictObject({ lift: z.number(), power: z.number() })),
    least_lift: z.number().nullable().meta({ description: "The minimum detectable effect, a share of sales; null: none of those tried" }),
    least_total: z.number().nullable().meta({ description: "What it brings in the treated regions: minor units, or a count" }),
    holdout_cost: z
      .number()
      .nullable()
      .meta({ description: "What the same lift would have brought meanwhile in all other regions, which have to wait" }),
    false_alarms: z.number().meta({ description: "The share of windows in which an effect is found though nothing was done" }),
    noise: z.number().nullable().meta({ description: "How large lifts are that appear when nothing is done, root mean square" }),
    flags: z.array(z.string()),
  })
  .meta({ id: "RankedMarkets" });

const rankingSchema = z
  .strictObject({
    asked: askedSchema,
    unit: z.string(),
    regions: z.int(),
    history_days: z.int(),
    power: z.number().meta({ description: "In which share of windows an effect must be found" }),
    fitted: z.int().meta({ description: "How many sets were fitted; the power of the twenty that fit best is told" }),
    failed: z.int().meta({ description: "How many sets could not be fitted" }),
    sets: z.array(setSchema).meta({ description: "The best first" }),
  })
  .meta({ id: "MarketRanking" });

const oneSeries = z.strictObject({ id: idSchema("ser") });

const latestSchema = z.strictObject({
  computation_id: idText("job").nullable().meta({ description: "Null while none was asked for; see /v1/computations/{id}" }),
  ranking: rankingSchema.nullable().meta({ description: "Null until it is done" }),
  note: z.string().meta({ description: "Why there is no ranking, where one was asked for" }),
});

/** Asks for test regions. */
export const selectMarkets = endpoint({
  id: "selectMarkets",
  method: "POST",
  path: "/v1/sales-series/{id}/market-selections",
  tag: "Experiments",
  summary: "Rank sets of regions to treat, tried on their own history before a plan is made",
  description:
    "Runs in the background: follow computation_id. Each region is put together with those most like it; the twenty sets that fit best have their power worked out and are ranked by the least effect that is found, by what appears when nothing is done, and by the fit. Regions that are chosen for their fit are no random sample: what they show holds for them.",
  access: "attribution:write",
  status: 202,
  params: oneSeries,
  body: askedSchema,
  output: latestSchema,
});

/** The newest ranking. */
export const getLatestMarkets = endpoint({
  id: "getLatestMarkets",
  method: "GET",
  path: "/v1/sales-series/{id}/market-selections/latest",
  tag: "Experiments",
  summary: "The test regions that were asked for last",
  access: "attribution:read",
  params: oneSeries,
  output: latestSchema,
});
