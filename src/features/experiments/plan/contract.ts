import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { alphaSchema, effectAlphaText, lockSchema } from "../../../platform/schema/plan-parts.ts";
import { daySchema, idSchema, idText, instantSchema, nameSchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";
import { analysisSchema } from "../analysis/contract.ts";
import { keepingSchema } from "../keeping/contract.ts";
import { powerSchema } from "../power/contract.ts";
import { directions, geoMethods, spendings } from "./geo-plan.ts";

const textSchema = (most: number) => z.string().trim().min(1).max(most);
const regionsSchema = z.array(textSchema(200)).max(2_000);

const planFields = {
  hypothesis: textSchema(2_000).meta({ description: "What is expected, in a sentence" }),
  treatment: textSchema(2_000).meta({ description: "What is done in the treated regions and not in the others" }),
  treated: regionsSchema.min(1),
  left_out: regionsSchema.default([]).meta({ description: "Regions that take no part, such as neighbours that the treatment reaches" }),
  history_from_on: daySchema.nullable().default(null).meta({ description: "The first day that counts; null: the series' first" }),
  from_on: daySchema.meta({ description: "The first day of treatment" }),
  to_on: daySchema.meta({ description: "The day after the last day of treatment" }),
  method: z
    .enum(geoMethods)
    .default("augmented-synthetic-control")
    .meta({ description: "The one that decides; the others are shown beside it" }),
  direction: z.enum(directions).default("gain"),
  alpha: alphaSchema("0.1", effectAlphaText),
  missing: z.enum(["refused", "zero"]).default("refused").meta({ description: "What a day without a row means; zero: nothing was sold" }),
  gate_note: z.string().trim().max(2_000).default("").meta({ description: "Why the experiment goes on where the data gate is closed" }),
  looks: z
    .int()
    .min(1)
    .max(10)
    .default(1)
    .meta({ description: "How many times it is looked at, at equal distances; the last is the end of treatment" }),
  spending: z
    .enum(spendings)
    .default("obrien-fleming")
    .meta({ description: "How alpha is spent over the looks: seldom early (O'Brien and Fleming), or about evenly (Pocock)" }),
};

const campaignText = "The campaign that the treatment is: its caused revenue is filled in where the result is kept";
const creatorsText = "Whose work the treatment is: what is caused is compared with their credit. Keep their posts to the treated regions";

const planBody = z
  .strictObject({
    ...planFields,
    campaign_id: idSchema("cmp").nullable().default(null).meta({ description: campaignText }),
    creator_ids: z
      .array(idSchema("cre"))
      .max(200)
      .default([])
      .meta({ description: `${creatorsText}. Empty: those of the campaign` }),
  })
  .meta({ id: "GeoPlanDraft" });

const planSchema = z
  .strictObject({
    ...planFields,
    campaign_id: idText("cmp").nullable().meta({ description: campaignText }),
    creator_ids: z.array(idText("cre")).meta({ description: creatorsText }),
  })
  .meta({ id: "GeoPlan" });

const stateSchema = z.enum(["draft", "locked", "analysed"]);

const summaryFields = {
  id: idText("exp"),
  kind: z.enum(["geo_holdout"]),
  name: z.string(),
  state: stateSchema,
  series_id: idText("ser"),
  series_name: z.string(),
  unit: z.string().meta({ description: "A currency of ISO 4217, or count" }),
  plan: planSchema,
  headline: z.string().nullable().meta({ description: "The verdict in a few words; null: not analysed yet" }),
  created_at: instantSchema,
};

const experimentSchema = z
  .strictObject({
    ...summaryFields,
    decision_rule: z.string(),
    lock: lockSchema("The plan"),
    looks: z
      .array(
        z.strictObject({
          last_on: daySchema.meta({ description: "The last day that is looked at" }),
          fraction: z.number().meta({ description: "The share of the days of treatment that are known by then" }),
          is_planned: z.boolean(),
          bound_p: z.number().meta({ description: "An effect is shown at this look when p is at most this" }),
          taken: z
            .strictObject({
              at: instantSchema,
              p: z.number().nullable(),
              may_be_told: z
                .boolean()
                .meta({ description: "Whether the result may be passed on: it is the last look, or p is within the bound" }),
            })
            .nullable(),
        }),
      )
      .meta({ description: "Planned and unplanned looks in their order, each with its bound by a spending function" }),
    warnings: z
      .array(z.string())
      .meta({ description: "Such as a treatment that began before its plan was locked, or experiments that overlap" }),
    analysis_id: idText("job").nullable().meta({ description: "The newest computation of the analysis; see /v1/computations/{id}" }),
    power_id: idText("job").nullable().meta({ description: "The newest power study of the plan as it is; see /v1/computations/{id}" }),
    power: powerSchema.nullable(),
    power_note: z.string().meta({ description: "Why there is no power study, where one was asked for" }),
    result: z
      .strictObject({
        computed_at: instantSchema,
        sales_sha256: z.string().meta({ description: "Of the sales that it was made of: another one says that they were corrected since" }),
        analysis: analysisSchema,
      })
      .nullable(),
    keeping: keepingSchema.nullable().meta({ description: "What of the result can be kept; null while there is none" }),
  })
  .meta({ id: "Experiment" });

const oneExperiment = z.strictObject({ id: idSchema("exp") });
/** The experiments of the workspace. */
export const listExperiments = endpoint({
  id: "listExperiments",
  method: "GET",
  path: "/v1/experiments",
  tag: "Experiments",
  summary: "The experiments of the workspace, newest first",
  access: "attribution:read",
  query: z.strictObject(pageQuery),
  output: pageOf(z.strictObject(summaryFields).meta({ id: "ExperimentSummary" })),
});

/** Makes a draft. */
export const createExperiment = endpoint({
  id: "createExperiment",
  method: "POST",
  path: "/v1/experiments",
  tag: "Experiments",
  summary: "Plan an experiment by region: some regions are treated, the others show what would have been",
  description: "It is a draft, which may change, until it is locked.",
  access: "attribution:write",
  status: 201,
  creates: true,
  body: z.strictObject({ name: nameSchema(200), series_id: idSchema("ser"), plan: planBody }),
  output: experimentSchema,
});

/** One experiment. */
export const getExperiment = endpoint({
  id: "getExperiment",
  method: "GET",
  path: "/v1/experiments/{id}",
  tag: "Experiments",
  summary: "One experiment with its plan, its lock and its newest result",
  access: "attribution:read",
  tables: { days: "result.analysis.days", power: "power.durations.cells" },
  params: oneExperiment,
  output: experimentSchema,
});

/** Changes a draft. */
export const changeExperiment = endpoint({
  id: "changeExperiment",
  method: "PUT",
  path: "/v1/experiments/{id}/plan",
  tag: "Experiments",
  summary: "Change the draft of a plan",
  access: "attribution:write",
  params: oneExperiment,
  body: z.strictObject({ name: nameSchema(200), plan: planBody }),
  output: experimentSchema,
});

/** Locks a plan. */
export const lockPlan = endpoint({
  id: "lockPlan",
  method: "POST",
  path: "/v1/experiments/{id}/lock",
  tag: "Experiments",
  summary: "Lock the plan: from now on it cannot change, and it alone decides",
  description:
    "The answer has the plan's exact text and its SHA-256, to be kept by whoever wants proof. Where the data gate is closed the plan must say in gate_note why the experiment goes on.",
  access: "attribution:write",
  params: oneExperiment,
  output: experimentSchema,
});

/** Asks for a power study. */
export const studyPower = endpoint({
  id: "studyPower",
  method: "POST",
  path: "/v1/experiments/{id}/power-studies",
  tag: "Experiments",
  summary: "How large an effect the plan would find, tried on the regions' own history before money is spent",
  description:
    "Runs in the background: follow power_id. Effects of 2 to 20 % are put into every stretch of the history, and it is counted how often the plan's test finds them.",
  access: "attribution:write",
  status: 202,
  params: oneExperiment,
  output: experimentSchema,
});

/** Asks for an analysis. */
export const analyseExperiment = endpoint({
  id: "analyseExperiment",
  method: "POST",
  path: "/v1/experiments/{id}/analyses",
  tag: "Experiments",
  summary: "Have the effect worked out by four methods, at a planned look or once treatment is over",
  description:
    "Runs in the background: follow analysis_id. It looks at the last planned look whose days are all known. Every analysis is kept; the same sales and plan give the same numbers.",
  access: "attribution:write",
  status: 202,
  params: oneExperiment,
  query: z.strictObject({
    unplanned: z.enum(["true", "false"]).default("false").meta({
      description: "Look at what is known though no look is planned here: recorded, marked for good, and paid for by later bounds",
    }),
  }),
  output: experimentSchema,
});

/** Keeps a result. */
export const keepResult = endpoint({
  id: "keepExperimentResult",
  method: "POST",
  path: "/v1/experiments/{id}/keep",
  tag: "Experiments",
  summary: "Keep the result: from now on it says what the creators' credit is worth",
  description:
    "What was caused, divided by what the plan's creators are credited with for the same days, is recorded as a calibration with its interval, for each of them. Where the plan names a campaign that lies within the treatment, its caused revenue is stated as well. Credit itself stays as it is. In the place of what was kept of an earlier analysis.",
  access: "attribution:write",
  params: oneExperiment,
  output: experimentSchema,
});

/** Takes it back. */
export const undoKeptResult = endpoint({
  id: "undoKeptExperimentResult",
  method: "POST",
  path: "/v1/experiments/{id}/keep/undo",
  tag: "Experiments",
  summary: "Take a kept result back: what was known before holds again",
  access: "attribution:write",
  params: oneExperiment,
  output: experimentSchema,
});
