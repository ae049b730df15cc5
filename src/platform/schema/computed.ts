import { z } from "zod";
import { idText, instantSchema } from "./vocabulary.ts";

/** How far the calculation is that an answer comes from, beside its result. */
export const computedFields = {
  computation_id: idText("job"),
  state: z.enum(["waiting", "running", "done", "failed", "cancelled"]),
  progress: z.number(),
  problem: z.string().nullable(),
  requested_at: instantSchema,
  finished_at: instantSchema.nullable(),
};
