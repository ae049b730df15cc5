import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idText, instantSchema } from "../../platform/schema/vocabulary.ts";
import { runStates } from "./recompute/run-state.ts";

const countSchema = z.string().regex(/^\d+$/).nullable();

const runSchema = z
  .strictObject({
    id: idText("job"),
    state: z.enum(runStates),
    requested_at: instantSchema,
    started_at: instantSchema.nullable(),
    finished_at: instantSchema.nullable(),
    orders: countSchema.meta({ description: "Orders there are; null until the first of them are done" }),
    orders_done: countSchema,
    clicks: countSchema.meta({ description: "Clicks of buyers that were read" }),
    visits: countSchema.meta({ description: "Visits of buyers that were read" }),
    touches_changed: countSchema.meta({ description: "Orders that turned out to have other touches than before" }),
    credits_changed: countSchema.meta({ description: "Orders whose credit is another than before" }),
    problem: z.string().nullable().meta({ description: "Why it failed" }),
  })
  .meta({ id: "AttributionRun" });

/** Has all credit computed anew. */
export const recomputeAttribution = endpoint({
  id: "recomputeAttribution",
  method: "POST",
  path: "/v1/attribution/recompute",
  tag: "Attribution",
  summary: "Compute the credit of every order anew",
  description:
    "Runs in the background. Finds every order's touches again and divides its credit under each model; what was paid, decided or booked stays as it is. While one run is not over, no other begins and that one is answered.",
  access: "attribution:write",
  status: 202,
  output: z.strictObject({ run: runSchema }),
});

/** Says how far that has come. */
export const getAttributionRun = endpoint({
  id: "getAttributionRun",
  method: "GET",
  path: "/v1/attribution/recompute",
  tag: "Attribution",
  summary: "The newest run that was asked for",
  access: "attribution:read",
  output: z.strictObject({ run: runSchema.nullable() }),
});
