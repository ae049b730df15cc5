import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { alphaSchema, finalVerdictSchema, lockSchema } from "../../platform/schema/plan-parts.ts";
import { idSchema, idText, instantSchema, nameSchema, pageOf, pageQuery } from "../../platform/schema/vocabulary.ts";
import { assignments, liftDirections } from "./lift-plan.ts";

const text = (most: number) => z.string().trim().min(1).max(most);
const share = (description: string) => z.number().gt(0).lt(1).meta({ description });

const planSchema = z
  .strictObject({
    hypothesis: text(2_000),
    exposure: text(2_000).meta({ description: "What the exposed group saw" }),
    assignment: z
      .enum(assignments)
      .meta({ description: "How people come into the groups: by chance, matched on traits, or because they happened to see it" }),
    recruitment_control: text(500).meta({ description: "How the control group is found" }),
    recruitment_exposed: text(500),
    planned_control: z.int().min(2).max(10_000_000).meta({ description: "How many people are asked" }),
    planned_exposed: z.int().min(2).max(10_000_000),
    questions: z
      .array(z.strictObject({ text: text(500), positive: text(500).meta({ description: "Which answers count" }) }))
      .min(1)
      .max(20)
      .meta({ description: "The first decides" }),
    base_rate: share("The share of positive answers that is expected without exposure"),
    least_points: share("The smallest difference that matters: 0.05 is five points"),
    direction: z.enum(liftDirections).default("gain"),
    alpha: alphaSchema("0.05", "Lift is shown when p is at most this; intervals are of level 1 less this"),
  })
  .meta({ id: "BrandLiftPlan" });

const groups = <T extends z.ZodType>(each: T) => z.strictObject({ control: each, exposed: each });
const countSchema = z.strictObject({
  answered: z.int().min(1).max(10_000_000),
  positive: z.int().min(0).max(10_000_000),
});
const countFields = {
  asked: groups(z.int().min(1).max(10_000_000)).meta({ description: "How many people of each group were asked" }),
  answers: z.array(groups(countSchema)).min(1).max(20).meta({ description: "For each question of the plan, in its order" }),
};

const endedSchema = z.strictObject({ estimate: z.number(), low: z.number(), high: z.number() }).meta({ id: "ShareWithEnds" });

const analysisSchema = z
  .strictObject({
    level: z.number().meta({ description: "Of the intervals: 1 less the plan's alpha" }),
    verdict: finalVerdictSchema,
    results: z
      .array(
        z.strictObject({
          control: endedSchema.meta({ description: "The share of positive answers, with Wilson's interval" }),
          exposed: endedSchema,
          difference: endedSchema.meta({ description: "Exposed less control, with Newcombe's interval: 0.05 is five points" }),
          relative: z.number().nullable().meta({ description: "The difference by the control's share; null where that is zero" }),
          z: z.number().nullable(),
          p: z.number().nullable().meta({ description: "By the z-test of two proportions, two-sided" }),
          flags: z.array(z.string()),
        }),
      )
      .meta({ description: "For each question in the plan's order; only the first decides" }),
    alarms: z
      .array(z.strictObject({ kind: z.enum(["sample-ratio", "answering"]), p: z.number(), sentence: z.string() }))
      .meta({ description: "What says that the groups are not what the plan made them, with p below 0.001" }),
  })
  .meta({ id: "BrandLiftAnalysis" });

const summaryFields = {
  id: idText("bls"),
  name: z.string(),
  state: z.enum(["draft", "locked", "counted"]),
  plan: planSchema,
  headline: z.string().nullable().meta({ description: "The verdict in a few words; null: nothing is counted yet" }),
  created_at: instantSchema,
};

const brandLiftSchema = z
  .strictObject({
    ...summaryFields,
    decision_rule: z.string(),
    lock: lockSchema("The plan"),
    warnings: z.array(z.string()).meta({ description: "What the way in which groups are found does to the result" }),
    power: z.strictObject({
      power: z.number().meta({ description: "In which share of surveys the difference is found" }),
      needed: z
        .array(z.strictObject({ points: z.number(), per_group: z.int() }))
        .meta({ description: "By Cohen's h, answers in each group" }),
      least_found: z.number().nullable().meta({ description: "The smallest difference that the smaller planned group finds" }),
      is_enough: z.boolean(),
      sentence: z.string(),
    }),
    counts: z.strictObject({ ...countFields, entered_at: instantSchema }).nullable(),
    analysis: analysisSchema.nullable(),
  })
  .meta({ id: "BrandLift" });

const oneBrandLift = z.strictObject({ id: idSchema("bls") });
const named = z.strictObject({ name: nameSchema(200), plan: planSchema });

/** The surveys of the workspace. */
export const listBrandLifts = endpoint({
  id: "listBrandLifts",
  method: "GET",
  path: "/v1/brand-lifts",
  tag: "Experiments",
  summary: "Surveys of people who saw a campaign and people who did not, newest first",
  access: "attribution:read",
  query: z.strictObject(pageQuery),
  output: pageOf(z.strictObject(summaryFields).meta({ id: "BrandLiftSummary" })),
});

/** Makes a draft. */
export const createBrandLift = endpoint({
  id: "createBrandLift",
  method: "POST",
  path: "/v1/brand-lifts",
  tag: "Experiments",
  summary: "Plan a survey of a control and an exposed group",
  description: "It is a draft, which may change, until it is locked. Its power is told at once, before anybody is asked.",
  access: "attribution:write",
  status: 201,
  creates: true,
  body: named,
  output: brandLiftSchema,
});

/** One survey. */
export const getBrandLift = endpoint({
  id: "getBrandLift",
  method: "GET",
  path: "/v1/brand-lifts/{id}",
  tag: "Experiments",
  summary: "One survey with its plan, its power, what was counted and what that says",
  access: "attribution:read",
  params: oneBrandLift,
  output: brandLiftSchema,
});

/** Changes a draft. */
export const changeBrandLift = endpoint({
  id: "changeBrandLift",
  method: "PUT",
  path: "/v1/brand-lifts/{id}/plan",
  tag: "Experiments",
  summary: "Change the draft of a survey's plan",
  access: "attribution:write",
  params: oneBrandLift,
  body: named,
  output: brandLiftSchema,
});

/** Locks a plan. */
export const lockBrandLift = endpoint({
  id: "lockBrandLift",
  method: "POST",
  path: "/v1/brand-lifts/{id}/lock",
  tag: "Experiments",
  summary: "Lock a survey's plan: from now on it cannot change, and it alone decides",
  access: "attribution:write",
  params: oneBrandLift,
  output: brandLiftSchema,
});

/** Enters what was counted. */
export const enterLiftCounts = endpoint({
  id: "enterLiftCounts",
  method: "POST",
  path: "/v1/brand-lifts/{id}/counts",
  tag: "Experiments",
  summary: "Enter how many were asked, how many answered, and how many of them positively",
  description: "The newest counts hold; earlier ones stay on record.",
  access: "attribution:write",
  status: 201,
  creates: true,
  params: oneBrandLift,
  body: z.strictObject(countFields),
  output: brandLiftSchema,
});
