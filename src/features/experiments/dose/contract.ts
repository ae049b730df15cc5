import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { alphaSchema, effectAlphaText, finalVerdictSchema, lockSchema } from "../../../platform/schema/plan-parts.ts";
import { daySchema, idSchema, idText, instantSchema, nameSchema } from "../../../platform/schema/vocabulary.ts";
import { keepingSchema } from "../keeping/contract.ts";
import { directions } from "../plan/geo-plan.ts";

const textSchema = (most: number) => z.string().trim().min(1).max(most);

const postFields = {
  posted_on: daySchema,
  reach: z
    .number()
    .int()
    .min(1)
    .max(1e10)
    .nullable()
    .default(null)
    .meta({ description: "How many people see it, as planned or known; null for all posts: each counts the same" }),
};

const planFields = {
  hypothesis: textSchema(2_000).meta({ description: "What is expected, in a sentence" }),
  treatment: textSchema(2_000).meta({ description: "What is published, and about what" }),
  lasts_days: z.number().int().min(1).max(180).nullable().default(null).meta({
    description:
      "On how many days from its own on a post counts, in equal parts; null: every post counts in equal parts on all days from the first post to the end",
  }),
  left_out: z
    .array(textSchema(200))
    .max(2_000)
    .default([])
    .meta({ description: "Regions of the sales or of the audiences that take no part" }),
  history_from_on: daySchema.nullable().default(null).meta({ description: "The first day that counts; null: the series' first" }),
  to_on: daySchema.meta({ description: "The day after the last: leave posts the time to work" }),
  creator_spread: z
    .string()
    .regex(/^(0|1|0\.\d{1,2}|1\.0{1,2})$/, 'must be a decimal text from "0" to "1", such as "0.4"')
    .default("0.4")
    .meta({
      description:
        "How unlike creators may be in what a person reached by them does: standard deviation by mean. It makes intervals wider, and leaves p as it is",
    }),
  direction: z.enum(directions).default("gain"),
  alpha: alphaSchema("0.1", effectAlphaText),
  missing: z.enum(["refused", "zero"]).default("refused").meta({ description: "What a day without a row means; zero: nothing was sold" }),
  gate_note: z.string().trim().max(2_000).default("").meta({ description: "Why the experiment goes on where the data gate is closed" }),
};

const planBody = z
  .strictObject({
    ...planFields,
    posts: z
      .array(z.strictObject({ creator_id: idSchema("cre"), ...postFields }))
      .min(1)
      .max(500),
    campaign_id: idSchema("cmp")
      .nullable()
      .default(null)
      .meta({ description: "Whose caused revenue is filled in where the result is kept" }),
  })
  .meta({ id: "DosePlanDraft" });

const planSchema = z
  .strictObject({
    ...planFields,
    posts: z.array(z.strictObject({ creator_id: idText("cre"), ...postFields })),
    campaign_id: idText("cmp").nullable(),
  })
  .meta({ id: "DosePlan" });

const effectText = "Of one person reached, or of one post where no reach is told: minor units of the currency, or a count";
const end = z.number().nullable().meta({ description: "Null: the interval has no end on this side" });
const endFields = { lower: z.number(), upper: z.number() };

const placeboSchema = z
  .strictObject({ days: z.number().int(), effect: z.number(), ...endFields, p: z.number() })
  .nullable()
  .meta({ description: "The same estimate on the last days before the treatment, where it must find nothing; null: there are too few" });

const largestSchema = z
  .strictObject({ region: z.string(), share: z.number() })
  .meta({ description: "On which region most of the estimate rests, and its part" });
const variationSchema = z.number().meta({ description: "The standard deviation of the regions' doses by usual sales, by their mean" });

const analysisSchema = z
  .strictObject({
    unit: z.string(),
    dose_unit: z.enum(["person", "post"]),
    level: z.number(),
    regions: z.number().int(),
    days_usual: z.number().int().meta({ description: "Which say what each region usually sells" }),
    days_before: z.number().int().meta({ description: "With which the treatment is compared" }),
    days_treated: z.number().int(),
    verdict: finalVerdictSchema,
    effect: z.number().meta({ description: effectText }),
    lower: end,
    upper: end,
    standard_error: z.number(),
    degrees_of_freedom: z.number(),
    interval_by: z.string(),
    p: z.number(),
    permuted_p: z.number().meta({ description: "The share of dealings of the doses to other regions that show as much" }),
    draws: z.number().int(),
    dose: z.number().meta({ description: "People reached, or posts, in the regions that take part" }),
    total: z.number().meta({ description: "Effect times dose: in all regions that take part and all days of the treatment" }),
    total_lower: end,
    total_upper: end,
    lift: z.number().nullable().meta({ description: "The total by what was expected without it" }),
    placebo: placeboSchema,
    spread: z.strictObject({ variation: variationSchema, largest: largestSchema, negative_weights: z.number() }),
    by_dose: z.array(
      z.strictObject({
        regions: z.array(z.string()),
        dose: z.number().meta({ description: "By the mean dose of all regions, both by usual sales" }),
        change: z.number().meta({ description: "Of sales by what is usual, less that of all regions" }),
        ...endFields,
      }),
    ),
    flags: z.array(z.string()).meta({ description: "What to know before believing it" }),
  })
  .meta({ id: "DoseAnalysis" });

