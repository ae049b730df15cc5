import { z } from "zod";
import { computedFields } from "../../../platform/schema/computed.ts";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { currencySchema, daySchema, rateSchema } from "../../../platform/schema/vocabulary.ts";

const estimateFields = { estimate: z.number(), low: z.number(), high: z.number() };
const parameters = z.record(z.string(), z.number());
const endsSchema = z.strictObject({ low: z.number(), high: z.number() }).nullable();
const openEstimate = z.strictObject({ estimate: z.number(), low: z.number().nullable(), high: z.number().nullable() });

const fitSchema = z
  .strictObject({
    bg_nbd: z.strictObject({ parameters, standard_errors: parameters, log_likelihood: z.number() }),
    gamma_gamma: z
      .strictObject({
        parameters,
        log_likelihood: z.number(),
        mean_spend: z
          .number()
          .meta({ description: "What a repeat order of a customer is worth on average, in whole units of the currency" }),
      })
      .nullable(),
    frequencies: z
      .array(z.strictObject({ repeats: z.int(), actual: z.int(), expected: z.number() }))
      .meta({ description: "How many customers came back so often, and how many the model expects to; the last is that often or more" }),
    alive: z.number().meta({ description: "The share of customers who have not left, on average" }),
    expected_orders: z.number().meta({ description: "In the weeks to come, of all customers together" }),
    future_value: z.number().nullable().meta({ description: "Revenue of a customer in the weeks to come, on average, in whole units" }),
    future_value_interval: endsSchema.meta({
      description: "Of 95 %, by the delta method over the parameters of both models; null where they do not tell",
    }),
    future_value_discounted: z.number().nullable(),
    future_value_discounted_interval: endsSchema,
  })
  .meta({ id: "CohortFit" });

const cohortSchema = z
  .strictObject({
    cohort: z.enum(["all", "creators", "others"]).meta({ description: "creators: a creator had a part in the first order" }),
    customers: z.int(),
    orders: z.int(),
    revenue: z.number().meta({ description: "So far, after refunds, in whole units of the currency" }),
    came_back: z.int().meta({ description: "Customers who ordered on another day again" }),
    repeat_rate: z.strictObject(estimateFields).nullable().meta({ description: "came back ÷ customers, with Wilson's interval of 95 %" }),
    came_back_by: z
      .array(z.strictObject({ week: z.int(), estimate: z.number(), low: z.number().nullable(), high: z.number().nullable() }))
      .meta({
        description:
          "The share that had ordered again by each week after the first order: 1 − Kaplan and Meier's curve. Ends null: nobody had come back by then, so there is no interval",
      }),
    months: z
      .array(z.strictObject({ month: z.string().meta({ example: "2026-05" }), customers: z.int(), ordered: z.array(z.number()) }))
      .meta({ description: "By month of the first order: the share that ordered in the 1st, 2nd, ... month after" }),
    fit: fitSchema.nullable(),
    why_not: z.string().nullable().meta({ description: "Why the models are not fitted" }),
  })
  .meta({ id: "CustomerCohort" });

const subscribersSchema = z
  .strictObject({
    subscriptions: z.int(),
    too_young: z.int().meta({ description: "Paid once, and the first renewal is not due yet" }),
    period_days: z.number(),
    mean_payment: z.number().meta({ description: "After refunds, in whole units of the currency" }),
    renewals: z.array(
      z.strictObject({
        renewal: z.int(),
        at_risk: z.int(),
        left: z.int(),
        retained: z.strictObject(estimateFields),
        churn: z.number(),
        expected: z.number().nullable().meta({ description: "The share that the model expects to be there" }),
      }),
    ),
    fit: z
      .strictObject({
        parameters,
        standard_errors: parameters,
        log_likelihood: z.number(),
        discounted_payments: openEstimate,
        value: openEstimate.meta({ description: "Discounted payments × the mean payment, in whole units of the currency" }),
        half_left_at: z.int().nullable(),
      })
      .nullable(),
    why_not: z.string().nullable(),
  })
  .meta({ id: "Subscribers", description: "What subscribers are worth by the shifted beta-geometric model" });

const worthSchema = z
  .strictObject({
    ...computedFields,
    result: z
      .strictObject({
        currency: currencySchema,
        until: daySchema,
        weeks: z.int(),
        yearly_discount: rateSchema,
        left_out: z.strictObject({ without_customer: z.int(), other_currency: z.int() }),
        cohorts: z.array(cohortSchema),
        difference: z
          .strictObject({ chi_square: z.number(), p: z.number() })
          .nullable()
          .meta({ description: "Log-rank test of how fast customers of creators and others come back" }),
        basis: z.strictObject({ kind: z.enum(["contractual", "non_contractual"]), orders: z.int(), of_subscriptions: z.int() }),
        subscribers: z.strictObject({
          all: subscribersSchema.nullable(),
          creators: subscribersSchema.nullable(),
          others: subscribersSchema.nullable(),
        }),
      })
      .nullable(),
    formulas: z.record(z.string(), z.string()),
  })
  .meta({ id: "CustomersWorth" });

/** Works out what customers are worth. */
export const requestCustomersWorth = endpoint({
  id: "requestCustomersWorth",
  method: "POST",
  path: "/v1/customers-worth",
  tag: "Reports",
  summary: "Work out what customers are worth: those whom creators brought beside others",
  description: "Runs in the background; ask for the newest until it is done, or for its computation. Orders in the workspace's currency.",
  access: "attribution:read",
  status: 202,
  body: z.strictObject({
    until: daySchema.optional().meta({ description: "The last day that is looked at; missing: yesterday" }),
    weeks: z.int().min(1).max(260).default(52).meta({ description: "How many weeks from then on are forecast" }),
    yearly_discount: rateSchema.default("0.1").meta({ description: "What a year's wait costs" }),
  }),
  output: worthSchema,
});

/** What customers are worth. */
export const getCustomersWorth = endpoint({
  id: "getCustomersWorth",
  method: "GET",
  path: "/v1/customers-worth",
  tag: "Reports",
  summary: "What customers are worth, as it was last worked out",
  access: "attribution:read",
  tables: {
    cohorts: "newest.result.cohorts",
    came_back: "newest.result.cohorts.came_back_by",
    frequencies: "newest.result.cohorts.fit.frequencies",
  },
  output: z.strictObject({ newest: worthSchema.nullable().meta({ description: "Null: nobody asked yet" }) }),
});
