import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema } from "../../platform/schema/vocabulary.ts";
import { measuredModels, usualModel } from "./calibration/measured-models.ts";
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

const factorSchema = z
  .string()
  .regex(/^-?\d{1,5}(\.\d{1,4})?$/, 'must be a decimal text with at most 4 digits after the point, such as "0.62"');
const calibrationFields = {
  factor: factorSchema.meta({ description: "Orders that were caused, per order of credit under `model`" }),
  low: factorSchema.meta({ description: "The lower end of its interval" }),
  high: factorSchema.meta({ description: "The upper end" }),
  level: z
    .string()
    .regex(/^0\.\d{1,3}$/, 'must be a share between 0 and 1, such as "0.9"')
    .refine((text) => Number(text) > 0, "must be more than 0")
    .meta({ description: "The interval's level" }),
  source: z.string().trim().min(1).max(200).meta({ description: "Which experiment says so" }),
};
const measuredModelSchema = z
  .enum(measuredModels)
  .meta({ description: "The model whose credit the factor was measured against, and to whose credit alone it is applied" });

const calibrationSchema = z
  .strictObject({
    id: idText("cal"),
    creator_id: idText("cre").nullable().meta({ description: "Null: measured over all creators together" }),
    factor: z.string(),
    low: z.string(),
    high: z.string(),
    level: z.string(),
    source: z.string(),
    model: measuredModelSchema,
    recorded_at: instantSchema,
  })
  .meta({ id: "Calibration" });

/** Lists what experiments say that credit is worth. */
export const listCalibrations = endpoint({
  id: "listCalibrations",
  method: "GET",
  path: "/v1/attribution/calibrations",
  tag: "Attribution",
  summary: "What experiments say that credit is worth, the newest of each creator and of all together",
  access: "attribution:read",
  output: z.strictObject({ data: z.array(calibrationSchema) }),
});

/** Records such a result. */
export const recordCalibration = endpoint({
  id: "recordCalibration",
  method: "POST",
  path: "/v1/attribution/calibrations",
  tag: "Attribution",
  summary: "Record what an experiment says that credit is worth",
  description: "It is shown beside credit, as a lens of its own. Credit stays as it is, and so does pay.",
  access: "attribution:write",
  status: 201,
  creates: true,
  body: z.strictObject({
    creator_id: idSchema("cre").nullable().default(null),
    ...calibrationFields,
    model: measuredModelSchema.default(usualModel),
  }),
  output: calibrationSchema,
});