const powerSchema = z
  .strictObject({
    unit: z.string(),
    alpha: z.number(),
    power: z.number().meta({ description: "In which share of trials an effect must be found" }),
    history_days: z.number().int(),
    days_before: z.number().int(),
    days_treated: z.number().int(),
    regions: z.number().int(),
    cells: z.array(z.strictObject({ lift: z.number(), power: z.number() })),
    least_lift: z.number().nullable().meta({ description: "Over all regions; null: none of those tried is found often enough" }),
    least_total: z.number().nullable(),
    false_alarms: z.number(),
    stretches: z.number().int(),
    spread: z.strictObject({ variation: variationSchema, largest: largestSchema }),
    placebo: placeboSchema,
    flags: z.array(z.string()),
  })
  .meta({ id: "DosePower" });

const summaryFields = {
  id: idText("dex"),
  name: z.string(),
  state: z.enum(["draft", "locked", "analysed"]),
  series_id: idText("ser"),
  series_name: z.string(),
  unit: z.string().meta({ description: "A currency of ISO 4217, or count" }),
  plan: planSchema,
  from_on: daySchema.meta({ description: "The day of the first post" }),
  headline: z.string().nullable(),
  created_at: instantSchema,
};

const experimentSchema = z
  .strictObject({
    ...summaryFields,
    decision_rule: z.string(),
    lock: lockSchema("The plan with the audiences that it was made of"),
    audiences: z
      .array(
        z.strictObject({
          creator_id: idText("cre"),
          name: z.string(),
          shares: z.array(z.strictObject({ region: z.string(), share: z.number() })),
        }),
      )
      .meta({ description: "Of a locked plan as they were then" }),
    warnings: z.array(z.string()),
    analysis_id: idText("job").nullable(),
    power_id: idText("job").nullable(),
    power: powerSchema.nullable(),
    power_note: z.string(),
    result: z.strictObject({ computed_at: instantSchema, sales_sha256: z.string(), analysis: analysisSchema }).nullable(),
    keeping: keepingSchema.nullable().meta({ description: "What of the result can be kept; null while there is none" }),
  })
  .meta({ id: "DoseExperiment" });

const one = z.strictObject({ id: idSchema("dex") });
const shared = { tag: "Experiments", access: "attribution:write", output: experimentSchema } as const;

/** The experiments by audience. */
export const listDoseExperiments = endpoint({
  id: "listDoseExperiments",
  method: "GET",
  path: "/v1/dose-experiments",
  tag: "Experiments",
  summary: "The experiments by audience, newest first; at most 200",
  access: "attribution:read",
  output: z.strictObject({ data: z.array(z.strictObject(summaryFields).meta({ id: "DoseExperimentSummary" })) }),
});

/** Makes a draft. */
export const createDoseExperiment = endpoint({
  ...shared,
  id: "createDoseExperiment",
  method: "POST",
  path: "/v1/dose-experiments",
  summary: "Plan an experiment in which each region's dose is how much of the creators' audiences is there",
  description:
    "It is a draft, which may change, until it is locked. The series has sales by region and day; audiences are told by PUT /v1/creator-audiences/{creator_id} or a file, with the same regions.",
  status: 201,
  creates: true,
  body: z.strictObject({ name: nameSchema(200), series_id: idSchema("ser"), plan: planBody }),
});

/** One of them. */
export const getDoseExperiment = endpoint({
  ...shared,
  id: "getDoseExperiment",
  method: "GET",
  path: "/v1/dose-experiments/{id}",
  summary: "One experiment by audience with its plan, its audiences, its power and its newest result",
  access: "attribution:read",
  params: one,
});

/** Changes a draft. */
export const changeDoseExperiment = endpoint({
  ...shared,
  id: "changeDoseExperiment",
  method: "PUT",
  path: "/v1/dose-experiments/{id}/plan",
  summary: "Change the draft of a plan by audience",
  params: one,
  body: z.strictObject({ name: nameSchema(200), plan: planBody }),
});

/** Locks a plan. */
export const lockDoseExperiment = endpoint({
  ...shared,
  id: "lockDoseExperiment",
  method: "POST",
  path: "/v1/dose-experiments/{id}/lock",
  summary: "Lock the plan with the audiences as they are told now",
  params: one,
});

/** Asks for a power study. */
export const studyDosePower = endpoint({
  ...shared,
  id: "studyDosePower",
  method: "POST",
  path: "/v1/dose-experiments/{id}/power-studies",
  summary: "How large an effect the plan would find, tried on the regions' own history before money is spent",
  description:
    "Runs in the background: follow power_id. It also says whether doses differ enough, and whether regions with more dose rise already.",
  status: 202,
  params: one,
});

/** Asks for an analysis. */
export const analyseDoseExperiment = endpoint({
  ...shared,
  id: "analyseDoseExperiment",
  method: "POST",
  path: "/v1/dose-experiments/{id}/analyses",
  summary: "Have the effect worked out, once sales are known up to the last day",
  description: "Runs in the background: follow analysis_id. Every analysis is kept; the same sales and plan give the same numbers.",
  status: 202,
  params: one,
});

/** Keeps the newest result. */
export const keepDoseResult = endpoint({
  ...shared,
  id: "keepDoseResult",
  method: "POST",
  path: "/v1/dose-experiments/{id}/keep",
  summary: "Keep the newest result as what the creators' credit is worth, and as what the plan's campaign caused",
  params: one,
});

/** Takes a kept result back. */
export const undoKeptDoseResult = endpoint({
  ...shared,
  id: "undoKeptDoseResult",
  method: "POST",
  path: "/v1/dose-experiments/{id}/keep/undo",
  summary: "Take back what was kept; what held before holds again",
  params: one,
});
