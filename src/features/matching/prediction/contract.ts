import { z } from "zod";
import { platforms } from "../../../kernel/social/platform.ts";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { daySchema, idSchema, idText, instantSchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";
import { plannedFormats } from "../words/planned-format.ts";
import { predictedMetrics } from "./predicted.ts";

const deliverable = z
  .strictObject({
    platform: z.enum(platforms),
    format: z
      .enum(plannedFormats)
      .optional()
      .meta({ description: "Counts where three posts of it are known; else all of the platform do" }),
    posts: z.int().min(1).max(100),
  })
  .meta({ id: "Deliverable" });

const rangeSchema = z.strictObject({ low: z.number(), middle: z.number(), high: z.number() });
const basisSchema = z.strictObject({
  own_posts: z.int(),
  cohort_creators: z.int(),
  cohort_weight: z.number().nullable().meta({ description: "The share that the cohort has in it; null: it rests on published ranges" }),
  published: z.array(z.string()),
});
const metricSchema = z
  .strictObject({
    metric: z.enum(predictedMetrics),
    range: rangeSchema.nullable().meta({ description: "The middle and the ends of 80 %; null: not known" }),
    lines: z.array(basisSchema),
    why_not: z.string().nullable(),
  })
  .meta({ id: "PredictedMetric" });

const forecastFields = {
  level: z.number(),
  draws: z.int(),
  worked_out_at: instantSchema,
  deliverables: z.array(deliverable),
  metrics: z.array(metricSchema),
};
const deliverables = z.array(deliverable).min(1).max(10);

/** What planned posts may bring. */
export const predictCreator = endpoint({
  id: "predictCreator",
  method: "POST",
  path: "/v1/creators/{id}/prediction",
  tag: "Matching",
  summary: "What planned posts of a creator may bring: reach, engagements, clicks and orders with intervals",
  description:
    "From the creator's own posts, drawn to creators of the same platform and tier. Nothing is kept; lock it to hold it against what comes.",
  access: "attribution:read",
  params: z.strictObject({ id: idSchema("cre") }),
  body: z.strictObject({ deliverables }),
  output: z
    .strictObject({ creator_id: idText("cre"), ...forecastFields, formulas: z.record(z.string(), z.string()) })
    .meta({ id: "CreatorPrediction" }),
});

const lockedSchema = z
  .strictObject({
    id: idText("prd"),
    creator_id: idText("cre"),
    creator_name: z.string(),
    from_on: daySchema,
    until_on: daySchema.meta({ description: "The day after the last one" }),
    is_late: z.boolean().meta({ description: "Locked on the first day or later" }),
    ...forecastFields,
    sha256: z.string(),
    locked_at: instantSchema,
  })
  .meta({ id: "LockedPrediction" });

/** Freezes a prediction. */
export const lockPrediction = endpoint({
  id: "lockPrediction",
  method: "POST",
  path: "/v1/creator-predictions",
  tag: "Matching",
  summary: "Work out a prediction, and freeze it so that what comes can be held against it",
  access: "creators:write",
  status: 201,
  creates: true,
  body: z.strictObject({
    creator_id: idSchema("cre"),
    deliverables,
    from_on: daySchema.meta({ description: "The first day on which the posts go up" }),
    until_on: daySchema.meta({ description: "The day after the last one" }),
  }),
  output: lockedSchema,
});

/** The locked ones. */
export const listPredictions = endpoint({
  id: "listPredictions",
  method: "GET",
  path: "/v1/creator-predictions",
  tag: "Matching",
  summary: "Locked predictions, the last locked first",
  access: "attribution:read",
  query: z.strictObject({ ...pageQuery, creator_id: idSchema("cre").optional() }),
  output: pageOf(lockedSchema),
});

const numbers = { estimate: z.number(), low: z.number(), high: z.number() };
const qualityFields = {
  points: z.int(),
  covered: z.strictObject({ ...numbers, below: z.int(), above: z.int() }).nullable(),
  bias: z.strictObject(numbers).nullable().meta({ description: "Outcome ÷ middle, less 1: the mean on logarithms, never below −1" }),
  verdict: z.string(),
};

/** How good they were. */
export const predictionCalibration = endpoint({
  id: "predictionCalibration",
  method: "GET",
  path: "/v1/prediction-calibration",
  tag: "Matching",
  summary: "Locked predictions beside what came: how often intervals of 80 % held it, metric by metric",
  description: "Of the 100 locked last. A plan is compared once its last day lies 14 days back and as many posts went up as were planned.",
  access: "attribution:read",
  tables: { points: "points", metrics: "metrics" },
  output: z
    .strictObject({
      level: z.number(),
      predictions: z.int(),
      waiting: z.int().meta({ description: "Their days, or 14 days after them, are not over" }),
      not_posted: z.int().meta({ description: "Fewer posts went up than were planned: nothing to compare" }),
      all: z.strictObject(qualityFields),
      metrics: z.array(z.strictObject({ metric: z.enum(predictedMetrics), ...qualityFields })),
      points: z.array(
        z
          .strictObject({
            prediction_id: idText("prd"),
            creator_name: z.string(),
            metric: z.enum(predictedMetrics),
            low: z.number(),
            middle: z.number(),
            high: z.number(),
            outcome: z.number(),
            is_late: z.boolean(),
          })
          .meta({ id: "PredictionPoint" }),
      ),
      formulas: z.record(z.string(), z.string()),
    })
    .meta({ id: "PredictionCalibration" }),
});
