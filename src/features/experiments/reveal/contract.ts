import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { alphaSchema, finalVerdictSchema } from "../../../platform/schema/plan-parts.ts";
import { daySchema, idSchema, idText, instantSchema, nameSchema } from "../../../platform/schema/vocabulary.ts";
import { directions } from "../plan/geo-plan.ts";

const textSchema = (most: number) => z.string().trim().min(1).max(most);
const count = z.number().int().min(0).max(1e12);

const planSchema = z
  .strictObject({
    hypothesis: textSchema(2_000).meta({ description: "What is expected, in a sentence" }),
    treatment: textSchema(2_000).meta({ description: "What half of the visitors see: the code, where it stands, and what it takes off" }),
    from_on: daySchema.meta({ description: "The first day on which a hash decides" }),
    to_on: daySchema.meta({ description: "The day after the last" }),
    expected_rate: z
      .string()
      .regex(/^0\.\d{1,6}$/, 'must be a share as a decimal text, such as "0.02" for 2 %')
      .nullable()
      .default(null)
      .meta({ description: "The share of visitors who order without the code; null: as on the workspace's own links lately" }),
    visitors_a_day: z.number().int().min(1).max(1e9).nullable().default(null).meta({ description: "Null: as on the own links lately" }),
    direction: z.enum(directions).default("gain"),
    alpha: alphaSchema("0.1", "A difference is shown when p is at most this; intervals are of level 1 less this"),
  })
  .meta({ id: "RevealPlan" });

const halfSchema = z
  .strictObject({ visitors: z.number().int(), orders: z.number().int(), rate: z.number(), lower: z.number(), upper: z.number() })
  .meta({ id: "RevealHalf", description: "Rates are shares of visitors; the interval is Wilson's" });

const analysisSchema = z
  .strictObject({
    level: z.number(),
    shown: halfSchema,
    hidden: halfSchema,
    difference: z.number().meta({ description: "Shown less hidden, in shares of visitors; the interval is Newcombe's" }),
    lower: z.number(),
    upper: z.number(),
    lift: z.number().nullable().meta({ description: "The difference by the rate of those who did not see it" }),
    p: z.number().meta({ description: "By Fisher's exact test, two-sided" }),
    caused: z.number().meta({ description: "Orders of those who saw it that would not have come" }),
    caused_lower: z.number(),
    caused_upper: z.number(),
    sample_ratio: z.strictObject({ p: z.number(), is_alarm: z.boolean(), sentence: z.string() }).meta({
      description: "Whether the halves are as large as a fair coin makes them; an alarm below p 0.001 decides that nothing is decided",
    }),
    verdict: finalVerdictSchema,
    flags: z.array(z.string()),
  })
  .meta({ id: "RevealAnalysis" });

const powerSchema = z
  .strictObject({
    alpha: z.number(),
    power: z.number(),
    rate: z.number(),
    visitors_a_day: z.number(),
    source: z.string(),
    days: z.number().int(),
    cells: z.array(
      z.strictObject({ lift: z.number(), visitors: z.number().int().nullable(), days: z.number().int().nullable() }).meta({
        description: "Visitors in both halves, and days, that a lift needs",
      }),
    ),
    least_lift: z.number().nullable().meta({ description: "The smallest lift that the planned days are enough for" }),
  })
  .meta({ id: "RevealPower" });

const countFields = {
  counted_on: daySchema,
  is_shown: z.boolean().meta({ description: "Of those whom the hash let see the code, or of the others" }),
  visitors: count,
  orders: count.meta({ description: "Of these visitors, each once" }),
};

const summaryFields = {
  id: idText("rev"),
  name: z.string(),
  state: z.enum(["draft", "locked", "analysed"]),
  plan: planSchema,
  headline: z.string().nullable(),
  created_at: instantSchema,
};

const revealSchema = z
  .strictObject({
    ...summaryFields,
    decision_rule: z.string(),
    lock: z.strictObject({ sha256: z.string(), document: z.string(), locked_at: instantSchema }).nullable(),
    seed: z.string().nullable().meta({
      description: 'A visitor sees the code when the first byte of the SHA-256 of "<seed>:<visitor>" is below 128; null: not locked yet',
    }),
    script: z.string().nullable().meta({ description: "The same as a module of JavaScript for the shop; null: not locked yet" }),
    power: powerSchema.nullable(),
    power_note: z.string(),
    counts: z.array(z.strictObject(countFields)),
    result: z.strictObject({ computed_at: instantSchema, analysis: analysisSchema }).nullable(),
  })
  .meta({ id: "CodeReveal" });

const shared = { tag: "Experiments", access: "attribution:write", output: revealSchema } as const;
const oneReveal = z.strictObject({ id: idSchema("rev") });
const draftSchema = z.strictObject({ name: nameSchema(200), plan: planSchema });

/** The experiments with a code. */
export const listReveals = endpoint({
  id: "listReveals",
  method: "GET",
  path: "/v1/code-reveals",
  tag: "Experiments",
  summary: "The experiments in which half of the visitors see a code, newest first; at most 200",
  access: "attribution:read",
  output: z.strictObject({ data: z.array(z.strictObject(summaryFields).meta({ id: "CodeRevealSummary" })) }),
});

/** Makes a draft. */
export const createReveal = endpoint({
  ...shared,
  id: "createReveal",
  method: "POST",
  path: "/v1/code-reveals",
  summary: "Plan an experiment in which a hash decides which half of the visitors sees a code",
  description: "It is a draft, which may change, until it is locked. The answer has its power: how many visitors each lift needs.",
  status: 201,
  creates: true,
  body: draftSchema,
});

/** One of them. */
export const getReveal = endpoint({
  ...shared,
  id: "getReveal",
  method: "GET",
  path: "/v1/code-reveals/{id}",
  summary: "One experiment with a code: its plan, power, counts and result",
  access: "attribution:read",
  params: oneReveal,
});

/** Changes a draft. */
export const changeReveal = endpoint({
  ...shared,
  id: "changeReveal",
  method: "PUT",
  path: "/v1/code-reveals/{id}/plan",
  summary: "Change the draft of a plan with a code",
  params: oneReveal,
  body: draftSchema,
});

/** Locks a plan. */
export const lockReveal = endpoint({
  ...shared,
  id: "lockReveal",
  method: "POST",
  path: "/v1/code-reveals/{id}/lock",
  summary: "Lock the plan: the answer has the seed by which your shop decides who sees the code",
  params: oneReveal,
});

/** Counts. */
export const countReveal = endpoint({
  ...shared,
  id: "countReveal",
  method: "PUT",
  path: "/v1/code-reveals/{id}/counts",
  summary: "Say how many came and ordered, by day and half; a day and half that is there already is corrected",
  params: oneReveal,
  body: z.strictObject({ counts: z.array(z.strictObject(countFields)).min(1).max(1_000) }),
});

/** Analyses. */
export const analyseReveal = endpoint({
  ...shared,
  id: "analyseReveal",
  method: "POST",
  path: "/v1/code-reveals/{id}/analyses",
  summary: "Have the difference worked out, once the last day is over and every day is counted in both halves",
  params: oneReveal,
});
