import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { daySchema, idSchema, instantSchema } from "../../../platform/schema/vocabulary.ts";
import { decimalSchema } from "../contract.ts";

/** How a campaign stands towards its goal. */
export const standingSchema = z
  .strictObject({
    metric: z.string(),
    definition: z.string(),
    unit: z.string(),
    target: z.string(),
    deadline_on: daySchema,
    is_over: z.boolean().meta({ description: "Whether the deadline is over" }),
    as_of: instantSchema,
    value: decimalSchema.nullable().meta({ description: "In the goal's unit; null: not known, see `why`" }),
    low: decimalSchema.nullable().meta({ description: "The least that it can be; equal to the value where it is a count" }),
    high: decimalSchema.nullable(),
    level: decimalSchema.nullable().meta({ description: "The interval's level where the value is an estimate" }),
    verdict: z
      .enum(["met", "not_met", "open", "undecidable"])
      .meta({ description: "open: not reached yet, and the deadline is not over; undecidable: the data do not decide it" }),
    rule: z.string().meta({ description: "The rule by which the verdict came about" }),
    why: z.string().nullable().meta({ description: "Why the value is not known" }),
    notes: z.array(z.string()),
    source: z.string(),
  })
  .meta({ id: "GoalStanding" });

/** How a campaign stands towards its goal. */
export const goalStanding = endpoint({
  id: "goalStanding",
  method: "GET",
  path: "/v1/campaigns/{id}/goal/standing",
  tag: "Campaigns",
  summary: "How a campaign stands towards its goal: the value now, and whether it is met by which rule",
  access: "attribution:read",
  params: z.strictObject({ id: idSchema("cmp") }),
  output: z.strictObject({ standing: standingSchema.nullable().meta({ description: "Null: the campaign has no goal" }) }),
});
