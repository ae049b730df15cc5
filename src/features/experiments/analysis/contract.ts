import { z } from "zod";
import { daySchema } from "../../../platform/schema/vocabulary.ts";
import { geoMethods } from "../plan/geo-plan.ts";

const effectText = "Of one treated region on one day: minor units of the currency, or a count; need not be whole";

const endsSchema = z
  .strictObject({ lower: z.number().nullable(), upper: z.number().nullable() })
  .meta({ id: "EffectEnds", description: `${effectText}. Null: open to that side` });

const methodSchema = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("estimated"),
      method: z.enum(geoMethods),
      effect: z.number().meta({ description: effectText }),
      total: z.number().meta({ description: "Over all treated regions and days" }),
      lift: z.number().nullable().meta({ description: "The total by what was expected, a share; null where that is not above zero" }),
      p: z.number().nullable(),
      p_by: z.string().meta({ description: "How p was made" }),
      interval: endsSchema.nullable(),
      interval_by: z.string().meta({ description: "How the interval was made" }),
      interval_note: z.string().meta({ description: "Why the interval is another method's than p, or why there is none" }),
      flags: z.array(z.string()).meta({ description: "What to know before believing it" }),
      weights: z.array(z.strictObject({ region: z.string(), weight: z.number() })),
      expected: z.array(z.number()).meta({ description: "The mean of the treated regions as expected, day by day" }),
    }),
    z.strictObject({ kind: z.literal("failed"), method: z.enum(geoMethods), reason: z.string() }),
  ])
  .meta({ id: "MethodOutcome" });

/** The result of an analysis, as the API shows it. */
export const analysisSchema = z
  .strictObject({
    unit: z.string(),
    look: z.strictObject({
      last_on: daySchema,
      fraction: z.number().meta({ description: "The share of the days of treatment that are known by then" }),
      is_planned: z.boolean(),
      bound_p: z.number().meta({ description: "What the look asks of p" }),
    }),
    may_be_told: z.boolean().meta({ description: "Whether the result may be passed on: it is the last look, or p is within the bound" }),
    level: z.number().meta({ description: "Of the intervals: 1 less the look's bound, so that over all looks they hold together" }),
    regions: z.number().int().meta({ description: "That take part, treated ones included" }),
    days_before: z.number().int(),
    days_treated: z.number().int(),
    verdict: z.strictObject({
      outcome: z.enum(["shown", "opposite", "not-shown", "undecided", "open"]),
      headline: z.string(),
      sentence: z.string(),
    }),
    methods: z.array(methodSchema).meta({ description: "The one that decides first" }),
    disagreements: z.array(z.string()),
    days: z.array(
      z.strictObject({
        day: daySchema,
        observed: z.number(),
        expected: z.number(),
        lower: z.number().nullable().meta({ description: "Of what was expected, by the jackknife+; null before treatment" }),
        upper: z.number().nullable(),
      }),
    ),
    placebo: z
      .strictObject({ p: z.number(), starts: z.array(z.strictObject({ day: daySchema, effect: z.number() })) })
      .nullable()
      .meta({ description: "Effects that appear when treatment is said to have begun earlier, when nothing was done" }),
    return_on_spend: z
      .strictObject({ estimate: z.number(), lower: z.number().nullable(), upper: z.number().nullable(), spend: z.number() })
      .nullable()
      .meta({ description: "Sales for one unit of spend, by time-based regression of both" }),
    return_note: z.string().meta({ description: "Why the return is not known" }),
  })
  .meta({ id: "GeoAnalysis" });
