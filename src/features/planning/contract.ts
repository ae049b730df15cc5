import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import {
  daySchema,
  idSchema,
  idText,
  instantSchema,
  moneySchema,
  nameSchema,
  pageOf,
  pageQuery,
  positiveMoneySchema,
  rateSchema,
} from "../../platform/schema/vocabulary.ts";

const onePlan = z.strictObject({ id: idSchema("pln") });
const factor = (what: string, example: string) =>
  z
    .string()
    .regex(/^\d{1,6}(\.\d{1,4})?$/, `must be a number of at most 4 decimals as text, such as "${example}"`)
    .meta({ description: what, example });

const gateFields = {
  test_spend: z
    .string()
    .regex(/^[1-9]\d{0,17}$/, 'must be a whole number of minor units above zero as text, such as "50000"')
    .meta({ description: "What a test of one creator costs at most, in minor units" }),
  least_cycles: z.int().min(0).max(100).default(1).meta({ description: "Campaigns of one's own before anything but a test" }),
  least_return: factor("Revenue per unit spent that must be reached", "1").default("1"),
  scale_chance: rateSchema.default("0.8").meta({ description: "From this chance of reaching it on a creator is scaled" }),
  stop_chance: rateSchema.default("0.2").meta({ description: "Up to this chance of reaching it a creator is stopped" }),
};

const riskFields = {
  most_share: rateSchema.default("0.4").meta({ description: "Of the budget, at most on one creator" }),
  least_proven_share: rateSchema.default("0").meta({ description: "Of what is spent, at least on creators who are scaled" }),
  most_loss_chance: rateSchema.default("0.25").meta({ description: "That less comes back than is spent, at most at this chance" }),
  least_marginal: factor("What the last unit that is spent must bring back; 0: no such limit", "1").default("1"),
};

const assumptionFields = {
  newcomer: z
    .strictObject({ estimate: factor("Revenue per unit spent", "1"), low: factor("", "0.3"), high: factor("", "2.5") })
    .default({ estimate: "1", low: "0.3", high: "2.5" })
    .meta({ description: "What is assumed of creators of whom no lesson says anything: the middle and the ends of an interval of 80 %" }),
  doubling: factor("What twice the usual spend on a creator brings, times; between 1 and 2", "1.6").default("1.6"),
  shared_spread: rateSchema.default("0.15").meta({ description: "By how much all creators may be better or worse together, as a share" }),
  worth: rateSchema.default("1").meta({ description: "What share of revenue counts as coming back: 1, or the brand's margin rate" }),
};

const gates = z.strictObject(gateFields).meta({ id: "PlanGates" });
const risk = z.strictObject(riskFields).meta({ id: "PlanRisk" });
const assumptions = z.strictObject(assumptionFields).meta({ id: "PlanAssumptions" });
const gatesAsked = z.strictObject(gateFields);

const planBody = z.strictObject({
  name: nameSchema(200),
  budget: positiveMoneySchema,
  starts_on: daySchema,
  ends_on: daySchema.meta({ description: "The day after the last one" }),
  creator_ids: z.array(idSchema("cre")).min(1).max(200).meta({ description: "Whom money may be spent on" }),
  gates: gatesAsked,
  risk: z.strictObject(riskFields).prefault({}),
  assumptions: z.strictObject(assumptionFields).prefault({}),
});

const ranged = { low: z.number(), middle: z.number(), high: z.number() };
const rangeSchema = z.strictObject(ranged).meta({ id: "PlanRange", description: "Middle and ends of an interval of 80 %" });
const returnSchema = rangeSchema.nullable();

const plannedSchema = z
  .strictObject({
    creator_id: idText("cre"),
    name: z.string(),
    tier: z.string().nullable(),
    platform: z.string().nullable(),
    prior: z.strictObject({
      ...ranged,
      source: z.enum(["own", "tier", "all", "assumed"]).meta({ description: "own: their own lessons, drawn to the others'; else whose" }),
      cycles: z.int(),
    }),
    stage: z.enum(["test", "scale", "stop"]),
    chance: z.number().meta({ description: "That the true return reaches the least" }),
    reason: z.string(),
    spend: moneySchema,
    share: z.number().meta({ description: "Of what is spent" }),
    revenue: rangeSchema,
    per_spent: returnSchema.meta({ description: "Revenue per unit spent; null: nothing is spent" }),
    marginal: z.number().meta({ description: "What one more unit would bring, in revenue" }),
  })
  .meta({ id: "PlannedCreator" });

const forecastSchema = z
  .strictObject({
    worked_out_at: instantSchema,
    level: z.number(),
    draws: z.int(),
    spend: moneySchema,
    unspent: moneySchema,
    revenue: rangeSchema,
    per_spent: returnSchema,
    loss_chance: z.number(),
    marginal: z.number().meta({ description: "What the last unit that is spent brings, in revenue" }),
    creators: z.array(plannedSchema),
    tiers: z.array(z.strictObject({ tier: z.string().nullable(), creators: z.int(), spend: moneySchema, share: z.number() })),
    scenarios: z.array(
      z.strictObject({
        name: z.enum(["weak", "expected", "strong"]),
        revenue: rangeSchema,
        per_spent: returnSchema,
        loss_chance: z.number(),
      }),
    ),
    ladder: z.array(
      z.strictObject({ budget: moneySchema, spend: moneySchema, revenue: rangeSchema, marginal: z.number(), loss_chance: z.number() }),
    ),
    limits: z.array(z.string()),
  })
  .meta({ id: "PlanForecast" });

