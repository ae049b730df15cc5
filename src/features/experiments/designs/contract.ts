import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { alphaSchema, effectAlphaText, finalVerdictSchema, lockSchema } from "../../../platform/schema/plan-parts.ts";
import { daySchema, idSchema, idText, instantSchema, nameSchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";
import { directions } from "../plan/geo-plan.ts";
import { designKinds } from "./design-plan.ts";
import { deviationKinds } from "./deviation.ts";

const textSchema = (most: number) => z.string().trim().min(1).max(most);
const weekCount = (least: number, most: number) => z.number().int().min(least).max(most);

const basisFields = {
  hypothesis: textSchema(2_000).meta({ description: "What is expected, in a sentence" }),
  treatment: textSchema(2_000).meta({ description: "What begins for a creator, such as posts, a new offer, or paid amplification" }),
  creators: z.array(textSchema(200)).min(2).max(500).meta({ description: "Names as the series has them" }),
  history_weeks: weekCount(2, 104).default(8).meta({ description: "How many weeks before from_on each creator is compared with" }),
  from_on: daySchema.meta({ description: "The first day on which it begins for somebody; weeks are counted from it" }),
  direction: z.enum(directions).default("gain"),
  alpha: alphaSchema("0.1", effectAlphaText),
  missing: z.enum(["refused", "zero"]).default("refused").meta({ description: "What a day without a row means; zero: nothing was sold" }),
};

const planSchema = z
  .discriminatedUnion("design", [
    z.strictObject({
      design: z.literal("staggered_creators"),
      ...basisFields,
      waves: weekCount(2, 12).default(4).meta({ description: "Creators begin in so many waves of equal size" }),
      weeks_between: weekCount(1, 12).default(2).meta({ description: "From one wave to the next" }),
    }),
    z.strictObject({
      design: z.literal("matched_creators"),
      ...basisFields,
      weeks: weekCount(1, 52).default(4).meta({ description: "How long it lasts for one of each pair, while the other waits" }),
    }),
  ])
  .meta({ id: "CreatorPlan" });

const summaryFields = {
  id: idText("cex"),
  design: z.enum(designKinds),
  name: z.string(),
  state: z.enum(["draft", "locked", "analysed"]),
  series_id: idText("ser"),
  series_name: z.string(),
  unit: z.string().meta({ description: "A currency of ISO 4217, or count" }),
  plan: planSchema,
  to_on: daySchema.meta({ description: "The day after the last: when the last wave begins, or the waiting ends" }),
  headline: z.string().nullable().meta({ description: "The verdict in a few words; null: not analysed yet" }),
  created_at: instantSchema,
};

const effectText = "Of one creator in one week: minor units of the currency, or a count; need not be whole";
const effectFields = { effect: z.number().meta({ description: effectText }), lower: z.number(), upper: z.number() };

const analysisSchema = z
  .strictObject({
    ...effectFields,
    unit: z.string(),
    level: z.number().meta({ description: "Of the intervals: 1 less the plan's alpha" }),
    creators: z.number().int(),
    weeks_before: z.number().int(),
    weeks_treated: z.number().int(),
    verdict: finalVerdictSchema,
    standard_error: z.number(),
    interval_by: z.string(),
    p: z.number(),
    p_by: z.string(),
    total: z.number().meta({ description: "Over all weeks of creators that were compared" }),
    compared: z.number().int().meta({ description: "How many weeks of creators were compared" }),
    lift: z.number().nullable().meta({ description: "The total by what was expected, a share; null where that is not above zero" }),
    by_week: z.array(
      z.strictObject({
        ...effectFields,
        week: z.number().int().meta({ description: "Since it began for a creator, from 1" }),
        creators: z.number().int(),
      }),
    ),
    flags: z.array(z.string()).meta({ description: "What to know before believing it" }),
  })
  .meta({ id: "CreatorAnalysis" });

const powerSchema = z
  .strictObject({
    unit: z.string(),
    alpha: z.number(),
    power: z.number().meta({ description: "In which share of trials an effect must be found" }),
    history_weeks: z.number().int(),
    weeks_before: z.number().int().meta({ description: "Before the start in each trial" }),
    weeks_treated: z.number().int(),
    cells: z.array(z.strictObject({ lift: z.number(), power: z.number() })),
    least_lift: z.number().nullable().meta({ description: "The smallest lift that is found often enough; null: none of those tried" }),
    least_total: z.number().nullable().meta({ description: "What it would have to bring in all" }),
    false_alarms: z.number().meta({ description: "The share of trials in which an effect is found though nothing was done" }),
    stretches: z.number().int().meta({ description: "That lie side by side in the history" }),
    flags: z.array(z.string()),
  })
  .meta({ id: "CreatorPower" });

const deviationFields = {
  creator: textSchema(200).meta({ description: "As named in the plan" }),
  kind: z.enum(deviationKinds).meta({ description: "What did not go as planned" }),
  note: z.string().trim().max(500).default(""),
};

const experimentSchema = z
  .strictObject({
    ...summaryFields,
    decision_rule: z.string(),
    lock: lockSchema("Plan, seed and what chance said"),
    assignment: z
      .strictObject({
        seed: z.number().int().meta({ description: "Of chance: the first 32 bits of the SHA-256 of the plan before it" }),
        creators: z.array(
          z.strictObject({
            creator: z.string(),
            from_on: daySchema.nullable().meta({ description: "When it begins for them; null: not before the end" }),
            group: z.number().int().meta({ description: "The number of their wave or pair" }),
          }),
        ),
        left: z.array(z.string()).meta({ description: "Who takes no part, since nobody is left to make a pair with" }),
      })
      .nullable()
      .meta({ description: "Who begins when, dealt out by chance as the plan was locked; null: not locked yet" }),
    deviations: z.array(z.strictObject({ ...deviationFields, recorded_at: instantSchema })),
    warnings: z.array(z.string()),
    analysis_id: idText("job").nullable().meta({ description: "The newest computation of the analysis; see /v1/computations/{id}" }),
    power_id: idText("job").nullable().meta({ description: "The newest power study of the plan as it is; see /v1/computations/{id}" }),
    power: powerSchema.nullable(),
    power_note: z.string().meta({ description: "Why there is no power study, where one was asked for" }),
    result: z
      .strictObject({
        computed_at: instantSchema,
        sales_sha256: z.string().meta({ description: "Of the weeks that it was made of: another one says that they were corrected since" }),
        analysis: analysisSchema,
      })
      .nullable(),
  })
  .meta({ id: "CreatorExperiment" });

const oneExperiment = z.strictObject({ id: idSchema("cex") });
const shared = { tag: "Experiments", access: "attribution:write", params: oneExperiment, output: experimentSchema } as const;

/** The experiments on creators. */
export const listCreatorExperiments = endpoint({
  id: "listCreatorExperiments",
  method: "GET",
  path: "/v1/creator-experiments",
  tag: "Experiments",
  summary: "The experiments on creators, newest first",
  access: "attribution:read",
  query: z.strictObject(pageQuery),
  output: pageOf(z.strictObject(summaryFields).meta({ id: "CreatorExperimentSummary" })),
});

/** Makes a draft. */
export const createCreatorExperiment = endpoint({
  id: "createCreatorExperiment",
  method: "POST",
  path: "/v1/creator-experiments",
  tag: "Experiments",
  summary: "Plan an experiment whose posts reach everywhere: chance says which creators begin when, or at all",
  description:
    "It is a draft, which may change, until it is locked. The series has a row for each creator and day: import it as sales by region, with the creator's name in the column of the region.",
  access: "attribution:write",
  status: 201,
  creates: true,
  body: z.strictObject({ name: nameSchema(200), series_id: idSchema("ser"), plan: planSchema }),
  output: experimentSchema,
});

/** One experiment. */
export const getCreatorExperiment = endpoint({
  ...shared,
  id: "getCreatorExperiment",
  method: "GET",
  path: "/v1/creator-experiments/{id}",
  summary: "One experiment on creators with its plan, what chance said, and its newest result",
  access: "attribution:read",
});

/** Changes a draft. */
export const changeCreatorExperiment = endpoint({
  ...shared,
  id: "changeCreatorExperiment",
  method: "PUT",
  path: "/v1/creator-experiments/{id}/plan",
  summary: "Change the draft of a plan on creators",
  body: z.strictObject({ name: nameSchema(200), plan: planSchema }),
});

/** Locks a plan and lets chance decide. */
export const lockCreatorPlan = endpoint({
  ...shared,
  id: "lockCreatorPlan",
  method: "POST",
  path: "/v1/creator-experiments/{id}/lock",
  summary: "Lock the plan and let chance say which creators begin when",
  description:
    "The seed of chance is taken from the plan's own hash, so that nobody can choose it and anybody can deal out again. Locked before the first start only, since nobody can have followed what was not yet said.",
});

/** Asks for a power study. */
export const studyCreatorPower = endpoint({
  ...shared,
  id: "studyCreatorPower",
  method: "POST",
  path: "/v1/creator-experiments/{id}/power-studies",
  summary: "How large an effect the plan would find, tried on the creators' own history before anything begins",
  description: "Runs in the background: follow power_id.",
  status: 202,
});

/** Asks for an analysis. */
export const analyseCreatorExperiment = endpoint({
  ...shared,
  id: "analyseCreatorExperiment",
  method: "POST",
  path: "/v1/creator-experiments/{id}/analyses",
  summary: "Have the effect worked out, once the last wave has begun or the waiting is over",
  description: "Runs in the background: follow analysis_id. Every analysis is kept; the same sales and plan give the same numbers.",
  status: 202,
});

/** Records what did not go as planned. */
export const recordDeviation = endpoint({
  ...shared,
  id: "recordDeviation",
  method: "POST",
  path: "/v1/creator-experiments/{id}/deviations",
  summary: "Record that a creator did not do what chance had said",
  description:
    "Such as one who posted while they were to wait. Creators are still compared as chance dealt them out, since leaving some out afterwards would choose the result; the deviation is shown beside it.",
  body: z.strictObject(deviationFields),
});
