import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { instantSchema, moneySchema, rateSchema } from "../../../platform/schema/vocabulary.ts";
import { oneCampaign } from "../contract.ts";
import { horizons } from "./horizon.ts";

const marginSchema = z.strictObject({
  rate: z.string().nullable().meta({ description: "Null: none was stated, so margins rest on unit costs alone", example: "0.42" }),
  set_at: instantSchema.nullable(),
});

/** The brand's margin. */
export const getMarginRate = endpoint({
  id: "getMarginRate",
  method: "GET",
  path: "/v1/margin-rate",
  tag: "Campaigns",
  summary: "The share of revenue that is left after goods and delivery, where an order's own unit costs are not known",
  access: "programs:read",
  output: marginSchema,
});

/** States the brand's margin. */
export const setMarginRate = endpoint({
  id: "setMarginRate",
  method: "PUT",
  path: "/v1/margin-rate",
  tag: "Campaigns",
  summary: "State the brand's margin rate; earlier ones stay on record",
  access: "programs:write",
  body: z.strictObject({ rate: rateSchema }),
  output: marginSchema,
});

const estimateFields = {
  horizon: z
    .enum(horizons)
    .meta({ description: "What span the estimate is of: the campaign's days, 90 days from its first, or without end" }),
  revenue: moneySchema.meta({ description: "Revenue that would not have come without the campaign; below zero: it lost some" }),
  low: moneySchema,
  high: moneySchema,
  level: rateSchema.meta({ description: "How sure the interval is said to be, such as 0.9" }),
  source: z.string().trim().min(1).max(500).meta({ description: "Where the estimate comes from" }),
};

/** States what a campaign caused. */
export const stateIncremental = endpoint({
  id: "stateIncremental",
  method: "POST",
  path: "/v1/campaigns/{id}/incremental",
  tag: "Campaigns",
  summary: "State what a campaign caused, with its interval and where that is known from",
  description: "The newest estimate of a horizon holds; earlier ones stay on record. Amounts are in the campaign's currency.",
  access: "programs:write",
  status: 201,
  creates: true,
  params: oneCampaign,
  body: z.strictObject(estimateFields),
  output: z.strictObject({ ...estimateFields, stated_at: instantSchema }),
});