/** A plan as the API gives it. */
export const planSchema = z
  .strictObject({
    id: idText("pln"),
    name: z.string(),
    budget: moneySchema,
    starts_on: daySchema,
    ends_on: daySchema,
    state: z.enum(["working", "ready", "failed", "locked"]),
    creator_ids: z.array(idText("cre")),
    gates,
    risk,
    assumptions,
    computation_id: idText("job").nullable(),
    forecast: forecastSchema.nullable(),
    lock: z
      .strictObject({
        campaign_id: idText("cmp"),
        campaign_name: z.string(),
        sha256: z.string(),
        locked_at: instantSchema,
        is_late: z.boolean(),
      })
      .nullable()
      .meta({ description: "is_late: locked after its campaign had begun" }),
    formulas: z.record(z.string(), z.string()),
    created_at: instantSchema,
    updated_at: instantSchema,
  })
  .meta({ id: "BudgetPlan" });

const summarySchema = planSchema
  .pick({ id: true, name: true, budget: true, starts_on: true, ends_on: true, created_at: true })
  .extend({ is_locked: z.boolean() })
  .meta({ id: "BudgetPlanSummary" });

/** Plans a budget. */
export const createBudgetPlan = endpoint({
  id: "createBudgetPlan",
  method: "POST",
  path: "/v1/budget-plans",
  tag: "Planning",
  summary: "Plan a budget: who gets how much, by which gates and limits, and what it may bring",
  description: "It is worked out in the background; read the plan until its state is ready. Returns are on attributed revenue.",
  access: "programs:write",
  status: 201,
  creates: true,
  body: planBody,
  output: planSchema,
});

/** Changes a plan. */
export const changeBudgetPlan = endpoint({
  id: "changeBudgetPlan",
  method: "PUT",
  path: "/v1/budget-plans/{id}",
  tag: "Planning",
  summary: "Change a plan, and have it worked out anew from the lessons that are known now",
  access: "programs:write",
  params: onePlan,
  body: planBody,
  output: planSchema,
});

/** The plans. */
export const listBudgetPlans = endpoint({
  id: "listBudgetPlans",
  method: "GET",
  path: "/v1/budget-plans",
  tag: "Planning",
  summary: "The plans of the workspace, newest first",
  access: "programs:read",
  query: z.strictObject(pageQuery),
  output: pageOf(summarySchema),
});

/** One plan. */
export const getBudgetPlan = endpoint({
  id: "getBudgetPlan",
  method: "GET",
  path: "/v1/budget-plans/{id}",
  tag: "Planning",
  summary: "One plan with its forecast",
  access: "programs:read",
  tables: {
    creators: "forecast.creators",
    tiers: "forecast.tiers",
    scenarios: "forecast.scenarios",
    ladder: "forecast.ladder",
  },
  params: onePlan,
  output: planSchema,
});

/** Freezes the forecast. */
export const lockBudgetPlan = endpoint({
  id: "lockBudgetPlan",
  method: "POST",
  path: "/v1/budget-plans/{id}/lock",
  tag: "Planning",
  summary: "Lock a plan's forecast and name the campaign that it is held against",
  description: "What came is compared once the campaign's review is closed, or is due. A locked forecast never changes.",
  access: "programs:write",
  params: onePlan,
  body: z.strictObject({ campaign_id: idSchema("cmp") }),
  output: planSchema,
});

const numbers = { estimate: z.number(), low: z.number(), high: z.number() };

/** Past forecasts beside what came. */
export const forecastCalibration = endpoint({
  id: "forecastCalibration",
  method: "GET",
  path: "/v1/forecast-calibration",
  tag: "Planning",
  summary: "Past forecasts beside what came: how often the intervals held it, and by how much they were off",
  description: "Of the 50 forecasts that were locked last; those whose campaign is not over are waiting.",
  access: "attribution:read",
  tables: { points: "points" },
  output: z.strictObject({
    level: z.number(),
    plans: z.int().meta({ description: "Plans locked in time whose campaign is over" }),
    waiting: z.int(),
    late: z.int().meta({ description: "Plans locked when their campaign had begun: they prove nothing and are left out" }),
    points: z.array(
      z
        .strictObject({
          plan_id: idText("pln"),
          plan_name: z.string(),
          campaign_id: idText("cmp"),
          subject: z.string().meta({ description: "A creator's name, or the whole" }),
          is_whole: z.boolean(),
          is_final: z.boolean().meta({ description: "The campaign's review is closed; else what came may still move" }),
          forecast: rangeSchema,
          outcome: z.number().meta({ description: "Revenue per unit spent" }),
        })
        .meta({ id: "ForecastPoint" }),
    ),
    covered: z.strictObject({ ...numbers, below: z.int(), above: z.int() }).nullable(),
    bias: z
      .strictObject(numbers)
      .nullable()
      .meta({ description: "Outcome less the forecast's middle, on average, with an interval of 95 %" }),
    interval_score: z
      .number()
      .nullable()
      .meta({ description: "Mean width of the intervals and 2 ÷ (1 − level) times what was missed; less is better" }),
    mean_width: z.number().nullable(),
    verdict: z.string(),
    formulas: z.record(z.string(), z.string()),
  }),
});
